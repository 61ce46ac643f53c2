// tests/engine/delivery_trouble_test.cpp: delivery when the database fails, at start, and after somebody was forgotten.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/engine/delivery_acts.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::test;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

OutboxRow secret_form(std::int64_t id, std::int64_t queue) {
  OutboxRow out = row(id, queue);
  out.pending.kind = Pending::Kind::open;
  Field field;
  field.name = "what";
  field.secret = true;
  out.pending.form.id = "report.new";
  out.pending.form.fields.push_back(field);
  return out;
}

// What the database has of it.
OutboxRow stand_in(std::int64_t id, std::int64_t queue) {
  OutboxRow out = row(id, queue);
  out.sealed = true;
  return out;
}

Delivery::Start start_of(Delivery& delivery) {
  const Delivery::Action action = delivery.next(t0);
  REQUIRE(std::holds_alternative<Delivery::Start>(action));
  return std::get<Delivery::Start>(action);
}

constexpr auto dead = Delivery::Verdict::What::dead;
constexpr auto retry = Delivery::Verdict::What::retry;

}  // namespace

TEST_CASE("a queue whose rows could not be read rests for a second, and is read then") {
  Delivery delivery({});
  delivery.behind(1, Lane::reply, 0);
  CHECK(all(delivery, t0) == Acts{"load 1", "idle"});
  delivery.load_failed(1, t0);
  CHECK(delivery.settled(t0));
  CHECK(all(delivery, t0) == Acts{"wait 1000"});
  CHECK(all(delivery, t0 + milliseconds(999)) == Acts{"wait 1000"});
  delivery.add(row(7, 1));  // committed meanwhile: behind the others
  CHECK(all(delivery, t0 + seconds(1)) == Acts{"load 1", "idle"});
  delivery.loaded(1, {row(5, 1), row(7, 1)}, 64);
  CHECK(all(delivery, t0 + seconds(1)) == Acts{"send 5", "idle"});
}

TEST_CASE("an attempt that the database did not let begin is no try, and is begun again in a second"
) {
  Delivery delivery({.max_tries = 2});
  delivery.add(row(1, 1));
  for (int i = 0; i < 20; ++i) {
    const sys_millis now = t0 + seconds(i);
    CHECK(act(delivery, now) == "send 1");
    delivery.claim_failed(1, now);
    CHECK(delivery.in_flight() == 0);
    CHECK(act(delivery, now).starts_with("wait"));
  }
  CHECK(act(delivery, t0 + seconds(20)) == "send 1");
  CHECK(delivery.finished(1, fails(errc::unavailable), t0 + seconds(20), 0).tries == 1);
}

TEST_CASE("a report outlives whatever the platform says, but for a room that is not as it must be"
) {
  for (const errc why :
       {errc::unauthorized, errc::tls_failed, errc::bug, errc::not_found, errc::refused,
        errc::too_large, errc::malformed, errc::unsupported, errc::expired}) {
    Delivery delivery({.max_tries = 1});
    delivery.add(row(1, 1, Lane::report));
    CHECK(act(delivery, t0) == "send 1");
    CHECK(delivery.finished(1, fails(why), t0 + std::chrono::hours(48), 0).what == retry);
  }
  Delivery delivery({});
  delivery.add(row(1, 1, Lane::report));
  CHECK(act(delivery, t0) == "send 1");
  const auto verdict = delivery.finished(1, fails(errc::guard_failed), t0, 0);
  CHECK(verdict.what == dead);
  CHECK(verdict.why == errc::guard_failed);
}

