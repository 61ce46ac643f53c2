// tests/engine/delivery_test.cpp: the delivery state machine as lists of actions.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/engine/delivery_acts.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::test;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

TEST_CASE("one row of a queue is under way at a time, and queues do not wait for each other") {
  Delivery delivery({});
  for (const auto& [id, queue] : {std::pair(1, 1), std::pair(2, 1), std::pair(3, 2)})
    delivery.add(row(id, queue));
  CHECK(all(delivery, t0) == Acts{"send 1", "send 3", "idle"});
  CHECK(delivery.finished(1, fine, t0, 0.5).what == Delivery::Verdict::What::delivered);
  CHECK(all(delivery, t0) == Acts{"send 2", "idle"});
}

TEST_CASE("lanes go in their order: report, reply, reminder, announcement") {
  Delivery delivery({});
  delivery.add(row(1, 1, Lane::announcement));
  delivery.add(row(2, 2, Lane::reminder));
  delivery.add(row(3, 3, Lane::reply));
  delivery.add(row(4, 4, Lane::report));
  CHECK(all(delivery, t0) == Acts{"send 4", "send 3", "send 2", "send 1", "idle"});
}

TEST_CASE("a row in back-off blocks only its own queue") {
  Delivery delivery({.retry_base = milliseconds(1000), .retry_cap = milliseconds(8000)});
  delivery.add(row(1, 1));
  delivery.add(row(2, 1));
  delivery.add(row(3, 2));
  CHECK(all(delivery, t0) == Acts{"send 1", "send 3", "idle"});
  const auto verdict = delivery.finished(1, fails(errc::unavailable), t0, 0.5);
  CHECK(verdict.what == Delivery::Verdict::What::retry);
  CHECK(verdict.tries == 1);
  CHECK(verdict.due == t0 + milliseconds(500));
  CHECK(all(delivery, t0) == Acts{"wait 500"});
  delivery.finished(2, fine, t0, 0);
  CHECK(all(delivery, t0 + milliseconds(500)) == Acts{"send 1", "idle"});
}

TEST_CASE(
    "after ten tries, or a day, a row is a dead letter and the queue goes on; a report never is"
) {
  Delivery delivery({.max_tries = 3});
  delivery.add(row(1, 1));
  delivery.add(row(2, 1));
  sys_millis now = t0;
  for (int attempt = 1; attempt <= 3; ++attempt) {
    CHECK(act(delivery, now) == "send 1");
    const auto verdict = delivery.finished(1, fails(errc::unavailable), now, 1);
    CHECK((verdict.what == Delivery::Verdict::What::dead) == (attempt == 3));
    if (attempt == 3) CHECK(verdict.why == errc::gave_up);
    now += minutes(6);
  }
  CHECK(act(delivery, now) == "send 2");
  CHECK(
      delivery.finished(1, fails(errc::unavailable), t0 + std::chrono::hours(25), 1).what ==
      Delivery::Verdict::What::dead
  );

  Delivery reports({.max_tries = 3});
  reports.add(row(9, 9, Lane::report));
  now = t0;
  for (int attempt = 1; attempt <= 50; ++attempt) {
    REQUIRE(act(reports, now) == "send 9");
    CHECK(
        reports.finished(9, fails(errc::unavailable), now, 1).what == Delivery::Verdict::What::retry
    );
    now += minutes(60);
  }
}

TEST_CASE("what the platform refuses for good is dead at once, for the reason it gave") {
  Delivery delivery({});
  delivery.add(row(1, 1));
  CHECK(act(delivery, t0) == "send 1");
  const auto verdict = delivery.finished(1, fails(errc::not_found), t0, 1);
  CHECK(verdict.what == Delivery::Verdict::What::dead);
  CHECK(verdict.why == errc::not_found);
}

TEST_CASE("an edit that the platform refuses goes on as a correction, at once and no try spent") {
  Delivery delivery({});
  OutboxRow edit = row(1, 1);
  edit.pending.kind = Pending::Kind::edit;
  delivery.add(std::move(edit));
  delivery.add(row(2, 1));
  CHECK(act(delivery, t0) == "send 1");
  const auto verdict = delivery.finished(1, fails(errc::refused), t0, 1);
  CHECK(verdict.what == Delivery::Verdict::What::corrected);
  const auto again = delivery.next(t0);
  REQUIRE(std::holds_alternative<Delivery::Start>(again));
  const OutboxRow& correction = std::get<Delivery::Start>(again).row;
  CHECK(correction.pending.kind == Pending::Kind::correction);
  CHECK(correction.tries == 0);
  CHECK(correction.needs_claim());
  CHECK(delivery.finished(1, fails(errc::refused), t0, 1).what == Delivery::Verdict::What::dead);
  CHECK(act(delivery, t0) == "send 2");
}

TEST_CASE("Retry-After holds that method back in every room, and other methods go on") {
  Delivery delivery({});
  delivery.add(row(1, 1));
  delivery.add(row(2, 2));
  OutboxRow edit = row(3, 3);
  edit.pending.kind = Pending::Kind::edit;
  CHECK(act(delivery, t0) == "send 1");
  CHECK(delivery.finished(1, fails(errc::rate_limited, seconds(30)), t0, 0).tries == 0);
  delivery.add(std::move(edit));
  CHECK(all(delivery, t0) == Acts{"send 3", "wait 30020"});
  CHECK(all(delivery, t0 + milliseconds(30020)).size() == 3);  // both of them, then idle
}

