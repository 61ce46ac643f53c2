// tests/engine/delivery_account_test.cpp: where a rate limit is of all that an account sends.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/account_pace.hpp"
#include "tests/engine/delivery_acts.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

using namespace usher;
using namespace usher::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

// Synapse as it ships: ten at once, then one in five seconds; what is refused costs nothing.
class Homeserver {
 public:
  std::expected<Receipt, Setback> send(sys_millis now) {
    const double passed = std::chrono::duration<double>(now - at_).count();
    tokens_ = std::min(10.0, tokens_ + passed * 0.2);
    at_ = now;
    if (tokens_ >= 1) {
      tokens_ -= 1;
      return Receipt{};
    }
    return std::unexpected(
        Setback(errc::rate_limited, milliseconds(static_cast<long>((1 - tokens_) * 5000) + 1))
    );
  }

 private:
  double tokens_ = 10;
  sys_millis at_ = t0;
};

struct Run {
  std::vector<std::int64_t> order;       // as they went through
  std::map<std::int64_t, int> refusals;  // by row
  sys_millis ended{};
};

// Every attempt takes a fifth of a second. at: what is added once so many have gone through.
Run run(Delivery& delivery, std::size_t rows, std::map<std::size_t, OutboxRow> at = {}) {
  Homeserver homeserver;
  Run out;
  sys_millis now = t0;
  std::multimap<sys_millis, Delivery::Start> flying;
  while (out.order.size() < rows) {
    if (const auto more = at.find(out.order.size()); more != at.end()) {
      delivery.add(std::move(more->second));
      at.erase(more);
    }
    const Delivery::Action action = delivery.next(now);
    if (const auto* start = std::get_if<Delivery::Start>(&action)) {
      flying.emplace(now + milliseconds(200), *start);
      continue;
    }
    const auto* wait = std::get_if<Delivery::Wait>(&action);
    sys_millis next = wait != nullptr ? wait->until : sys_millis::max();
    if (!flying.empty()) next = std::min(next, flying.begin()->first);
    REQUIRE(next != sys_millis::max());
    now = std::max(now, next);
    while (!flying.empty() && flying.begin()->first <= now) {
      const Delivery::Start start = flying.begin()->second;
      flying.erase(flying.begin());
      const auto result = homeserver.send(now);
      if (result)
        out.order.push_back(start.row.pending.id);
      else
        ++out.refusals[start.row.pending.id];
      delivery.finished(start.queue, result, now, 1);
    }
  }
  out.ended = now;
  return out;
}

int most(const Run& run) {
  int out = 0;
  for (const auto& [row, times] : run.refusals) out = std::max(out, times);
  return out;
}

}  // namespace

TEST_CASE("sixty posts through an account's limit arrive in order and are hardly ever refused") {
  Delivery delivery({.parallel = 16, .account = true});
  for (std::int64_t id = 1; id <= 60; ++id) delivery.add(row(id, id));
  const Run done = run(delivery, 60);
  CHECK(most(done) <= 2);
  // Fifty of them in five seconds each, and not a tenth more.
  CHECK(done.ended - t0 < seconds(275));
  // In one room the order is exact; of rooms none is kept waiting by those that came later.
  for (std::size_t i = 0; i < done.order.size(); ++i)
    CHECK(std::abs(done.order[i] - static_cast<std::int64_t>(i) - 1) <= 8);
}

TEST_CASE("in one room sixty posts keep their order through an account's limit") {
  Delivery delivery({.parallel = 16, .account = true});
  for (std::int64_t id = 1; id <= 60; ++id) delivery.add(row(id, 1));
  const Run done = run(delivery, 60);
  CHECK(std::ranges::is_sorted(done.order));
  CHECK(most(done) <= 2);
}

TEST_CASE("a report that comes in the middle of a limited account's posts is the next to go") {
  Delivery delivery({.parallel = 16, .account = true});
  for (std::int64_t id = 1; id <= 60; ++id) delivery.add(row(id, id, Lane::reminder));
  const Run done = run(delivery, 61, {{20, row(100, 100, Lane::report)}});
  const auto at = std::ranges::find(done.order, 100) - done.order.begin();
  CHECK(at <= 21);
  CHECK(done.refusals.count(100) <= 1);
}

TEST_CASE("while an account is held nothing begins, and a stop need not wait for it") {
  Delivery delivery({.parallel = 4, .account = true});
  for (std::int64_t id = 1; id <= 6; ++id) delivery.add(row(id, id));
  CHECK(all(delivery, t0) == Acts{"send 1", "send 2", "send 3", "send 4", "idle"});
  delivery.finished(1, fine, t0, 1);
  delivery.finished(2, fails(errc::rate_limited, seconds(3)), t0, 1);
  delivery.finished(3, fine, t0, 1);
  delivery.finished(4, fine, t0, 1);
  CHECK(all(delivery, t0) == Acts{"wait 3000"});
  CHECK(delivery.settled(t0));
  CHECK_FALSE(delivery.settled(t0 + seconds(3)));
  // One alone, in the order in which they came; then two.
  CHECK(all(delivery, t0 + seconds(3)) == Acts{"send 2", "idle"});
  delivery.finished(2, fine, t0 + seconds(3), 1);
  CHECK(all(delivery, t0 + seconds(3)) == Acts{"send 5", "idle"});
}

TEST_CASE("a limit that holds one row back leaves the account alone") {
  Delivery delivery({.parallel = 4, .account = true});
  delivery.add(row(1, 1));
  delivery.add(row(2, 2));
  CHECK(act(delivery, t0) == "send 1");
  Setback setback(errc::rate_limited, seconds(9));
  setback.alone = true;
  delivery.finished(1, std::unexpected(setback), t0, 1);
  CHECK(all(delivery, t0) == Acts{"send 2", "wait 9020"});
}

TEST_CASE(
    "an account's pace opens wider with each that goes through, but for a minute after a limit"
) {
  AccountPace pace(16);
  CHECK(pace.window() == 8);
  pace.limited(t0, milliseconds(0));  // the server did not say for how long
  CHECK_FALSE(pace.may_begin(t0 + milliseconds(999), 0));
  CHECK(pace.may_begin(t0 + seconds(1), 0));
  CHECK_FALSE(pace.may_begin(t0 + seconds(1), 1));
  pace.went_through(t0);  // it had begun before
  CHECK(pace.window() == 1);
  pace.went_through(t0 + seconds(1));
  CHECK(pace.window() == 1);
  CHECK(pace.held(t0 + seconds(29)));
  CHECK_FALSE(pace.held(t0 + seconds(30)));
  pace.went_through(t0 + seconds(61));
  CHECK(pace.window() == 2);
  for (int i = 0; i < 9; ++i) pace.went_through(t0 + seconds(62));
  CHECK(pace.window() == 16);
  pace.limited(t0 + seconds(70), std::chrono::hours(99));
  CHECK(pace.not_before(t0 + seconds(70), 0) == t0 + seconds(70) + std::chrono::hours(1));
}
