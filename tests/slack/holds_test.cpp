// tests/slack/holds_test.cpp: a 429 stops its method, and that one alone; and what delivery makes of it, in simulated time.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/holds.hpp"

#include "bot/delivery.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <vector>

using namespace usher;
using namespace usher::slack;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr sys_millis t0{std::chrono::sys_days(std::chrono::year(2026) / 11 / 26)};
constexpr milliseconds none{0};

// Delivery before a Slack that says "too many" now and then: rows become calls that take a while, calls are asked of Holds as
// Api does, and Slack's answer comes later still.
struct World {
  struct Call {
    std::int64_t queue = 0, row = 0;
    bool leaves = false;  // about to go out; else its answer is about to come
    bool limited = false;
    milliseconds after{0};
  };

  explicit World(unsigned seed) : random(seed) {}

  int roll(int most) { return std::uniform_int_distribution<int>(0, most)(random); }

  void add(std::int64_t id) {
    OutboxRow row;
    row.pending.id = id;
    row.queue = 1 + roll(7);
    row.pending.lane = static_cast<Lane>(row.queue % 4);
    row.pending.audience = row.queue % 2 == 0 ? Audience::room : Audience::direct;
    row.pending.to.place = {"slack:T1", "C" + std::to_string(row.queue), ""};
    row.created = std::chrono::floor<seconds>(now);
    lanes[row.queue] = row.pending.lane;
    queued[row.queue].push_back(id);
    delivery.add(std::move(row));
  }

  void pump() {
    while (true) {
      const Delivery::Action action = delivery.next(now);
      const auto* start = std::get_if<Delivery::Start>(&action);
      if (start == nullptr) return;
      const Call call{.queue = start->queue, .row = start->row.pending.id, .leaves = true};
      // A look-up, a part before it: it goes out when it can, and not only when it was begun.
      calls.emplace(now + milliseconds(roll(5) == 0 ? roll(4000) : 0), call);
    }
  }

  void end(const Call& call, const std::expected<Receipt, Setback>& result) {
    const double chance = roll(1000) / 1000.0;
    const auto verdict = delivery.finished(call.queue, result, now, chance);
    if (verdict.what == Delivery::Verdict::What::delivered) said[call.queue].push_back(call.row);
  }

  void leave(Call call) {
    const milliseconds left = holds.left("chat.postMessage", now);
    if (left > none) {
      Setback setback(errc::rate_limited, left);
      setback.alone = roll(1) == 0;
      return end(call, std::unexpected(setback));
    }
    if (now < rests_until) ++early;
    // The first to go after a rest is a report, where one was waiting for its end.
    if (rested && !reports_waiting().empty() && lanes[call.queue] != Lane::report &&
        now < rests_until + milliseconds(20))
      ++out_of_turn;
    rested = rested && lanes[call.queue] != Lane::report && now < rests_until + milliseconds(20);
    call.leaves = false;
    call.limited = roll(6) == 0;
    call.after = seconds(1 + roll(20));
    calls.emplace(now + milliseconds(5 + roll(300)), call);
  }

  void answer(const Call& call) {
    if (!call.limited) return end(call, Receipt{});
    holds.limited("chat.postMessage", now, call.after);
    rests_until = std::max(rests_until, now + call.after);
    rested = true;
    end(call, std::unexpected(Setback(errc::rate_limited, call.after)));
  }

  // Queues of reports whose next row is not under way.
  std::set<std::int64_t> reports_waiting() {
    std::set<std::int64_t> out;
    for (const auto& [queue, rows] : queued)
      if (lanes[queue] == Lane::report && said[queue].size() < rows.size()) out.insert(queue);
    for (const auto& [at, call] : calls) out.erase(call.queue);
    return out;
  }

  void run(int rows) {
    std::int64_t id = 0;
    for (int step = 0; step < 100000; ++step) {
      if (id < rows && (roll(3) == 0 || calls.empty())) add(++id);
      pump();
      if (calls.empty()) {
        const Delivery::Action next = delivery.next(now);
        const auto* wait = std::get_if<Delivery::Wait>(&next);
        if (wait == nullptr && id == rows) return;
        if (wait != nullptr) now = std::max(now, wait->until);
        continue;
      }
      const Delivery::Action next = delivery.next(now);
      const auto* wait = std::get_if<Delivery::Wait>(&next);
      const auto first = calls.begin();
      if (wait != nullptr && wait->until <= first->first) {
        now = std::max(now, wait->until);
        continue;
      }
      const auto [at, call] = *first;
      calls.erase(first);
      now = std::max(now, at);
      call.leaves ? leave(call) : answer(call);
    }
    FAIL("it does not end");
  }

