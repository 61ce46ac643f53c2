// tests/engine/delivery_rest_test.cpp: which rows rest, so that after a restart only what may have been under way is
// looked up.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/engine/delivery_acts.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

Delivery::Start start_of(Delivery& delivery, sys_millis now = t0) {
  const Delivery::Action action = delivery.next(now);
  REQUIRE(std::holds_alternative<Delivery::Start>(action));
  return std::get<Delivery::Start>(action);
}

// "1: 2-3" for the rows 2 to 3 of queue 1.
Acts rest(Delivery& delivery, bool all = false) {
  Acts out;
  for (const outbox::Span& one : delivery.resting(all))
    out.push_back(
        std::to_string(one.queue) + ": " + std::to_string(one.first) + "-" +
        std::to_string(one.last)
    );
  return out;
}

}  // namespace

TEST_CASE("what is sent at once and delivered never rests") {
  Delivery delivery({});
  delivery.add(row(1, 1));
  CHECK(start_of(delivery).row.begun);
  CHECK(rest(delivery).empty());
  delivery.finished(1, fine, t0, 0);
  CHECK(all(delivery, t0) == Acts{"idle"});
  CHECK(rest(delivery).empty());
  CHECK_FALSE(delivery.may_rest());
}

TEST_CASE("rows that wait for their pacing rest at once, and must be as begun before they are sent"
) {
  Delivery delivery({.per_second = 1, .burst = 1});
  for (std::int64_t id = 1; id <= 3; ++id) delivery.add(row(id, 1));
  CHECK(start_of(delivery).row.begun);
  delivery.finished(1, fine, t0, 0);
  CHECK(all(delivery, t0) == Acts{"wait 1000"});
  CHECK(delivery.may_rest());
  CHECK(rest(delivery) == Acts{"1: 2-3"});
  CHECK_FALSE(delivery.may_rest());
  CHECK(rest(delivery, true).empty());
  const Delivery::Start second = start_of(delivery, t0 + seconds(1));
  CHECK(second.row.pending.id == 2);
  CHECK_FALSE(second.row.begun);
  // As begun it was tried; now it waits for its next try.
  delivery.finished(1, fails(errc::unavailable), t0 + seconds(1), 1);
  CHECK(all(delivery, t0 + seconds(1)) == Acts{"wait 2000"});
  CHECK(rest(delivery) == Acts{"1: 2-3"});
}

TEST_CASE("what is behind a row under way rests once that has gone on for a while") {
  Delivery delivery({});
  for (std::int64_t id = 1; id <= 2; ++id) delivery.add(row(id, 1));
  CHECK(start_of(delivery).row.begun);
  CHECK(rest(delivery).empty());
  CHECK(delivery.may_rest());
  CHECK(rest(delivery) == Acts{"1: 2-2"});
  delivery.add(row(3, 1));
  CHECK(rest(delivery) == Acts{"1: 2-3"});
  delivery.finished(1, fine, t0, 0);
  CHECK_FALSE(start_of(delivery).row.begun);
}

TEST_CASE("when the program stops, all rests that is not under way") {
  Delivery delivery({.parallel = 1});
  for (std::int64_t id = 1; id <= 2; ++id) delivery.add(row(id, 1));
  delivery.add(row(3, 2));
  CHECK(start_of(delivery).row.begun);
  Acts resting = rest(delivery, true);
  std::ranges::sort(resting);
  CHECK(resting == Acts{"1: 2-2", "2: 3-3"});
  CHECK(rest(delivery, true).empty());
}

TEST_CASE("a row whose last attempt's end is not known does not rest, those behind it do") {
  const auto why = GENERATE(errc::uncertain, errc::timed_out, errc::bug);
  Delivery delivery({});
  for (std::int64_t id = 1; id <= 2; ++id) delivery.add(row(id, 1));
  CHECK(start_of(delivery).row.begun);
  delivery.finished(1, fails(why), t0, 1);
  CHECK(rest(delivery, true) == Acts{"1: 2-2"});
  // A claim that went wrong has not written it down.
  CHECK(start_of(delivery, t0 + seconds(9)).row.begun == (why != errc::bug));
}

TEST_CASE("an attempt that the database did not let begin is not as begun") {
  Delivery delivery({});
  delivery.add(row(1, 1));
  CHECK(start_of(delivery).row.begun);
  delivery.claim_failed(1, t0);
  CHECK(rest(delivery) == Acts{"1: 1-1"});
  CHECK_FALSE(start_of(delivery, t0 + seconds(1)).row.begun);
}

TEST_CASE("nothing rests before the backlog is known, nor what is being read just now") {
  Delivery delivery({});
  delivery.await_backlog();
  delivery.add(row(5, 1));
  CHECK(rest(delivery, true).empty());
  delivery.backlog({});
  CHECK(act(delivery, t0) == "load 1");
  CHECK(rest(delivery, true).empty());
  delivery.loaded(1, {row(5, 1)}, 64);
  CHECK(rest(delivery, true) == Acts{"1: 5-5"});
}

TEST_CASE("rows rest that are in the database only, and no younger one than was heard of") {
  Delivery delivery({.in_queue = 1});
  for (std::int64_t id = 1; id <= 3; ++id) delivery.add(row(id, 1));
  CHECK(start_of(delivery).row.begun);
  CHECK(rest(delivery, true) == Acts{"1: 2-3"});
  delivery.finished(1, fine, t0, 0);
  CHECK(act(delivery, t0) == "load 1");
  OutboxRow resting = row(2, 1);
  resting.begun = false;
  delivery.loaded(1, {resting}, 1);
  CHECK_FALSE(start_of(delivery).row.begun);
}

TEST_CASE("a row of a queue that was empty is not read from the beginning when there is no room") {
  Delivery delivery({.in_memory = 1});
  delivery.add(row(1, 1));
  CHECK(act(delivery, t0) == "send 1");
  delivery.finished(1, fine, t0, 0);  // that it was may not be on the disk yet
  CHECK(act(delivery, t0) == "idle");
  delivery.add(row(2, 2));
  delivery.add(row(3, 1));
  CHECK(act(delivery, t0) == "send 2");
  const auto action = delivery.next(t0);
  REQUIRE(std::holds_alternative<Delivery::Load>(action));
  CHECK(std::get<Delivery::Load>(action).after == 2);
}
