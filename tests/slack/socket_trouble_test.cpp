// tests/slack/socket_trouble_test.cpp: connections that fail, fall silent, or are taken back.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/socket_acts.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::test;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

TEST_CASE("an open connection is no ready one: without a hello it is given up") {
  Pool pool({.connections = 1, .greeting = seconds(10)});
  pool.machine.start(pool.now);
  pool.url(1);
  pool.machine.connected(1, pool.now);
  pool.acts();
  CHECK(pool.wait() == seconds(10));
  pool.tick_after(seconds(10));
  CHECK(pool.acts() == Acts{"warning", "close 1: no hello"});
  CHECK(says(pool.told, "no hello"));
  CHECK(pool.wait() == milliseconds(750));  // half a second, and a half of another
  pool.tick_after(milliseconds(750));
  CHECK(pool.acts() == Acts{"ask 2"});
  pool.closed(1);
  CHECK(pool.acts().empty());
}

TEST_CASE("a connection that is taken back before its hello is replaced after a moment") {
  const Why why = GENERATE(Why::warning, Why::refresh_requested, Why::other);
  Pool pool({.connections = 1});
  pool.machine.start(pool.now);
  pool.url(1);
  pool.machine.connected(1, pool.now);
  pool.acts();
  pool.bye(1, why);
  CHECK(pool.acts() == Acts{"close 1: refused before hello"});
  pool.closed(1);
  CHECK(pool.wait() == milliseconds(750));
  pool.tick_after(milliseconds(750));
  CHECK(pool.acts() == Acts{"ask 2"});
}

TEST_CASE("a connection that ends before its hello counts as a failure") {
  Pool pool({.connections = 1});
  pool.machine.start(pool.now);
  pool.url(1);
  pool.machine.connected(1, pool.now);
  pool.acts();
  pool.cut(1);
  CHECK(pool.acts() == Acts{"warning"});
  CHECK(pool.wait() == milliseconds(750));
}

TEST_CASE(
    "after a failure the next attempt waits, twice as long after each, up to a minute, never in "
    "step with others"
) {
  Pool pool({.connections = 1});
  pool.machine.start(pool.now);
  std::vector<milliseconds> waits;
  for (SocketMachine::Link link = 1; link <= 9; ++link) {
    pool.chance = link % 2 == 0 ? 0 : 1;
    if (link % 3 == 0) {
      pool.url(link);
      pool.machine.unconnected(link, errc::refused, pool.now);
    } else {
      pool.fail(link, link % 3 == 1 ? errc::unavailable : errc::malformed);
    }
    waits.push_back(pool.wait().value());
    pool.tick_after(waits.back());
  }
  CHECK(
      waits ==
      std::vector<milliseconds>{
          milliseconds(1000), milliseconds(1000), milliseconds(4000), milliseconds(4000),
          milliseconds(16000), milliseconds(16000), milliseconds(60000), milliseconds(30000),
          milliseconds(60000)
      }
  );
  // Said once for each kind of trouble, not at each attempt.
  CHECK(pool.told.empty());
  pool.acts();
  CHECK(pool.told.size() == 2);
}

TEST_CASE("what had gone wrong is over with the next hello, which is told, and may be told anew") {
  Pool pool({.connections = 1});
  pool.machine.start(pool.now);
  pool.fail(1, errc::timed_out);
  pool.tick_after(seconds(1));
  CHECK(pool.acts() == Acts{"ask 1", "warning", "ask 2"});
  pool.greet(2);
  CHECK(pool.acts() == Acts{"dial 2", "info", "app A1"});
  CHECK(says(pool.told, "again"));
  pool.pass(minutes(10));
  pool.cut(2);
  CHECK(pool.acts() == Acts{"info", "ask 3"});
  pool.fail(3, errc::timed_out);
  CHECK(pool.acts() == Acts{"warning"});
}

