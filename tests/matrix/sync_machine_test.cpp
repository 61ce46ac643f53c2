// tests/matrix/sync_machine_test.cpp: what the /sync loop asks, gives and keeps, as lists of actions.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/matrix/sync_acts.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::matrix;
using namespace usher::matrix::test_rig;
using namespace std::chrono_literals;

TEST_CASE(
    "without a token the first sync is asked at once, and only its state counts", "[matrix][sync]"
) {
  Loop loop;
  loop.start();
  CHECK(loop.acts() == Acts{"first"});
  CHECK(loop.asked.timeout == 0ms);
  CHECK(loop.asked.patience == 120s);
  loop.answer(1, "s1", {{"!a", "p1"}});
  CHECK(loop.acts() == Acts{"take 1 first", "ask s1"});
}

TEST_CASE("with a token nothing is first", "[matrix][sync]") {
  Loop loop;
  loop.start("s0");
  CHECK(loop.acts() == Acts{"ask s0"});
  CHECK(loop.asked.timeout == 0ms);
  loop.answer(1, "s1");
  CHECK(loop.acts() == Acts{"take 1", "ask s1"});
  CHECK(loop.asked.timeout == 30s);
  CHECK(loop.asked.patience == 45s);
}

TEST_CASE("a token is kept only when the work up to it is durable, in order", "[matrix][sync]") {
  Loop loop;
  loop.start("s0");
  loop.acts();
  loop.answer(1, "s1");
  loop.acts();
  loop.answer(2, "s2");
  CHECK(loop.acts() == Acts{"take 2", "ask s2"});
  loop.done(2);
  CHECK(loop.acts().empty());
  loop.done(1);
  CHECK(loop.acts() == Acts{"keep s2"});
  loop.kept("s2");
  CHECK(loop.acts().empty());
}

TEST_CASE(
    "one who speaks is heard at once; where many speak, what they say next is gathered for a "
    "moment",
    "[matrix][sync]"
) {
  Loop loop;
  loop.start("s0");
  loop.acts();
  loop.answer_with(40, 1, "s1");
  CHECK(
      loop.acts() == Acts{"take 1", "ask s1"}
  );  // what had waited for the start: there may be more
  loop.answer_with(1, 2, "s2");
  CHECK(loop.acts() == Acts{"take 2", "ask s2"});
  loop.answer_with(2, 3, "s3");
  CHECK(loop.acts() == Acts{"take 3"});
  CHECK(loop.wait() == SyncMachine::Limits{}.gather);
  loop.done(3);
  CHECK(loop.acts().empty());  // what is done meanwhile makes no difference
  loop.tick_after(SyncMachine::Limits{}.gather);
  CHECK(loop.acts() == Acts{"ask s3"});
}

TEST_CASE(
    "tokens are kept no oftener than is wished, and the last of them at the end", "[matrix][sync]"
) {
  Loop loop({.keep = 100ms});
  loop.start("s0");
  loop.acts();
  loop.answer(1, "s1");
  loop.acts();
  loop.done(1);
  CHECK(loop.acts() == Acts{"keep s1"});
  loop.kept("s1");
  for (std::uint64_t batch = 2; batch <= 4; ++batch) {
    loop.answer(batch, "s" + std::to_string(batch));
    loop.acts();
    loop.done(batch);
    CHECK(loop.acts().empty());
  }
  CHECK(loop.wait() == 100ms);
  loop.tick_after(100ms);
  CHECK(loop.acts() == Acts{"keep s4"});
  loop.kept("s4");
  loop.answer(5, "s5");
  loop.acts();
  loop.done(5);
  CHECK(loop.acts().empty());
  loop.machine.stop(loop.now);
  CHECK(loop.acts() == Acts{"abandon", "keep s5"});
}

TEST_CASE("one token is written at a time, then the latest", "[matrix][sync]") {
  Loop loop;
  loop.start("s0");
  loop.acts();
  for (std::uint64_t batch = 1; batch <= 3; ++batch) {
    loop.answer(batch, "s" + std::to_string(batch));
    loop.acts();
  }
  loop.done(1);
  CHECK(loop.acts() == Acts{"keep s1"});
  loop.done(2);
  loop.done(3);
  CHECK(loop.acts().empty());
  loop.kept("s1");
  CHECK(loop.acts() == Acts{"keep s3"});
}

TEST_CASE("no more batches are read than may wait for the disk", "[matrix][sync]") {
  Loop loop({.ahead = 2});
  loop.start("s0");
  loop.acts();
  loop.answer(1, "s1");
  loop.acts();
  loop.answer(2, "s2");
  CHECK(loop.acts() == Acts{"take 2"});
  loop.done(1);
  CHECK(loop.acts() == Acts{"keep s1", "ask s2"});
}

TEST_CASE(
    "what could not be recorded is given again, and holds back what comes after", "[matrix][sync]"
) {
  Loop loop;
  loop.start("s0");
  loop.acts();
  loop.answer(1, "s1");
  loop.acts();
  loop.done(1, false);
  CHECK(loop.acts().empty());
  loop.answer(2, "s2");
  CHECK(loop.acts() == Acts{"ask s2"});
  loop.tick_after(1s);
  CHECK(loop.acts() == Acts{"take 1 again", "take 2"});
  loop.done(2);
  CHECK(loop.acts().empty());
  loop.done(1);
  CHECK(loop.acts() == Acts{"keep s2"});
}