TEST_CASE("a rate limit of the one row holds back no other, and is over when the platform says so"
) {
  Delivery delivery({});
  delivery.add(row(1, 1));
  delivery.add(row(2, 1));
  Setback alone(errc::rate_limited, seconds(30));
  alone.alone = true;
  CHECK(act(delivery, t0) == "send 1");
  CHECK(delivery.finished(1, std::unexpected(alone), t0, 1).tries == 0);
  delivery.add(row(3, 2));
  CHECK(all(delivery, t0) == Acts{"send 3", "wait 30020"});
  CHECK(all(delivery, t0 + milliseconds(30020)) == Acts{"send 1", "idle"});
}

TEST_CASE("after a rate limit reports go before what has waited longer") {
  Delivery delivery({});
  delivery.add(row(1, 1, Lane::announcement));
  delivery.add(row(2, 2, Lane::reply));
  CHECK(all(delivery, t0) == Acts{"send 2", "send 1", "idle"});
  OutboxRow report = row(9, 9, Lane::report);
  report.pending.audience = Audience::direct;
  delivery.finished(1, fails(errc::rate_limited, seconds(30)), t0, 1);
  delivery.finished(2, fails(errc::rate_limited, seconds(30)), t0, 1);
  delivery.add(std::move(report));
  CHECK(act(delivery, t0) == "send 9");
  // It hears of the same moment in its own time.
  const auto later = t0 + milliseconds(7);
  delivery.finished(9, fails(errc::rate_limited, milliseconds(30000 - 7 + 3)), later, 1);
  CHECK(all(delivery, t0 + seconds(30)) == Acts{"wait 30003"});
  CHECK(all(delivery, t0 + milliseconds(30003)) == Acts{"send 9", "wait 30020"});
  CHECK(all(delivery, t0 + milliseconds(30020)) == Acts{"send 2", "send 1", "idle"});
}

TEST_CASE("pacing spreads the posts of one room after a burst, and never delays a report") {
  Delivery delivery({.per_second = 1, .burst = 2});
  for (std::int64_t id = 1; id <= 3; ++id) delivery.add(row(id, 1));
  OutboxRow report = row(9, 9, Lane::report);
  report.pending.to.place.room = "room1";
  CHECK(act(delivery, t0) == "send 1");
  delivery.finished(1, fine, t0, 0);
  CHECK(act(delivery, t0) == "send 2");
  delivery.finished(1, fine, t0, 0);
  CHECK(act(delivery, t0) == "wait 1000");
  delivery.add(std::move(report));
  CHECK(act(delivery, t0) == "send 9");
  CHECK(act(delivery, t0 + seconds(1)) == "send 3");
}

TEST_CASE("an attempt whose outcome is unknown is marked for the next one") {
  Delivery delivery({});
  delivery.add(row(1, 1));
  CHECK(act(delivery, t0) == "send 1");
  CHECK(delivery.finished(1, fails(errc::uncertain), t0, 0).uncertain);
  const auto again = delivery.next(t0);
  REQUIRE(std::holds_alternative<Delivery::Start>(again));
  CHECK(std::get<Delivery::Start>(again).row.pending.uncertain);
}

TEST_CASE("a long queue is held in part and read from the database in order") {
  Delivery delivery({.in_queue = 2});
  for (std::int64_t id = 1; id <= 5; ++id) delivery.add(row(id, 1));
  CHECK(delivery.held() == 2);
  CHECK(act(delivery, t0) == "send 1");
  delivery.finished(1, fine, t0, 0);
  CHECK(act(delivery, t0) == "send 2");
  delivery.finished(1, fine, t0, 0);
  CHECK(all(delivery, t0) == Acts{"load 1", "idle"});
  delivery.add(row(6, 1));  // committed meanwhile: it waits in the database too
  delivery.loaded(1, {row(3, 1), row(4, 1)}, 2);
  CHECK(act(delivery, t0) == "send 3");
  delivery.finished(1, fine, t0, 0);
  CHECK(act(delivery, t0) == "send 4");
  delivery.finished(1, fine, t0, 0);
  CHECK(all(delivery, t0) == Acts{"load 1", "idle"});
  delivery.loaded(1, {row(5, 1), row(6, 1)}, 2);
  CHECK(act(delivery, t0) == "send 5");
}

TEST_CASE("no more attempts than allowed are under way, and reports have their own allowance") {
  Delivery delivery({.parallel = 2});
  for (std::int64_t id = 1; id <= 4; ++id) delivery.add(row(id, id));
  CHECK(all(delivery, t0) == Acts{"send 1", "send 2", "idle"});
  delivery.add(row(9, 9, Lane::report));
  CHECK(all(delivery, t0) == Acts{"send 9", "idle"});
  CHECK_FALSE(delivery.settled(t0));
}

TEST_CASE("after somebody was forgotten everything held is read anew, but for what is under way") {
  Delivery delivery({});
  delivery.add(row(1, 1));
  delivery.add(row(2, 1));
  delivery.add(row(3, 2));
  CHECK(act(delivery, t0) == "send 1");
  delivery.forget_all();
  CHECK(all(delivery, t0) == Acts{"load 2", "idle"});
  delivery.finished(1, fine, t0, 0);
  CHECK(all(delivery, t0) == Acts{"load 1", "idle"});
  delivery.loaded(1, {}, 64);
  delivery.loaded(2, {}, 64);
  CHECK(all(delivery, t0) == Acts{"idle"});
  CHECK(delivery.settled(t0));
}
