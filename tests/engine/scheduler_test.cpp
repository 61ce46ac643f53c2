// tests/engine/scheduler_test.cpp: jobs as rows, when they are due, and how long to sleep until then.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/scheduler.hpp"

#include "bot/store.hpp"
#include "tests/support/engine_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace std::chrono_literals;
using test::Rig;

namespace {

constexpr sys_seconds start{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)};

struct Bench {
  test::TempFolder folder;
  std::unique_ptr<Database> db = open_store(folder.file("s.db"), usher_migrations());

  std::vector<std::string> due(sys_seconds now, int limit = 10) {
    std::vector<std::string> names;
    for (const scheduler::Job& job : scheduler::due(*db, now, limit))
      names.push_back(job.feature + "." + job.job);
    return names;
  }
  scheduler::Job first(sys_seconds now) {
    const auto jobs = scheduler::due(*db, now, 1);
    REQUIRE(jobs.size() == 1);
    return jobs.front();
  }
};

using Names = std::vector<std::string>;

// A feature that sets jobs as messages say and notes when they ring; "look" makes the scheduler look at once.
struct Ringing {
  std::vector<std::string> rung;
  bool broken = false;
  int next = 0;
  Rig rig{{.ack_carries = {Kind::message}}
  };  // last: its engine ends before what its feature writes to

  Ringing() {
    rig.feature("jobs", {Kind::message}, [this](const Event& event, Context& context) -> Outcome {
      if (const auto* tick = event.as<Tick>()) {
        if (tick->job == "look") return {};
        if (broken) throw std::runtime_error("on purpose");
        rung.push_back(tick->job + " " + std::to_string((tick->fired - tick->due).count()));
        return {};
      }
      const std::string& text = event.as<Message>()->text;
      if (text == "look") return {None{}, {Remind{"look", context.now}}};
      return {None{}, {Remind{text, context.now + 5min}}};
    });
    rig.start();
  }
  void say(const std::string& text) {
    CHECK(rig.adapter->send(rig.message("e" + std::to_string(next++), text)));
    rig.settle();
  }
};

}  // namespace

TEST_CASE("a job is due at its time and not before, the earliest first, so many at a time") {
  Bench bench;
  scheduler::remind(*bench.db, "a", {"late", start + 20s});
  scheduler::remind(*bench.db, "a", {"early", start + 10s});
  scheduler::remind(*bench.db, "b", {"early", start + 15s});
  CHECK(bench.due(start + 9s).empty());
  CHECK(bench.due(start + 10s) == Names{"a.early"});
  CHECK(bench.due(start + 1h) == Names{"a.early", "b.early", "a.late"});
  CHECK(bench.due(start + 1h, 2) == Names{"a.early", "b.early"});
  CHECK(scheduler::next(*bench.db) == start + 10s);
}

TEST_CASE("a known job is moved, another feature's of the same name stays, a forgotten one is gone"
) {
  Bench bench;
  CHECK_FALSE(scheduler::next(*bench.db));
  scheduler::remind(*bench.db, "a", {"x", start});
  scheduler::remind(*bench.db, "b", {"x", start + 5s});
  scheduler::remind(*bench.db, "a", {"x", start + 10s});
  CHECK(bench.due(start + 7s) == Names{"b.x"});
  scheduler::forget(*bench.db, "a", "x");
  scheduler::forget(*bench.db, "a", "never set");
  CHECK(bench.due(start + 1h) == Names{"b.x"});
}

TEST_CASE("a job is taken once, and not at all when it was moved or forgotten meanwhile") {
  Bench bench;
  scheduler::remind(*bench.db, "a", {"x", start});
  const scheduler::Job job = bench.first(start);
  scheduler::remind(*bench.db, "a", {"x", start + 1h});
  CHECK_FALSE(scheduler::take(*bench.db, job));
  const scheduler::Job moved = bench.first(start + 1h);
  CHECK(scheduler::take(*bench.db, moved));
  CHECK_FALSE(scheduler::take(*bench.db, moved));
  CHECK_FALSE(scheduler::next(*bench.db));
}

TEST_CASE("a job whose feature failed comes back later and later, then is given up") {
  Bench bench;
  scheduler::remind(*bench.db, "a", {"x", start});
  sys_seconds now = start;
  std::chrono::seconds last{0};
  int rounds = 0;
  std::vector<std::string> ids;
  while (true) {
    const scheduler::Job job = bench.first(now);
    ids.push_back(scheduler::tick_id(job));
    REQUIRE(scheduler::take(*bench.db, job));
    ++rounds;
    if (!scheduler::put_back(*bench.db, job, now)) break;
    const auto wait = scheduler::next(*bench.db).value() - now;
    CHECK(wait > last);
    CHECK(wait <= 2h);
    last = std::min<std::chrono::seconds>(wait, 1h);
    now += wait;
  }
  CHECK(rounds == scheduler::most_tries);
  CHECK_FALSE(scheduler::next(*bench.db));
  std::ranges::sort(ids);
  CHECK(std::ranges::adjacent_find(ids) == ids.end());  // each firing has an id of its own
}

