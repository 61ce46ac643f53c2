// tests/slack/socket_machine_test.cpp: the pool of connections when all goes well: opening, refreshing, stopping.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/socket_acts.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace usher;
using namespace usher::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST_CASE("URLs are asked for one at a time, and handshakes overlap") {
  Pool pool;
  pool.machine.start(pool.now);
  CHECK(pool.acts() == Acts{"ask 1"});
  pool.url(1);
  CHECK(pool.acts() == Acts{"dial 1", "ask 2"});
  pool.url(2);
  CHECK(pool.acts() == Acts{"dial 2"});
  pool.machine.connected(2, pool.now);
  pool.machine.connected(1, pool.now);
  CHECK(pool.acts().empty());
  CHECK(pool.machine.ready() == 0);
  pool.machine.hello(2, 2, "A1", pool.now);
  pool.machine.hello(1, 2, "A1", pool.now);
  CHECK(pool.machine.ready() == 2);
  CHECK(pool.machine.hellos() == 2);
  CHECK(pool.acts() == Acts{"app A1"});
  CHECK_FALSE(pool.wait());
}

TEST_CASE("as many connections stand as are wanted") {
  const int wanted = GENERATE(1, 3, 10);
  Pool pool({.connections = wanted});
  pool.machine.start(pool.now);
  for (int link = 1; link <= wanted; ++link) pool.greet(static_cast<SocketMachine::Link>(link));
  CHECK(pool.machine.ready() == static_cast<std::size_t>(wanted));
  const Acts acts = pool.deeds();
  CHECK(std::count_if(acts.begin(), acts.end(), [](const auto& act) {
          return act.starts_with("ask");
        }) == wanted);
}

TEST_CASE("a connection is live from its hello until it is closed, while another replaces it too") {
  Pool pool({.connections = 1});
  CHECK(pool.machine.live() == 0);
  pool.machine.start(pool.now);
  pool.url(1);
  pool.machine.connected(1, pool.now);
  CHECK(pool.machine.live() == 0);
  pool.machine.hello(1, 1, "A1", pool.now);
  CHECK(pool.machine.live() == 1);
  CHECK_FALSE(pool.machine.leaving(1));
  pool.bye(1, Why::warning);
  CHECK(pool.machine.leaving(1));
  CHECK(pool.machine.ready() == 0);
  CHECK(pool.machine.live() == 1);
  pool.greet(2, 2);
  CHECK(pool.machine.live() == 2);
  CHECK_FALSE(pool.machine.leaving(2));
  pool.cut(1);
  CHECK_FALSE(pool.machine.leaving(1));
  CHECK(pool.machine.live() == 1);
  pool.machine.stop(pool.now);
  CHECK(pool.machine.live() == 0);
}

TEST_CASE("a URL is dialed as it came") {
  Pool pool;
  pool.machine.start(pool.now);
  pool.acts();
  pool.machine.opened(1, "wss://wss.slack.test/link?ticket=7&app_id=A1", pool.now);
  const auto dial = pool.machine.next();
  REQUIRE(dial);
  CHECK(
      *dial ==
      SocketMachine::Action(SocketMachine::Dial{1, "wss://wss.slack.test/link?ticket=7&app_id=A1"})
  );
}

TEST_CASE(
    "an envelope is taken on any open connection, before its hello too, and on none that is gone"
) {
  Pool pool;
  pool.machine.start(pool.now);
  CHECK_FALSE(pool.machine.envelope(1, pool.now));
  pool.url(1);
  CHECK_FALSE(pool.machine.envelope(1, pool.now));
  pool.machine.connected(1, pool.now);
  CHECK(pool.machine.envelope(1, pool.now));
  pool.machine.hello(1, 1, "A1", pool.now);
  CHECK(pool.machine.envelope(1, pool.now));
  CHECK(pool.machine.under_way() == 2);
  pool.machine.answered(1, pool.now);
  CHECK(pool.machine.under_way() == 1);
  pool.cut(1);
  CHECK_FALSE(pool.machine.envelope(1, pool.now));
  pool.machine.answered(1, pool.now);
  CHECK(pool.machine.under_way() == 0);
}

TEST_CASE(
    "before Slack closes a connection another is opened, and the old one is acknowledged on until "
    "its end"
) {
  Pool pool;
  pool.begin();
  const Why why = GENERATE(Why::warning, Why::refresh_requested, Why::other);
  pool.bye(1, why);
  CHECK(pool.acts() == Acts{"info", "ask 3"});
  CHECK(pool.machine.envelope(1, pool.now));
  pool.pass(milliseconds(400));
  pool.greet(3, 3);
  CHECK(pool.deeds() == Acts{"dial 3"});
  CHECK(pool.machine.ready() == 2);
  CHECK(pool.machine.envelope(1, pool.now));
  pool.machine.answered(1, pool.now);
  pool.tick_after(seconds(4));
  CHECK(pool.acts().empty());
  pool.cut(1);
  CHECK(pool.acts().empty());
  CHECK(pool.machine.ready() == 2);
  CHECK_FALSE(pool.wait());
}

TEST_CASE("a warning and the request after it are one refresh") {
  Pool pool;
  pool.begin();
  pool.bye(1, Why::warning);
  pool.bye(1, Why::refresh_requested);
  CHECK(pool.acts() == Acts{"info", "ask 3"});
  pool.greet(3);
  pool.bye(1, Why::refresh_requested);
  CHECK(pool.deeds() == Acts{"dial 3"});
}

