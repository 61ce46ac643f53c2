// tests/slack/socket_outage_test.cpp: how soon the pool comes back: from cuts, and from a network that was down.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/slack/socket_acts.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::test;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

void bring(Pool& pool, SocketMachine::Link link) {
  REQUIRE(pool.machine.envelope(link, pool.now));
  pool.machine.answered(link, pool.now);
}

}  // namespace

TEST_CASE("a connection that has brought something is replaced at once, however often it is cut") {
  Pool pool;
  pool.begin();
  for (SocketMachine::Link link = 1; link <= 7; link += 2) {
    pool.pass(milliseconds(1200));
    bring(pool, link);
    bring(pool, link + 1);
    pool.cut(link);
    pool.cut(link + 1);
    CHECK(pool.deeds() == Acts{"ask " + std::to_string(link + 2)});
    pool.greet(link + 2);
    pool.greet(link + 3);
    pool.acts();
  }
}

TEST_CASE("one that brought nothing still waits longer each time, and one that did ends the series"
) {
  Pool pool({.connections = 1});
  pool.chance = 1;
  pool.machine.start(pool.now);
  // How long the next one then has to wait.
  const auto breaks = [&](SocketMachine::Link link, bool useful) {
    pool.greet(link);
    if (useful) bring(pool, link);
    pool.acts();
    pool.cut(link);
    if (!pool.deeds().empty()) return milliseconds(0);
    const milliseconds wait = pool.wait().value();
    pool.tick_after(wait);
    return wait;
  };
  CHECK(breaks(1, false) == seconds(0));
  CHECK(breaks(2, false) == seconds(1));
  CHECK(breaks(3, false) == seconds(2));
  CHECK(breaks(4, true) == seconds(0));
  CHECK(breaks(5, false) == seconds(0));
  CHECK(breaks(6, false) == seconds(1));
}

TEST_CASE("what connections brought does not make Slack be asked in a loop") {
  Pool pool({.connections = 1});
  pool.machine.start(pool.now);
  int asked = 0;
  for (int step = 0; step < 600; ++step) {  // a minute
    for (const std::string& act : pool.acts())
      if (act.starts_with("ask")) {
        ++asked;
        const auto link = static_cast<SocketMachine::Link>(asked);
        pool.greet(link);
        bring(pool, link);
        pool.cut(link);
      }
    pool.tick_after(milliseconds(100));
  }
  CHECK(asked <= 10 + 12);
}

TEST_CASE("too many connections are waited for ever longer, though one of them brought something") {
  Pool pool({.connections = 1});
  pool.chance = 0;
  pool.machine.start(pool.now);
  std::vector<seconds> waits;
  for (SocketMachine::Link link = 1; link <= 4; link += 2) {
    pool.greet(link);
    bring(pool, link);
    pool.cut(link);
    pool.greet(link + 1);
    bring(pool, link + 1);
    pool.bye(link + 1, Why::too_many_websockets);
    pool.closed(link + 1);
    waits.push_back(std::chrono::duration_cast<seconds>(pool.wait().value()));
    pool.tick_after(waits.back());
  }
  CHECK(waits == std::vector<seconds>{seconds(30), seconds(60)});
}

TEST_CASE("where nobody is heard at all the wait grows to twenty seconds, and no further") {
  const errc why = GENERATE(errc::unreachable, errc::timed_out);
  Pool pool({.connections = 1});
  pool.chance = 1;
  pool.machine.start(pool.now);
  std::vector<seconds> waits;
  for (SocketMachine::Link link = 1; link <= 8; ++link) {
    if (link % 2 == 0) {
      pool.url(link);
      pool.machine.unconnected(link, why, pool.now);
    } else {
      pool.fail(link, why);
    }
    waits.push_back(std::chrono::duration_cast<seconds>(pool.wait().value()));
    pool.tick_after(waits.back());
  }
  CHECK(
      waits ==
      std::vector<seconds>{
          seconds(1), seconds(2), seconds(4), seconds(8), seconds(16), seconds(20), seconds(20),
          seconds(20)
      }
  );
  // A word of Slack's own, though, or a sign of somebody there.
  pool.fail(9, errc::timed_out, "request_timeout");
  CHECK(pool.wait() == minutes(1));
}

TEST_CASE("after two minutes without a network it comes back well within another") {
  const bool at_once = GENERATE(true, false);  // whether the network says that it is down
  Pool pool;
  pool.chance = 1;
  pool.begin();
  pool.pass(minutes(10));
  const SocketMachine::Time back = pool.now + minutes(2);
  pool.pass(seconds(30));
  pool.cut(1, errc::timed_out);
  pool.cut(2, errc::timed_out);
  CHECK(pool.deeds() == Acts{"ask 3"});
  SocketMachine::Link link = 3;
  SocketMachine::Time begun = pool.now;
  while (begun < back) {
    if (at_once) pool.fail(link, errc::unreachable);
    Acts next;
    while (next.empty()) {
      pool.tick_after(pool.wait().value());
      next = pool.deeds();
    }
    ++link;
    REQUIRE(next == Acts{"ask " + std::to_string(link)});
    begun = pool.now;
  }
  // The last attempt before may have to run out first.
  CHECK(begun - back <= (at_once ? seconds(20) : seconds(35)));
  pool.greet(link);
  CHECK(pool.machine.ready() == 1);
}
