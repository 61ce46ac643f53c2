// tests/matrix/sync_more_test.cpp: the /sync loop in trouble: gaps that fail, tokens that are not written, stops in between.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/matrix/sync_acts.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;
using namespace std::chrono_literals;

TEST_CASE("a page that goes on failing is let go after a while", "[matrix][sync]") {
  Loop loop({.page_tries = 3});
  loop.start("s0");
  loop.acts();
  loop.answer(1, "s1", {{"!a", "p1"}});
  loop.acts();
  for (int tries = 1; tries < 3; ++tries) {
    loop.machine.page_failed(1, "!a", errc::unavailable, Span{0}, loop.now);
    CHECK(loop.acts().empty());
    loop.tick_after(4s);
    CHECK(loop.acts() == Acts{"page 1 !a p1 to s0"});
  }
  loop.machine.page_failed(1, "!a", errc::unavailable, Span{0}, loop.now);
  CHECK(loop.acts() == Acts{"told", "take 1"});
}

TEST_CASE("a batch without a gap waits for the one before it", "[matrix][sync]") {
  Loop loop;
  loop.start("s0");
  loop.acts();
  loop.answer(1, "s1", {{"!a", "p1"}});
  loop.acts();
  loop.answer(2, "s2");
  CHECK(loop.acts() == Acts{"ask s2"});
  loop.machine.page(1, "!a", "", false, loop.now);
  CHECK(loop.acts() == Acts{"take 1", "take 2"});
}

TEST_CASE("a token that could not be written is written later", "[matrix][sync]") {
  Loop loop;
  loop.start("s0");
  loop.acts();
  loop.answer(1, "s1");
  loop.acts();
  loop.done(1);
  CHECK(loop.acts() == Acts{"keep s1"});
  loop.kept("s1", false);
  CHECK(loop.acts().empty());
  loop.tick_after(1s);
  CHECK(loop.acts() == Acts{"keep s1"});
}

TEST_CASE("a stop during a gap gives nothing and keeps nothing", "[matrix][sync]") {
  Loop loop;
  loop.start("s0");
  loop.acts();
  loop.answer(1, "s1", {{"!a", "p1"}});
  loop.acts();
  loop.machine.stop(loop.now);
  CHECK(loop.acts() == Acts{"abandon"});
  loop.fail(errc::cancelled);
  loop.machine.page_failed(1, "!a", errc::cancelled, Span{0}, loop.now);
  CHECK(loop.acts() == Acts{"over"});
}

TEST_CASE("a stop before the start is over at once", "[matrix][sync]") {
  Loop loop;
  loop.machine.stop(loop.now);
  CHECK(loop.acts() == Acts{"over"});
  loop.start("s0");
  CHECK(loop.acts().empty());
  CHECK_FALSE(loop.wait());
}

TEST_CASE("what was not asked yet is not asked when it stops", "[matrix][sync]") {
  Loop loop;
  loop.start("s0");
  loop.machine.stop(loop.now);
  CHECK(loop.acts() == Acts{"over"});
}

TEST_CASE(
    "a server that answers a poll at once with nothing new is not asked in a loop", "[matrix][sync]"
) {
  Loop loop;
  loop.start("s0");
  loop.acts();
  loop.answer(1, "s0");
  CHECK(loop.acts() == Acts{"take 1", "ask s0"});
  loop.done(1);
  loop.answer(2, "s0");
  CHECK(loop.acts() == Acts{"take 2"});
  loop.tick_after(1s);
  CHECK(loop.acts() == Acts{"ask s0"});
}

TEST_CASE("a batch that comes twice is given twice: the inbox knows it", "[matrix][sync]") {
  Loop loop;
  loop.start("s0");
  loop.acts();
  loop.answer(1, "s1");
  loop.acts();
  loop.now += 5s;
  loop.answer(2, "s1");
  CHECK(loop.acts() == Acts{"take 2", "ask s1"});
}

TEST_CASE("answers and pages that nobody asked for change nothing", "[matrix][sync]") {
  Loop loop;
  loop.start("s0");
  loop.acts();
  loop.machine.page(7, "!a", "p", false, loop.now);
  loop.done(7);
  loop.kept("s7");
  CHECK(loop.acts().empty());
}