TEST_CASE(
    "both connections may be refreshed at once: two others are opened, and both old ones stay "
    "until then"
) {
  Pool pool;
  pool.begin();
  pool.bye(1, Why::refresh_requested);
  pool.bye(2, Why::refresh_requested);
  CHECK(pool.deeds() == Acts{"ask 3"});
  pool.url(3);
  CHECK(pool.deeds() == Acts{"dial 3", "ask 4"});
  pool.tick_after(seconds(4));
  CHECK(pool.machine.envelope(1, pool.now));
  CHECK(pool.machine.envelope(2, pool.now));
  pool.machine.connected(3, pool.now);
  pool.machine.hello(3, 3, "A1", pool.now);
  pool.greet(4, 4);
  CHECK(pool.machine.ready() == 2);
  CHECK(pool.deeds() == Acts{"dial 4"});
}

TEST_CASE(
    "an old connection that Slack leaves open is closed with a frame, once it is quiet and has no "
    "debts"
) {
  Pool pool({.linger = seconds(30), .quiet = seconds(5)});
  pool.begin();
  pool.bye(1, Why::refresh_requested);
  pool.greet(3);
  pool.acts();
  CHECK(pool.wait() == seconds(30));
  pool.pass(seconds(28));
  REQUIRE(pool.machine.envelope(1, pool.now));
  pool.tick_after(seconds(2));
  CHECK(pool.acts().empty());  // it owes an answer
  pool.machine.answered(1, pool.now);
  CHECK(pool.wait() == seconds(3));  // and spoke two seconds ago
  pool.tick_after(seconds(3));
  CHECK(pool.acts() == Acts{"close 1: replaced"});
  CHECK_FALSE(pool.machine.envelope(1, pool.now));
  pool.closed(1);
  CHECK(pool.acts().empty());
  CHECK_FALSE(pool.wait());
}

TEST_CASE("an old connection that never falls quiet is closed in the end") {
  Pool pool({.linger_most = seconds(90)});
  pool.begin();
  pool.bye(1, Why::warning);
  pool.greet(3);
  pool.acts();
  for (int second = 0; second < 89; ++second) {
    pool.tick_after(seconds(1));
    REQUIRE(pool.machine.envelope(1, pool.now));
  }
  CHECK(pool.acts().empty());
  CHECK(pool.wait() == seconds(1));
  pool.tick_after(seconds(1));
  CHECK(pool.acts() == Acts{"close 1: replaced"});
}

TEST_CASE("the last connection that works is never closed for its age") {
  Pool pool({.connections = 1});
  pool.machine.start(pool.now);
  pool.greet(1);
  pool.bye(1, Why::warning);
  CHECK(pool.deeds() == Acts{"ask 1", "dial 1", "app A1", "ask 2"});
  pool.fail(2, errc::unavailable);
  pool.tick_after(seconds(200));
  CHECK(pool.deeds() == Acts{"ask 3"});
  CHECK(pool.machine.envelope(1, pool.now));
  pool.machine.answered(1, pool.now);
  pool.greet(3);
  pool.pass(seconds(5));
  pool.machine.tick(pool.now);
  CHECK(pool.deeds() == Acts{"dial 3", "close 1: replaced"});
}

TEST_CASE("stopping sends a close frame on every connection and ends when all are gone") {
  Pool pool;
  pool.begin();
  pool.machine.stop(pool.now);
  CHECK(pool.acts() == Acts{"close 1: stopping", "close 2: stopping"});
  pool.closed(1);
  CHECK(pool.acts().empty());
  pool.closed(2);
  CHECK(pool.acts() == Acts{"over"});
  pool.machine.stop(pool.now);
  pool.tick_after(seconds(60));
  CHECK(pool.acts().empty());
  CHECK_FALSE(pool.wait());
}

TEST_CASE("what is under way at a stop is acknowledged first, within a limit") {
  Pool pool({.drain = seconds(3)});
  pool.begin();
  REQUIRE(pool.machine.envelope(1, pool.now));
  REQUIRE(pool.machine.envelope(2, pool.now));
  pool.machine.stop(pool.now);
  CHECK(pool.acts().empty());
  pool.machine.answered(1, pool.now);
  CHECK(pool.acts() == Acts{"close 1: stopping"});
  CHECK(pool.wait() == seconds(3));
  pool.tick_after(seconds(3));
  CHECK(pool.acts() == Acts{"close 2: stopping"});
  pool.closed(1);
  // A peer that never answers the close frame does not keep it.
  CHECK(pool.wait() == seconds(10));
  pool.tick_after(seconds(10));
  CHECK(pool.acts() == Acts{"over"});
}

TEST_CASE("a stop while connections are being opened lets none of them live on") {
  Pool pool;
  pool.machine.start(pool.now);
  pool.url(1);
  CHECK(pool.acts() == Acts{"ask 1", "dial 1", "ask 2"});
  pool.machine.stop(pool.now);
  CHECK(pool.acts() == Acts{"close 1: stopping", "over"});
  pool.url(2);
  CHECK(pool.acts().empty());
  pool.machine.connected(1, pool.now);
  CHECK(pool.acts() == Acts{"close 1: too late"});
}

TEST_CASE("a pool that was stopped before it began is over") {
  Pool pool;
  pool.machine.stop(pool.now);
  CHECK(pool.acts() == Acts{"over"});
  pool.machine.start(pool.now);
  CHECK(pool.acts().empty());
}