TEST_CASE("a gap is filled page by page before its batch is given", "[matrix][sync]") {
  Loop loop({.pages = 3});
  loop.start("s0");
  loop.acts();
  loop.answer(1, "s1", {{"!a", "p1"}, {"!b", "q1"}});
  CHECK(loop.acts() == Acts{"page 1 !a p1 to s0", "ask s1"});
  loop.machine.page(1, "!a", "p2", false, loop.now);
  CHECK(loop.acts() == Acts{"page 1 !a p2 to s0"});
  // The end, the old token, no progress.
  const int how = GENERATE(0, 1, 2);
  loop.machine.page(1, "!a", how == 0 ? "" : how == 1 ? "p3" : "p2", how == 1, loop.now);
  CHECK(loop.acts() == Acts{"page 1 !b q1 to s0"});
  SECTION("an error that stays") {
    loop.machine.page_failed(1, "!b", errc::not_found, Span{0}, loop.now);
    CHECK(loop.acts() == Acts{"told", "take 1"});
  }
  SECTION("429 is obeyed") {
    loop.machine.page_failed(1, "!b", errc::rate_limited, 7s, loop.now);
    CHECK(loop.acts().empty());
    loop.tick_after(6999ms);
    CHECK(loop.acts().empty());
    loop.tick_after(1ms);
    CHECK(loop.acts() == Acts{"page 1 !b q1 to s0"});
  }
  SECTION("too long") {
    for (const char* end : {"q2", "q3"}) {
      loop.machine.page(1, "!b", end, false, loop.now);
      CHECK(loop.acts() == Acts{"page 1 !b " + std::string(end) + " to s0"});
    }
    loop.machine.page(1, "!b", "q4", false, loop.now);
    CHECK(loop.acts() == Acts{"told", "take 1"});
  }
}

TEST_CASE("a token that the server does not know begins anew", "[matrix][sync]") {
  Loop loop;
  loop.start("s0");
  loop.acts();
  loop.fail(errc::refused, 400, "M_UNKNOWN");
  CHECK(loop.acts() == Acts{"told", "first"});
  loop.fail(errc::refused, 400, "M_UNKNOWN");
  CHECK(loop.acts().empty());
  CHECK(loop.wait() == 1s);
}

TEST_CASE(
    "failures are repeated after a jittered wait, never before Retry-After", "[matrix][sync]"
) {
  Loop loop;
  loop.start("s0");
  loop.acts();
  loop.fail(errc::unavailable, 502);
  CHECK(loop.acts().empty());
  CHECK(loop.wait() == 1s);
  loop.tick_after(1s);
  CHECK(loop.acts() == Acts{"ask s0"});
  loop.fail(errc::rate_limited, 429, "M_LIMIT_EXCEEDED", 90s);
  CHECK(loop.acts() == Acts{"told"});
  CHECK(loop.wait() == 90s);
  loop.tick_after(90s);
  CHECK(loop.acts() == Acts{"ask s0"});
  loop.answer(1, "s1");
  CHECK(loop.acts() == Acts{"told", "take 1", "ask s1"});
}

TEST_CASE("without a session nothing is told, and a resume asks at once", "[matrix][sync]") {
  Loop loop;
  loop.start("s0");
  loop.acts();
  loop.fail(errc::unauthorized, 401, "M_UNKNOWN_TOKEN");
  CHECK(loop.acts().empty());
  loop.machine.resume(loop.now);
  CHECK(loop.acts() == Acts{"ask s0"});
}

TEST_CASE("an answer without a token is none", "[matrix][sync]") {
  Loop loop;
  loop.start("s0");
  loop.acts();
  loop.answer(1, "");
  CHECK(loop.acts().empty());
  CHECK(loop.machine.answers() == 0);
  CHECK_FALSE(loop.machine.holds(1));
}

TEST_CASE("a stop during a poll cancels it", "[matrix][sync]") {
  Loop loop;
  loop.start("s0");
  loop.acts();
  loop.machine.stop(loop.now);
  CHECK(loop.acts() == Acts{"abandon"});
  loop.fail(errc::cancelled);
  CHECK(loop.acts() == Acts{"over"});
}

TEST_CASE("a stop waits for what was given, and keeps its token", "[matrix][sync]") {
  Loop loop;
  loop.start("s0");
  loop.acts();
  loop.answer(1, "s1");
  loop.acts();
  loop.machine.stop(loop.now);
  CHECK(loop.acts() == Acts{"abandon"});
  loop.fail(errc::cancelled);
  CHECK(loop.acts().empty());
  SECTION("durable") {
    loop.done(1);
    CHECK(loop.acts() == Acts{"keep s1"});
    loop.kept("s1", GENERATE(true, false));
  }
  SECTION("refused") { loop.done(1, false); }
  CHECK(loop.acts() == Acts{"over"});
}

TEST_CASE("a stop never keeps a token past what was refused", "[matrix][sync]") {
  Loop loop;
  loop.start("s0");
  loop.acts();
  loop.answer(1, "s1");
  loop.acts();
  loop.answer(2, "s2");
  loop.acts();
  loop.done(1, false);
  loop.machine.stop(loop.now);
  loop.fail(errc::cancelled);
  loop.done(2);
  CHECK(loop.acts() == Acts{"abandon", "over"});
}

TEST_CASE("it hears until two polls have gone by", "[matrix][sync]") {
  Loop loop;
  loop.start("s0");
  CHECK_FALSE(loop.machine.fresh());
  loop.acts();
  loop.answer(1, "s1");
  CHECK(loop.machine.fresh());
  loop.tick_after(59s);
  CHECK(loop.machine.fresh());
  loop.tick_after(1s);
  CHECK_FALSE(loop.machine.fresh());
}