TEST_CASE(
    "a connection that breaks is replaced at once; what goes on breaking waits, until one has stood"
) {
  Pool pool({.connections = 2, .steady = seconds(10)});
  pool.begin();
  pool.pass(seconds(1));
  // Young ones too, as many as there are: a router that was switched off and on.
  pool.cut(1);
  CHECK(pool.acts() == Acts{"info", "ask 3"});
  pool.cut(2);
  pool.greet(3);
  pool.greet(4);
  CHECK(pool.deeds() == Acts{"dial 3", "ask 4", "dial 4"});
  pool.pass(seconds(9));
  pool.cut(3);
  CHECK(pool.acts() == Acts{"info"});
  CHECK(pool.wait() == milliseconds(750));
  pool.tick_after(milliseconds(750));
  CHECK(pool.acts() == Acts{"ask 5"});
  CHECK(pool.machine.envelope(4, pool.now));
  pool.greet(5);
  pool.acts();
  pool.pass(seconds(10));
  pool.cut(5);
  CHECK(pool.acts() == Acts{"info", "ask 6"});
  pool.greet(6);
  pool.cut(6);
  CHECK(pool.deeds() == Acts{"dial 6", "ask 7"});
}

TEST_CASE("silence is told and answered like any other end") {
  Pool pool;
  pool.begin();
  pool.pass(seconds(40));
  pool.cut(1, errc::timed_out);
  CHECK(pool.acts() == Acts{"warning", "ask 3"});
  CHECK(says(pool.told, "silent"));
}

TEST_CASE("a rate limit holds back every URL for as long as Slack says, or half a minute") {
  const bool says_how_long = GENERATE(true, false);
  Pool pool;
  pool.chance = 0;
  pool.machine.start(pool.now);
  const auto said = says_how_long ? milliseconds(7000) : milliseconds(0);
  pool.machine.refused(1, errc::rate_limited, "ratelimited", said, pool.now);
  CHECK(pool.acts() == Acts{"ask 1", "warning"});
  CHECK(pool.wait() == (says_how_long ? seconds(7) : seconds(30)));
  pool.tick_after(*pool.wait() - milliseconds(1));
  CHECK(pool.acts().empty());
  pool.tick_after(milliseconds(1));
  CHECK(pool.acts() == Acts{"ask 2"});
}

TEST_CASE("a refresh during a rate limit keeps the old connection until another stands") {
  Pool pool({.connections = 1});
  pool.chance = 0;
  pool.machine.start(pool.now);
  pool.greet(1);
  pool.acts();
  pool.bye(1, Why::refresh_requested);
  pool.machine.refused(2, errc::rate_limited, "", seconds(120), pool.now);
  CHECK(pool.deeds() == Acts{"ask 2"});
  pool.tick_after(seconds(119));
  CHECK(pool.acts().empty());
  CHECK(pool.machine.envelope(1, pool.now));
  pool.tick_after(seconds(1));
  CHECK(pool.acts() == Acts{"ask 3"});
}

TEST_CASE("five words of Slack's end it, with what to do about each, and every connection is closed"
) {
  const auto [word, advice] = GENERATE(
      std::pair("not_authed", "xapp-"), std::pair("invalid_auth", "connections:write"),
      std::pair("account_inactive", "Install"), std::pair("user_removed_from_team", "Install"),
      std::pair("team_disabled", "disabled")
  );
  Pool pool;
  pool.begin();
  pool.bye(1, Why::refresh_requested);
  pool.acts();
  pool.fail(3, errc::unauthorized, word);
  CHECK(pool.acts() == Acts{"give up", "close 1: stopping", "close 2: stopping"});
  CHECK(says(pool.told, word));
  CHECK(says(pool.told, advice));
  pool.closed(1);
  pool.closed(2);
  CHECK(pool.acts() == Acts{"over"});
  CHECK_FALSE(pool.wait());
}

TEST_CASE("a fatal word at the very start ends it") {
  Pool pool;
  pool.machine.start(pool.now);
  pool.fail(1, errc::unauthorized, "invalid_auth");
  CHECK(pool.acts() == Acts{"ask 1", "give up", "over"});
}

