// tests/slack/socket_crowd_test.cpp: too many connections, other people's connections, and Socket Mode switched off.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/socket_acts.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::test;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

TEST_CASE(
    "too many connections: the one that was told is closed, and no other is asked for within half "
    "a minute"
) {
  Pool pool;
  pool.chance = 0;
  pool.begin();
  pool.bye(2, Why::too_many_websockets);
  CHECK(pool.acts() == Acts{"warning", "close 2: too many connections"});
  CHECK(says(pool.told, "too many connections"));
  pool.closed(2);
  CHECK(pool.wait() == seconds(30));
  CHECK(pool.machine.envelope(1, pool.now));
  pool.tick_after(seconds(30));
  CHECK(pool.acts() == Acts{"ask 3"});
}

TEST_CASE("each further time the wait is doubled, up to five minutes, and as much again at random"
) {
  Pool pool({.connections = 1});
  pool.machine.start(pool.now);
  std::vector<seconds> waits;
  for (SocketMachine::Link link = 1; link <= 6; ++link) {
    pool.chance = link == 6 ? 1 : 0;
    pool.url(link);
    pool.machine.connected(link, pool.now);
    if (link % 2 == 0) pool.machine.hello(link, 10, "A1", pool.now);
    pool.bye(link, Why::too_many_websockets);
    pool.closed(link);
    waits.push_back(std::chrono::duration_cast<seconds>(pool.wait().value()));
    pool.tick_after(waits.back());
  }
  CHECK(
      waits ==
      std::vector<seconds>{
          seconds(30), seconds(60), seconds(120), seconds(240), seconds(300), seconds(600)
      }
  );
}

TEST_CASE("a connection that stands for a while ends the doubling") {
  Pool pool({.connections = 1});
  pool.chance = 0;
  pool.machine.start(pool.now);
  pool.greet(1);
  pool.bye(1, Why::too_many_websockets);
  pool.closed(1);
  pool.tick_after(seconds(30));
  pool.greet(2);
  pool.pass(minutes(5));
  pool.bye(2, Why::refresh_requested);
  pool.greet(3);
  pool.bye(3, Why::too_many_websockets);
  CHECK(pool.wait() == seconds(10));  // for the peer's close frame
  pool.closed(3);
  CHECK(pool.wait() == seconds(30));
}

TEST_CASE(
    "Socket Mode switched off is an error told once, and looked at every five minutes with one "
    "connection"
) {
  Pool pool;
  pool.begin();
  pool.bye(1, Why::link_disabled);
  pool.bye(2, Why::link_disabled);
  CHECK(pool.acts() == Acts{"error", "close 1: Socket Mode is off", "close 2: Socket Mode is off"});
  CHECK(says(pool.told, "switched off"));
  CHECK(says(pool.told, "5 minutes"));
  pool.closed(1);
  pool.closed(2);
  CHECK(pool.wait() == minutes(5));
  pool.tick_after(minutes(5));
  CHECK(pool.acts() == Acts{"ask 3"});
  pool.url(3);
  CHECK(pool.acts() == Acts{"dial 3"});
  pool.machine.connected(3, pool.now);
  pool.bye(3, Why::link_disabled);
  CHECK(pool.acts() == Acts{"close 3: Socket Mode is off"});
  pool.closed(3);
  pool.tick_after(minutes(5));
  pool.fail(4, errc::refused, "socket_mode_is_off_or_so");
  CHECK(pool.deeds() == Acts{"ask 4"});
  CHECK(pool.wait() == minutes(5));
  pool.tick_after(minutes(5));
  pool.greet(5);
  // On again: the second one follows.
  CHECK(pool.deeds() == Acts{"ask 5", "dial 5", "ask 6"});
}

