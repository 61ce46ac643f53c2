// tests/engine/delivery_pace_test.cpp: whose pacing a row shares.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/engine/delivery_acts.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

OutboxRow direct(std::int64_t id, std::int64_t queue, std::vector<std::string> people) {
  OutboxRow out = row(id, queue, Lane::reminder);
  out.pending.to.place.room.clear();
  out.pending.to.people = std::move(people);
  out.pending.audience = Audience::direct;
  return out;
}

}  // namespace

TEST_CASE("what is said to one person or group waits for no other's pacing") {
  Delivery delivery({.per_second = 1, .burst = 1});
  delivery.add(direct(1, 1, {"ada"}));
  delivery.add(direct(2, 2, {"bob"}));
  delivery.add(direct(3, 3, {"ada", "bob"}));
  OutboxRow answer = direct(4, 4, {"ada"});
  answer.pending.lane = Lane::reply;
  CHECK(all(delivery, t0) == Acts{"send 1", "send 2", "send 3", "idle"});
  delivery.add(std::move(answer));  // in another lane, and the same conversation
  CHECK(all(delivery, t0) == Acts{"wait 1000"});
  CHECK(all(delivery, t0 + seconds(1)) == Acts{"send 4", "idle"});
}

TEST_CASE("all that is said in a room shares its pacing, in threads and for one person's eyes too"
) {
  Delivery delivery({.per_second = 1, .burst = 1});
  OutboxRow thread = row(1, 1);
  thread.pending.to.place = {"test", "room", "root"};
  OutboxRow only_you = row(2, 2);
  only_you.pending.to = {.place = {"test", "room", ""}, .people = {"ada"}};
  delivery.add(std::move(thread));
  delivery.add(std::move(only_you));
  CHECK(all(delivery, t0) == Acts{"send 1", "wait 1000"});
}

TEST_CASE("conversations that have been quiet for long are not remembered") {
  Pacing pacing(1, 2);
  for (std::size_t id = 0; id < 1024; ++id) {
    CHECK(pacing.not_before(id, t0) == t0);
    pacing.take(id);
  }
  pacing.take(7);
  CHECK(pacing.not_before(7, t0) == t0 + seconds(1));
  CHECK(pacing.size() == 1024);
  CHECK(pacing.not_before(5000, t0 + seconds(1)) == t0 + seconds(1));
  pacing.take(5000);
  // One more is over the limit: all but the two that are not full again.
  CHECK(pacing.not_before(5001, t0 + seconds(1)) == t0 + seconds(1));
  CHECK(pacing.size() == 3);
  CHECK(pacing.not_before(7, t0 + seconds(1)) == t0 + seconds(1));
  pacing.take(7);
  CHECK(pacing.not_before(7, t0 + seconds(1)) == t0 + seconds(2));
}