TEST_CASE("what an operator has to mend is told once, as an error, and looked at every minute") {
  const auto [word, advice] = GENERATE(
      std::pair("not_allowed_token_type", "xapp-"), std::pair("missing_scope", "connections:write"),
      std::pair("token_revoked", "new app-level token"), std::pair("something_new", "something_new")
  );
  Pool pool;
  pool.machine.start(pool.now);
  pool.fail(1, errc::refused, word);
  CHECK(pool.acts() == Acts{"ask 1", "error"});
  CHECK(says(pool.told, advice));
  CHECK(pool.wait() == minutes(1));
  pool.tick_after(minutes(1));
  pool.fail(2, errc::refused, word);
  CHECK(pool.acts() == Acts{"ask 2"});
  pool.tick_after(minutes(1));
  pool.greet(3);
  CHECK(pool.deeds() == Acts{"ask 3", "dial 3", "ask 4", "app A1"});
}

TEST_CASE("an answer that takes too long is given up, and of no use when it comes") {
  Pool pool({.connections = 1, .asking = seconds(15), .dialing = seconds(12)});
  pool.chance = 0;
  pool.machine.start(pool.now);
  CHECK(pool.wait() == seconds(15));
  pool.tick_after(seconds(15));
  CHECK(pool.acts() == Acts{"ask 1", "warning"});
  pool.url(1);
  CHECK(pool.acts().empty());
  pool.fail(1, errc::unauthorized, "invalid_auth");
  CHECK(pool.acts().empty());
  pool.tick_after(*pool.wait());
  pool.url(2);
  CHECK(pool.acts() == Acts{"ask 2", "dial 2"});
  CHECK(pool.wait() == seconds(12));
  pool.tick_after(seconds(12));
  CHECK(pool.acts() == Acts{"close 2: too late", "warning"});
  pool.machine.connected(2, pool.now);
  CHECK(pool.acts() == Acts{"close 2: too late"});
  pool.machine.hello(2, 1, "A1", pool.now);
  CHECK_FALSE(pool.machine.envelope(2, pool.now));
  pool.cut(2);
  CHECK(pool.acts().empty());
  CHECK(pool.machine.ready() == 0);
}

TEST_CASE("what is said of a connection that is gone changes nothing") {
  Pool pool;
  pool.begin();
  pool.pass(minutes(1));
  pool.cut(1);
  pool.acts();
  for (int time = 0; time < 3; ++time) {
    pool.url(1);
    pool.machine.unconnected(1, errc::unreachable, pool.now);
    pool.machine.hello(1, 9, "A9", pool.now);
    pool.bye(1, Why::too_many_websockets);
    pool.bye(1, Why::link_disabled);
    pool.machine.answered(1, pool.now);
    pool.fail(1, errc::unauthorized, "invalid_auth");
    pool.cut(1);
  }
  CHECK(pool.acts().empty());
  CHECK(pool.machine.strangers() == 0);
  pool.greet(3);
  CHECK(pool.deeds() == Acts{"dial 3"});
}

TEST_CASE("a second hello, and a hello or a URL out of turn, are ignored") {
  Pool pool;
  pool.machine.start(pool.now);
  pool.machine.connected(1, pool.now);  // nobody dialed: it is closed
  CHECK(pool.acts() == Acts{"ask 1", "close 1: too late"});
  pool.machine.hello(1, 1, "A1", pool.now);
  pool.url(1);
  pool.url(1);
  CHECK(pool.acts() == Acts{"dial 1", "ask 2"});
  pool.machine.connected(1, pool.now);
  pool.machine.hello(1, 1, "A1", pool.now);
  pool.machine.hello(1, 1, "A2", pool.now);
  CHECK(pool.acts() == Acts{"app A1"});
  CHECK(pool.machine.hellos() == 1);
}