TEST_CASE(
    "Slack counting more connections than ours is told to the operator, once for each number, and "
    "when it is over"
) {
  Pool pool;
  pool.machine.start(pool.now);
  pool.greet(1, 4);
  CHECK(pool.machine.strangers() == 3);
  CHECK(pool.acts() == Acts{"ask 1", "dial 1", "ask 2", "app A1", "warning"});
  CHECK(says(pool.told, "Slack counts 4 connections of this app, and 3 of them"));
  pool.greet(2, 5);
  CHECK(pool.machine.counted() == 5);
  CHECK(pool.machine.strangers() == 3);
  pool.told.clear();
  pool.acts();
  pool.pass(minutes(60));
  pool.bye(1, Why::warning);
  pool.greet(3, 6);
  CHECK(pool.machine.strangers() == 3);
  pool.acts();
  CHECK_FALSE(says(pool.told, "Slack counts"));
  pool.bye(2, Why::warning);
  pool.greet(4, 4);
  CHECK(pool.machine.strangers() == 0);
  pool.acts();
  CHECK(says(pool.told, "any more"));
}

TEST_CASE("a hello that says no number changes nothing of what is known") {
  Pool pool;
  pool.machine.start(pool.now);
  pool.greet(1, 4);
  CHECK(pool.machine.strangers() == 3);
  pool.acts();
  pool.told.clear();
  pool.greet(2, 0);
  pool.acts();
  CHECK(pool.machine.counted() == 4);
  CHECK(pool.machine.strangers() == 3);
  CHECK(pool.told.empty());
}

TEST_CASE("our own connections are no strangers, be they old, closing, or still being dialed") {
  Pool pool;
  pool.machine.start(pool.now);
  pool.url(1);
  pool.url(2);
  pool.machine.connected(1, pool.now);
  pool.machine.hello(1, 2, "A1", pool.now);
  CHECK(pool.machine.strangers() == 0);
  pool.machine.connected(2, pool.now);
  pool.machine.hello(2, 2, "A1", pool.now);
  pool.bye(1, Why::refresh_requested);
  pool.greet(3, 3);
  CHECK(pool.machine.strangers() == 0);
  pool.bye(3, Why::too_many_websockets);
  pool.tick_after(minutes(1));
  CHECK(pool.machine.ours() >= 2);
}

TEST_CASE("a connection that broke may be counted for two minutes; one that was closed may not") {
  Pool pool({.connections = 1, .ghosts = minutes(2)});
  pool.machine.start(pool.now);
  pool.greet(1, 1);
  pool.pass(minutes(30));
  pool.cut(1);
  pool.greet(2, 2);
  CHECK(pool.machine.strangers() == 0);
  pool.pass(minutes(3));
  pool.closed(2);
  pool.greet(3, 2);
  CHECK(pool.machine.strangers() == 1);
  pool.acts();
  CHECK(says(pool.told, "1 of them"));
}

TEST_CASE("never more than Slack allows: the oldest that is on its way out makes room") {
  Pool pool({.connections = 2, .most = 4});
  pool.begin();
  pool.bye(1, Why::warning);
  pool.greet(3);
  pool.bye(2, Why::warning);
  pool.greet(4);
  pool.acts();
  pool.bye(3, Why::warning);
  CHECK(pool.deeds() == Acts{"close 1: replaced"});
  pool.tick_after(seconds(1));
  CHECK(pool.deeds().empty());
  pool.closed(1);
  CHECK(pool.deeds() == Acts{"ask 5"});
}

TEST_CASE("however the network shakes, Slack is not asked in a loop") {
  Pool pool(
      {.connections = 1, .retry_base = milliseconds(0), .budget = 5, .budget_refill = seconds(5)}
  );
  pool.machine.start(pool.now);
  int asked = 0;
  SocketMachine::Link link = 0;
  for (int step = 0; step < 600; ++step) {  // a minute
    for (const std::string& act : pool.acts())
      if (act.starts_with("ask")) {
        ++asked;
        ++link;
        pool.greet(link);
        pool.cut(link);
      }
    pool.tick_after(milliseconds(100));
  }
  CHECK(asked <= 5 + 12);
  CHECK(asked >= 5 + 11);
}
