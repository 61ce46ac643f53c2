// tests/engine/retention_test.cpp: nothing is kept longer than docs/privacy.md says, and nothing shorter.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/retention.hpp"

#include "bot/inbox.hpp"
#include "bot/people.hpp"
#include "tests/support/engine_rig.hpp"
#include "tests/support/store_tools.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace std::chrono_literals;
using std::chrono::days;
using test::number;
using test::Rig;

namespace {

// The feature by itself, at whatever time the test says.
struct Bench {
  test::TempFolder folder;
  std::unique_ptr<Database> db = open_store(folder.file("r.db"), usher_migrations());
  Inbox inbox{*db};
  Retention retention{[this](Database& of, sys_seconds before, int limit) {
    return inbox.prune(of, before, limit);
  }};
  Catalog catalog;
  CommandTable commands;
  Community community;
  sys_seconds start{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)};

  // Runs the job; how long until it wants to run again.
  std::chrono::seconds run_at(sys_seconds now) {
    Context context{*db, catalog, commands, community, now};
    Event tick;
    tick.what = Tick{"prune", now, now};
    const Outcome outcome = retention.on(tick, context);
    REQUIRE(outcome.effects.size() == 1);
    const auto& remind = std::get<Remind>(outcome.effects[0]);
    CHECK(remind.job == "prune");
    return remind.at - now;
  }
  std::int64_t count(std::string_view table, std::string_view where = "1") {
    return number(
        *db, "SELECT count(*) FROM " + std::string(table) + " WHERE " + std::string(where)
    );
  }
  void posted(std::string_view key, sys_seconds at, bool forever) {
    db->run(
        "INSERT INTO posted(space,key,to_key,lane,person,asker,at,forever) "
        "VALUES('test',?,'r',1,'','ada',?,?)",
        key, at, forever
    );
  }
  void outbox(Lane lane, sys_seconds created, sys_seconds dead, bool tell = false) {
    db->run(
        "INSERT INTO "
        "outbox(space,room,thread,person,queue,kind,lane,key,to_key,feature,event,asker,tell,"
        "payload,created,dead) "
        "VALUES('test','r','','',1,0,?,'','r','x','','',?,x'00',?,?)",
        static_cast<int>(lane), tell, created, dead
    );
  }
};

constexpr sys_seconds alive{};

}  // namespace

TEST_CASE("that an event was seen is kept for seven days, and an hour at most beyond") {
  Bench bench;
  bench.inbox.record(*bench.db, "test", "e1", bench.start + 30min);
  bench.run_at(bench.start + 30min + days(7));
  CHECK(bench.count("inbox") == 1);
  bench.run_at(bench.start + 30min + days(7) + 1h);
  CHECK(bench.count("inbox") == 0);
}

TEST_CASE("that something was sent is kept for 90 days, of announcements for ever") {
  Bench bench;
  bench.posted("re:1", bench.start, false);
  bench.posted("nep-50-accepted", bench.start, true);
  bench.run_at(bench.start + days(90));
  CHECK(bench.count("posted") == 2);
  bench.run_at(bench.start + days(90) + 1s);
  CHECK(bench.count("posted", "forever=0") == 0);
  bench.run_at(bench.start + days(36500));
  CHECK(bench.count("posted", "forever=1") == 1);
}

TEST_CASE("what could not be delivered is kept for 30 days after it was given up") {
  Bench bench;
  bench.outbox(Lane::reply, bench.start, bench.start + days(1));
  bench.outbox(Lane::report, bench.start, bench.start + days(1));
  bench.run_at(bench.start + days(31));
  CHECK(bench.count("outbox") == 2);
  bench.run_at(bench.start + days(31) + 1s);
  CHECK(bench.count("outbox") == 0);
}

TEST_CASE(
    "what waits for an adapter that was switched off is dropped after 30 days, and the operator is "
    "told; reports stay"
) {
  Bench bench;
  bench.outbox(Lane::report, bench.start, alive);
  bench.outbox(Lane::reply, bench.start, alive);
  bench.outbox(Lane::announcement, bench.start + days(29), alive);
  bench.run_at(bench.start + days(30));
  CHECK(bench.count("outbox") == 3);
  CHECK(bench.count("notices") == 0);
  bench.run_at(bench.start + days(30) + 1s);
  CHECK(bench.count("outbox") == 2);
  CHECK(bench.count("outbox", "lane=0") == 1);
  CHECK(bench.count("notices", "feature='retention'") == 1);
}

TEST_CASE("what a feature waits to hear the end of is not dropped without a word to it") {
  Bench bench;
  bench.outbox(Lane::reply, bench.start, alive, true);
  bench.outbox(Lane::reply, bench.start, alive);
  bench.run_at(bench.start + days(31));
  CHECK(bench.count("outbox") == 1);
  CHECK(bench.count("outbox", "tell=1") == 1);
}