  Delivery delivery{{}};
  slack::Holds holds;
  std::mt19937 random;
  sys_millis now = t0, rests_until = t0;
  bool rested = false;
  std::multimap<sys_millis, Call> calls;
  std::map<std::int64_t, Lane> lanes;
  std::map<std::int64_t, std::vector<std::int64_t>> queued, said;
  int early = 0, out_of_turn = 0;
};

}  // namespace

TEST_CASE("a method rests as long as Slack says, and no other does", "[holds]") {
  slack::Holds holds;
  CHECK(holds.left("chat.postMessage", t0) == none);
  holds.limited("chat.postMessage", t0, seconds(30));
  CHECK(holds.left("chat.postMessage", t0) == seconds(30));
  CHECK(holds.left("chat.postMessage", t0 + milliseconds(29999)) == milliseconds(1));
  CHECK(holds.left("chat.update", t0) == none);
  CHECK(holds.left("chat.postMessage", t0 + seconds(30)) == none);
  CHECK(holds.size() == 0);
}

TEST_CASE("of two times the longer one counts, and no time is none", "[holds]") {
  slack::Holds holds;
  holds.limited("m", t0, seconds(30));
  holds.limited("m", t0 + seconds(1), seconds(2));
  CHECK(holds.left("m", t0 + seconds(10)) == seconds(20));
  holds.limited("m", t0 + seconds(10), seconds(60));
  CHECK(holds.left("m", t0 + seconds(10)) == seconds(60));
  holds.limited("n", t0, none);
  CHECK(holds.left("n", t0) == none);
}

TEST_CASE("a clock that is set back prolongs no rest beyond what Slack said", "[holds]") {
  slack::Holds holds;
  holds.limited("m", t0, seconds(30));
  const sys_millis before = t0 - std::chrono::hours(3);
  CHECK(holds.left("m", before) == seconds(30));
  CHECK(holds.left("m", before + seconds(30)) == none);
}

TEST_CASE("rests that are over take no room", "[holds]") {
  slack::Holds holds;
  for (int i = 0; i < 1000; ++i)
    holds.limited("url" + std::to_string(i), t0 + seconds(i), seconds(2));
  CHECK(holds.size() <= 64);
}

TEST_CASE("after a 429 nothing of its method leaves before its time, and order holds", "[holds]") {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    World world(seed);
    world.run(60);
    INFO("seed " << seed);
    CHECK(world.early == 0);
    CHECK(world.out_of_turn == 0);
    CHECK(world.said == world.queued);
  }
}

TEST_CASE(
    "where Slack does not say how long, each rest is twice the one before, up to a minute",
    "[holds]"
) {
  slack::Holds holds;
  sys_millis now = t0;
  std::vector<milliseconds> rests;
  for (int i = 0; i < 8; ++i) {
    rests.push_back(holds.limited_again("m", now, seconds(1)));
    CHECK(holds.left("m", now) == rests.back());
    now += rests.back();
  }
  const std::vector<milliseconds> doubled{seconds(1),  seconds(2),  seconds(4),  seconds(8),
                                          seconds(16), seconds(32), seconds(60), seconds(60)};
  CHECK(rests == doubled);
  CHECK(holds.limited_again("other", now, seconds(1)) == seconds(1));
  holds.answered("m");
  CHECK(holds.limited_again("m", now, seconds(1)) == seconds(1));
}

TEST_CASE("calls that were under way together count as one refusal", "[holds]") {
  slack::Holds holds;
  for (int i = 0; i < 5; ++i)
    CHECK(holds.limited_again("m", t0 + milliseconds(i), seconds(1)) == seconds(1));
  CHECK(holds.limited_again("m", t0 + seconds(2), seconds(1)) == seconds(2));
}

TEST_CASE("a longer first rest is kept, and one of long ago says nothing of today", "[holds]") {
  slack::Holds holds;
  CHECK(holds.limited_again("m", t0, std::chrono::minutes(5)) == std::chrono::minutes(5));
  const sys_millis later = t0 + std::chrono::minutes(6);
  CHECK(holds.limited_again("m", later, std::chrono::minutes(5)) == std::chrono::minutes(5));
  CHECK(holds.limited_again("m", later + std::chrono::hours(1), seconds(1)) == seconds(1));
}
