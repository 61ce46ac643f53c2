// tests/engine/outbox_ids_test.cpp: ids of rows: of the outbox never given twice, of posted in the order of time.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/engine/outbox_bench.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <string>

using namespace usher;
using test::number;

namespace {

constexpr sys_seconds now = OutboxBench::now;

}  // namespace

TEST_CASE("no two rows of the outbox ever have the same id") {
  OutboxBench bench;
  std::int64_t latest = 0;
  const auto next = [&](Posted& by, std::string key) {
    const auto row = bench.post(by, std::move(key), bench.here);
    REQUIRE(row);
    CHECK(row->pending.id > latest);
    latest = row->pending.id;
    return *row;
  };
  bench.deliver(next(bench.posted, "a"));
  for (int n = 0; n < 3000; ++n) bench.deliver(next(bench.posted, "b" + std::to_string(n)));
  CHECK(latest == 3001);
  SECTION("after a restart, where none is left") {
    Posted again(*bench.db);
    next(again, "c");
    CHECK(latest <= 3001 + 1024);
  }
  SECTION("after something was taken back") {
    bench.db->run("BEGIN");
    for (int n = 0; n < 2000; ++n) next(bench.posted, "c" + std::to_string(n));
    bench.db->run("ROLLBACK");
    bench.posted.drop_caches();
    latest = 3001;  // none of the others was seen by anybody
    next(bench.posted, "d");
  }
  SECTION("where one was put there by hand") {
    bench.db->run("UPDATE outbox_ids SET upto=0");
    bench.deliver(next(bench.posted, "c"));
    bench.db->run(
        "INSERT INTO "
        "outbox(id,space,room,thread,person,queue,kind,lane,key,to_key,feature,event,asker,"
        "tell,payload,created) VALUES(9000,'test','','','',1,0,1,'','','x','','',0,x'00',0)"
    );
    latest = 9000;
    Posted again(*bench.db);
    next(again, "d");
  }
}

TEST_CASE("the first row of a time is found whatever else is there") {
  OutboxBench bench;
  std::mt19937 random(20261129);
  std::int64_t at = 1000;
  for (int n = 0; n < 500; ++n) {
    at += static_cast<std::int64_t>(random() % 3);
    const bool forever = random() % 4 == 0;
    bench.db->run(
        "INSERT INTO posted(space,key,to_key,lane,person,asker,at,forever) "
        "VALUES('test',?,'',1,'','',?,?)",
        "k" + std::to_string(n), forever ? at - static_cast<std::int64_t>(random() % 900) : at,
        forever
    );
  }
  bench.db->run("DELETE FROM posted WHERE id%7=0");
  for (std::int64_t time = 990; time < at + 5; ++time) {
    const auto found = first_posted_since(*bench.db, sys_seconds(std::chrono::seconds(time)));
    const std::string before = "forever=0 AND at<" + std::to_string(time);
    CHECK(bench.kept(before + " AND id>=" + std::to_string(found)) == 0);
    CHECK(bench.kept("forever=0 AND id<" + std::to_string(found)) == bench.kept(before));
  }
  bench.db->run("DELETE FROM posted");
  CHECK(first_posted_since(*bench.db, now) <= 1);
}

TEST_CASE("a database of before keys waited goes on where it was") {
  const auto migrations = usher_migrations();
  const auto waiting = std::ranges::find(migrations, "waiting_keys", &Migration::name);
  REQUIRE(waiting != migrations.end());
  Database db(":memory:");
  const auto run = [&](auto from, auto to) {
    for (; from != to; ++from) db.script(std::string(from->sql));
  };
  run(migrations.begin(), waiting);
  const auto row = [&](std::int64_t id, int dead) {
    db.run(
        "INSERT INTO "
        "outbox(id,space,room,thread,person,queue,kind,lane,key,to_key,feature,event,asker,"
        "tell,payload,created,dead,begun) "
        "VALUES(?,'test','general','','',5,0,1,?,?,'f','e','ada',1,x'00',7,?,0)",
        id, "k" + std::to_string(id), "general\n", dead
    );
    db.run(
        "INSERT INTO posted(space,key,to_key,lane,person,asker,at,forever) "
        "VALUES('test',?,?,1,'','ada',7,0)",
        "k" + std::to_string(id), "general\n"
    );
  };
  row(41, 0);
  row(42, 9);
  row(99, 0);
  db.run("DELETE FROM outbox WHERE id=99");
  run(waiting, migrations.end());
  CHECK(
      number(
          db,
          "SELECT count(*) FROM outbox WHERE id IN (41,42) AND takes=0 AND begun=0 AND created=7 "
          "AND asker='ada' AND tell=1 AND dead=(id-41)*9"
      ) == 2
  );
  Posted posted(db);
  CHECK(posted.outbox_id(db) == 100);
  CHECK(posted.find(db, "test", "k41", "general\n"));
  CHECK(posted.find(db, "test", "k99", "general\n"));
  CHECK_FALSE(posted.find_waiting(db, "test", "k41", "general\n"));
}