TEST_CASE("a notice to the operator is kept for 30 days") {
  Bench bench;
  bench.db->run("INSERT INTO notices(at,feature,what) VALUES(?,'x','x')", bench.start);
  bench.run_at(bench.start + days(30));
  CHECK(bench.count("notices") == 1);
  bench.run_at(bench.start + days(30) + 1s);
  CHECK(bench.count("notices") == 0);
}

TEST_CASE("a form under way is kept for 24 hours after the last answer") {
  Bench bench;
  bench.db->run(
      "INSERT INTO dialogues(space,person,state,touched) VALUES('test','ada',x'00',?)", bench.start
  );
  bench.run_at(bench.start + 24h);
  CHECK(bench.count("dialogues") == 1);
  bench.run_at(bench.start + 24h + 1s);
  CHECK(bench.count("dialogues") == 0);
}

TEST_CASE("a chosen language is kept until it is changed or forgotten") {
  Bench bench;
  people::choose_language(*bench.db, "test", "ada", "zh-Hant", bench.start);
  bench.run_at(bench.start + days(36500));
  CHECK(people::chosen_language(*bench.db, "test", "ada") == "zh-Hant");
}

TEST_CASE("what is under way is not touched: jobs, calls, the inbox's key") {
  Bench bench;
  bench.db->run("INSERT INTO jobs(feature,job,at) VALUES('x','y',?)", bench.start);
  bench.db->run(
      "INSERT INTO calls(feature,tag,service,method,path,body,etag,within,created) "
      "VALUES('x','','s','GET','',x'','',0,?)",
      bench.start
  );
  bench.run_at(bench.start + days(36500));
  CHECK(bench.count("jobs") == 1);
  CHECK(bench.count("calls") == 1);
  CHECK(bench.count("meta", "name='inbox_key'") == 1);
}

TEST_CASE("much to prune is done in slices, soon after each other; then the job rests for an hour"
) {
  Bench bench;
  bench.db->run("BEGIN");
  for (int i = 0; i < 1200; ++i) {
    bench.inbox.record(*bench.db, "test", std::to_string(i), bench.start);
    bench.posted(std::to_string(i), bench.start, false);
  }
  bench.db->run("COMMIT");
  const sys_seconds later = bench.start + days(100);
  CHECK(bench.run_at(later) == 1s);
  CHECK(bench.count("inbox") == 700);
  CHECK(bench.count("posted") == 700);
  CHECK(bench.run_at(later) == 1s);
  CHECK(bench.run_at(later) == 1h);
  CHECK(bench.count("inbox") == 0);
  CHECK(bench.count("posted") == 0);
  CHECK(bench.run_at(later) == 1h);
}

TEST_CASE("each table in turn asks for the next slice") {
  Bench bench;
  bench.db->run("BEGIN");
  SECTION("dead letters") {
    for (int i = 0; i < 600; ++i) bench.outbox(Lane::reply, bench.start, bench.start);
  }
  SECTION("what waits") {
    for (int i = 0; i < 600; ++i) bench.outbox(Lane::reply, bench.start, alive);
  }
  SECTION("notices") {
    for (int i = 0; i < 600; ++i)
      bench.db->run("INSERT INTO notices(at,feature,what) VALUES(?,'x','x')", bench.start);
  }
  SECTION("forms") {
    for (int i = 0; i < 600; ++i)
      bench.db->run(
          "INSERT INTO dialogues(space,person,state,touched) VALUES('test',?,x'00',?)",
          std::to_string(i), bench.start
      );
  }
  bench.db->run("COMMIT");
  CHECK(bench.run_at(bench.start + days(31)) == 1s);
  CHECK(bench.run_at(bench.start + days(31)) == 1h);
}

TEST_CASE("the engine prunes by itself, a minute after its start and every hour") {
  Rig rig({.ack_carries = {Kind::message}});
  rig.feature("jobs", {Kind::message}, [](const Event& event, Context& context) -> Outcome {
    if (event.as<Tick>() != nullptr) return {};
    return {None{}, {Remind{"look", context.now}}};  // makes the scheduler look at once
  });
  rig.start();
  const auto inbox = [&] {
    std::int64_t rows = -1;
    rig.query([&](Database& db) { rows = number(db, "SELECT count(*) FROM inbox"); });
    return rows;
  };
  CHECK(rig.adapter->send(rig.message("e1", "x")));
  CHECK(inbox() == 1);
  rig.clock.advance(days(8));
  CHECK(rig.adapter->send(rig.message("e2", "x")));
  rig.until([&] { return inbox() == 1; });
  rig.clock.advance(days(8));
  CHECK(rig.adapter->send(rig.message("e3", "x")));
  rig.until([&] { return inbox() == 1; });
  CHECK_FALSE(rig.engine->figures().repeats);
}