TEST_CASE("what the operator may mend is tried as often as an outage, and then dead for its reason"
) {
  const auto why = GENERATE(errc::unauthorized, errc::tls_failed, errc::bug);
  Delivery delivery({.max_tries = 3});
  delivery.add(row(1, 1));
  sys_millis now = t0;
  for (int attempt = 1; attempt <= 3; ++attempt) {
    CHECK(act(delivery, now) == "send 1");
    const auto verdict = delivery.finished(1, fails(why), now, 1);
    CHECK(verdict.what == (attempt < 3 ? retry : dead));
    CHECK(verdict.why == why);
    // An adapter that threw may have sent it before.
    if (attempt < 3) CHECK(verdict.uncertain == (why == errc::bug));
    now += minutes(6);
  }
}

TEST_CASE("until the backlog is known nothing is sent, and what comes meanwhile stays behind it") {
  Delivery delivery({});
  delivery.await_backlog();
  delivery.add(row(5, 1));
  delivery.add(row(6, 2));
  CHECK(all(delivery, t0) == Acts{"idle"});
  CHECK(delivery.settled(t0));
  const std::vector<std::pair<std::int64_t, Lane>> queues{{1, Lane::reply}, {3, Lane::reply}};
  delivery.backlog(queues);
  CHECK(all(delivery, t0) == Acts{"load 1", "load 2", "load 3", "idle"});
  delivery.loaded(1, {row(2, 1), row(5, 1)}, 64);
  delivery.loaded(2, {row(6, 2)}, 64);
  delivery.loaded(3, {}, 64);
  CHECK(all(delivery, t0) == Acts{"send 2", "send 6", "idle"});
  delivery.finished(1, fine, t0, 0);
  CHECK(act(delivery, t0) == "send 5");
}

TEST_CASE("what was under way when somebody was forgotten is looked up before it is repeated") {
  Delivery delivery({});
  delivery.add(row(1, 1));
  delivery.add(row(2, 1));
  CHECK_FALSE(start_of(delivery).claim);
  delivery.forget_all();
  delivery.finished(1, fails(errc::unavailable), t0, 0);
  CHECK(start_of(delivery).claim);
  delivery.drop(1);  // it was theirs
  const auto action = delivery.next(t0);
  REQUIRE(std::holds_alternative<Delivery::Load>(action));
  CHECK(std::get<Delivery::Load>(action).after == 1);
  delivery.loaded(1, {row(2, 1)}, 64);
  CHECK_FALSE(start_of(delivery).claim);
}

TEST_CASE("after somebody was forgotten, rows that were delivered before are not read again") {
  Delivery delivery({});
  delivery.add(row(4, 1));
  delivery.add(row(5, 1));
  CHECK(act(delivery, t0) == "send 4");
  delivery.finished(1, fine, t0, 0);  // that it was may not be on the disk yet
  delivery.forget_all();
  const auto action = delivery.next(t0);
  REQUIRE(std::holds_alternative<Delivery::Load>(action));
  CHECK(std::get<Delivery::Load>(action).after == 4);
}

TEST_CASE("a secret form that waits is not lost when somebody else is forgotten") {
  Delivery delivery({});
  delivery.add(row(1, 1));
  CHECK(act(delivery, t0) == "send 1");
  delivery.add(secret_form(2, 1));
  delivery.add(secret_form(3, 2));
  delivery.forget_all();
  delivery.finished(1, fine, t0, 0);
  CHECK(all(delivery, t0) == Acts{"load 2", "load 1", "idle"});
  delivery.loaded(2, {}, 64);  // that one was theirs
  delivery.loaded(1, {stand_in(2, 1)}, 64);
  const Delivery::Start start = start_of(delivery);
  CHECK(start.row.pending.kind == Pending::Kind::open);
  CHECK(start.row.pending.form.fields.size() == 1);
  CHECK_FALSE(start.row.sealed);
  delivery.finished(1, fine, t0, 0);
  // Of the one that was forgotten nothing is left here either.
  delivery.behind(2, Lane::reply, 0);
  CHECK(all(delivery, t0) == Acts{"load 2", "idle"});
  delivery.loaded(2, {stand_in(3, 2)}, 64);
  CHECK(start_of(delivery).row.sealed);
}