TEST_CASE(
    "a job that its feature has set anew is not put back over it; setting it anew begins its tries "
    "again"
) {
  Bench bench;
  scheduler::remind(*bench.db, "a", {"x", start});
  scheduler::Job job = bench.first(start);
  scheduler::take(*bench.db, job);
  scheduler::remind(*bench.db, "a", {"x", start + 9h});
  CHECK(scheduler::put_back(*bench.db, job, start));
  CHECK(scheduler::next(*bench.db) == start + 9h);
  job = bench.first(start + 9h);
  scheduler::take(*bench.db, job);
  scheduler::put_back(*bench.db, job, start + 9h);
  CHECK(bench.first(start + 10h).tries == 1);
  scheduler::remind(*bench.db, "a", {"x", start});
  CHECK(bench.first(start).tries == 0);
}

TEST_CASE("a firing has the same id when a crash repeats it") {
  const scheduler::Job job{"a", "x", start, 0};
  CHECK(scheduler::tick_id(job) == scheduler::tick_id(job));
  CHECK(scheduler::tick_id(job) != scheduler::tick_id({"a", "x", start + 1s, 0}));
  CHECK(scheduler::tick_id(job) != scheduler::tick_id({"a", "x", start, 1}));
}

TEST_CASE("one sleeps until the next job, never over a minute and never less than nothing") {
  CHECK(scheduler::nap(std::nullopt, start) == 1min);
  CHECK(scheduler::nap(start + 10s, start) == 10s);
  CHECK(scheduler::nap(start + 10s, start + 250ms) == 9750ms);
  CHECK(scheduler::nap(start + 60s, start) == 1min);
  CHECK(scheduler::nap(start + 1h, start) == 1min);
  CHECK(scheduler::nap(start + 2h, start) == 1min);
  CHECK(scheduler::nap(start - 10s, start) == 0ms);
  CHECK(scheduler::nap(sys_seconds::max(), start) == 1min);
  CHECK(scheduler::nap(sys_seconds::min(), start) == 0ms);
}

TEST_CASE("a job set for never is kept and wakes nobody") {
  Bench bench;
  scheduler::remind(*bench.db, "a", {"x", sys_seconds::max()});
  CHECK(scheduler::next(*bench.db) == sys_seconds::max());
  CHECK(bench.due(start + std::chrono::years(100)).empty());
}

TEST_CASE("when the clock steps back a job waits for its time, and rings once") {
  Ringing bench;
  bench.say("x");
  bench.rig.clock.advance(-1h);
  bench.say("look");
  CHECK(bench.rung.empty());
  bench.rig.clock.advance(1h + 5min);
  bench.say("look");
  CHECK(bench.rung == Names{"x 0"});
  bench.rig.clock.advance(-10min);
  bench.say("look");
  bench.rig.clock.advance(20min);
  bench.say("look");
  CHECK(bench.rung == Names{"x 0"});
}

TEST_CASE("after a long sleep each job rings once, late, and says how late") {
  Ringing bench;
  bench.say("x");
  bench.say("y");
  bench.rig.clock.advance(std::chrono::days(3) + 5min);
  bench.say("look");
  CHECK(bench.rung == Names{"x 259200", "y 259200"});
  bench.rig.clock.advance(std::chrono::days(3));
  bench.say("look");
  CHECK(bench.rung.size() == 2);
}

TEST_CASE(
    "a job of a failing feature rings again when the feature works again; one that never does is "
    "given up aloud"
) {
  Ringing bench;
  bench.broken = true;
  bench.say("x");
  bench.rig.clock.advance(5min);
  bench.say("look");
  CHECK(bench.rung.empty());
  bench.broken = false;
  bench.rig.clock.advance(1h);
  bench.say("look");
  REQUIRE(bench.rung.size() == 1);

  bench.broken = true;
  bench.say("y");
  for (int i = 0; i < scheduler::most_tries + 2; ++i) {
    bench.rig.clock.advance(2h);
    bench.say("look");
  }
  const auto given_up = std::ranges::count_if(bench.rig.troubles, [](const std::string& line) {
    return line.find("the job y of jobs was given up") != std::string::npos;
  });
  CHECK(given_up == 1);
  bench.broken = false;
  bench.rig.clock.advance(24h);
  bench.say("look");
  CHECK(bench.rung.size() == 1);
}

TEST_CASE("a job of a feature that is no longer there ends") {
  Rig rig;
  rig.feature("other", {Kind::message}, [](const Event& event, Context& context) -> Outcome {
    if (event.as<Message>() == nullptr) return {};
    context.db.run("INSERT INTO jobs(feature,job,at) VALUES('gone','x',0)");
    return {None{}, {Remind{"look", context.now}}};
  });
  rig.start();
  CHECK(rig.adapter->send(rig.message("e1", "x")));
  const auto jobs = [&] {
    std::int64_t count = -1;
    rig.query([&](Database& db) {
      auto row = db.query("SELECT count(*) FROM jobs WHERE feature='gone'");
      row.next();
      count = row.integer(0);
    });
    return count;
  };
  rig.until([&] { return jobs() == 0; });
  CHECK(rig.troubles.empty());
}
