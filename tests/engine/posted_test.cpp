// tests/engine/posted_test.cpp: what was posted is found by its key, wherever its row is known.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/posted.hpp"

#include "bot/inbox.hpp"
#include "tests/support/pages_written.hpp"
#include "tests/support/store_tools.hpp"
#include "tests/support/temp.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <string>

using namespace usher;
using test::number;
using test::pages_written;

namespace {

constexpr sys_seconds now{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)};
// As many as are known in memory, several times over.
constexpr int many = 20000;

struct Bench {
  test::TempFolder folder;
  std::unique_ptr<Database> db = open_store(folder.file("p.db"), usher_migrations());
  Posted posted{*db};

  void add(
      std::string_view key, std::string_view to = "room\n\n", std::string_view space = "test"
  ) {
    posted.add(*db, {.space = space, .key = key, .to_key = std::string(to), .at = now});
  }
  bool has(Posted& by, std::string_view key, std::string_view to = "room\n\n") {
    return by.find(*db, "test", key, to).has_value();
  }
  bool has(std::string_view key, std::string_view to = "room\n\n") { return has(posted, key, to); }
  void add_many(int from, int to) {
    for (int n = from; n < to;) {
      db->run("BEGIN");
      for (const int end = std::min(to, n + 100); n < end; ++n) add("k" + std::to_string(n));
      db->run("COMMIT");
    }
  }
  int found(Posted& by, int to) {
    int out = 0;
    for (int n = 0; n < to; ++n) out += has(by, "k" + std::to_string(n)) ? 1 : 0;
    return out;
  }
};

}  // namespace

TEST_CASE("a post is found by its space, its key and whom it went to") {
  Bench bench;
  bench.add("news");
  bench.add("news", "other\n\n");
  bench.add("news", "room\n\n", "elsewhere");
  CHECK(bench.has("news"));
  CHECK(bench.has("news", "other\n\n"));
  CHECK_FALSE(bench.has("news", "third\n\n"));
  CHECK_FALSE(bench.has("new"));
  CHECK_FALSE(bench.posted.find(*bench.db, "elsewhere", "news", "other\n\n"));
  int tried = 0;
  CHECK_FALSE(bench.posted.among(*bench.db, "test", "news", [&](std::int64_t) {
    ++tried;
    return false;
  }));
  CHECK(tried == 2);
}

TEST_CASE("space and key cannot be shifted against each other, and any bytes are told apart") {
  Bench bench;
  const std::string zero("\0", 1);
  for (const auto& key : {std::string("b"), zero + "b", zero + zero, std::string(100000, 'x')})
    bench.add(key);
  CHECK(number(*bench.db, "SELECT count(DISTINCT hash) FROM posted") == 4);
  CHECK_FALSE(bench.posted.find(*bench.db, "tes", "tb", "room\n\n"));
  CHECK(bench.has(zero + zero));
}

TEST_CASE("of very many posts each is found, also by who opens the database later") {
  Bench bench;
  bench.add_many(0, many);
  const auto indexed = number(*bench.db, "SELECT count(*) FROM posted_index");
  CHECK(indexed > many / 2);
  CHECK(indexed < many);
  Posted later(*bench.db);
  CHECK(bench.found(bench.posted, many + 1) == many);
  CHECK(bench.found(later, many + 1) == many);
}

TEST_CASE("a post among very many costs the journal a small part of a page") {
  Bench bench;
  bench.add_many(0, many);
  const int before = pages_written(*bench.db);
  bench.add_many(many, 2 * many);
  CHECK(pages_written(*bench.db) - before < many / 3);
}

TEST_CASE("what was deleted is found no more, in memory or in the index") {
  Bench bench;
  bench.add_many(0, many);
  SECTION("all of it") {
    bench.db->run("DELETE FROM posted");
    CHECK(bench.found(bench.posted, many) == 0);
    CHECK(number(*bench.db, "SELECT count(*) FROM posted_index") == 0);
    bench.add_many(0, many);  // in the life that knew the former ones
  }
  SECTION("the newest, before the next start") {
    bench.db->run("DELETE FROM posted WHERE id>5000");
    bench.posted = Posted(*bench.db);
    CHECK(bench.found(bench.posted, many) == 5000);
    bench.add_many(5000, many);
  }
  Posted later(*bench.db);
  CHECK(bench.found(bench.posted, many) == many);
  CHECK(bench.found(later, many) == many);
}

TEST_CASE("posts of before there were hashes have theirs at the first start after it") {
  Bench bench;
  bench.add_many(0, 300);
  // As the migration leaves them.
  bench.db->script("UPDATE posted SET hash=0; DELETE FROM posted_index; DELETE FROM posted_indexed;"
  );
  Posted first(*bench.db);
  CHECK(number(*bench.db, "SELECT count(*) FROM posted WHERE hash=0") == 0);
  CHECK(number(*bench.db, "SELECT count(*) FROM posted_index") == 300);
  CHECK(bench.found(first, 301) == 300);
}

TEST_CASE("a database of before the parts knows what it had seen and posted") {
  const auto migrations = usher_migrations();
  const auto parts = std::ranges::find(migrations, "indexed_in_parts", &Migration::name);
  REQUIRE(parts != migrations.end());
  Bench today;
  Inbox hashes(*today.db);
  REQUIRE(hashes.record(*today.db, "test", "e1", now));
  REQUIRE(hashes.record(*today.db, "test", "e2", now));

  Database db(":memory:");
  const auto run = [&](auto from, auto to) {
    for (; from != to; ++from) db.script(std::string(from->sql));
  };
  run(migrations.begin(), parts);
  auto key = today.db->query("SELECT value FROM meta WHERE name='inbox_key'");
  REQUIRE(key.next());
  db.run("INSERT INTO meta(name,value) VALUES('inbox_key',?)", Blob{key.blob(0)});
  auto seen = today.db->query("SELECT hash FROM inbox ORDER BY id");
  while (seen.next())
    db.run("INSERT INTO inbox(space,hash,hour) VALUES('test',?,1)", Blob{seen.blob(0)});
  // The first was indexed, the second not yet.
  db.run("INSERT INTO inbox_index(hash) SELECT hash FROM inbox WHERE id=1");
  db.run("UPDATE inbox_indexed SET upto=1");
  db.run(
      "INSERT INTO posted(space,key,to_key,lane,person,asker,at,forever) "
      "VALUES('test','k',?,1,'','',0,0)",
      "room\n\n"
  );
  run(parts, migrations.end());
  Inbox inbox(db);
  CHECK(inbox.seen(db, "test", "e1"));
  CHECK(inbox.seen(db, "test", "e2"));
  CHECK_FALSE(inbox.seen(db, "test", "e3"));
  Posted posted(db);
  CHECK(posted.find(db, "test", "k", "room\n\n"));
}

// As the engine does: a transaction, or a part of one, is taken back, and what is in memory is read again.
TEST_CASE("whatever is added, deleted and taken back, what is there is found and nothing else") {
  Bench bench;
  std::mt19937 chance(20261121);
  const auto one_in = [&](unsigned n) { return chance() % n == 0; };
  std::map<std::string, bool> there;
  int next = 0;
  for (int round = 0; round < 150; ++round) {
    const auto before = there;
    bench.db->run("BEGIN");
    for (int i = 0; i < 200; ++i) {
      const std::string key = "k" + std::to_string(next++);
      bench.add(key);
      there[key] = true;
      if (!one_in(8)) continue;
      const std::string some = "k" + std::to_string(chance() % static_cast<unsigned>(next));
      bench.db->run("DELETE FROM posted WHERE key=?", some);
      there[some] = false;
    }
    if (one_in(4)) {
      // A feature that fails after it has posted.
      bench.db->run("SAVEPOINT feature");
      for (int i = 0; i < 300; ++i) bench.add("undone" + std::to_string(i));
      bench.db->run("ROLLBACK TO feature");
      bench.db->run("RELEASE feature");
      bench.posted.drop_caches();
    }
    if (one_in(5)) bench.db->run("DELETE FROM posted WHERE id=(SELECT max(id) FROM posted)");
    if (one_in(5)) {
      bench.db->run("ROLLBACK");
      bench.posted.drop_caches();
      there = before;
    } else {
      bench.db->run("COMMIT");
      auto last = bench.db->query(
          "SELECT count(*) FROM posted WHERE key=?", "k" + std::to_string(next - 1)
      );
      REQUIRE(last.next());
      there["k" + std::to_string(next - 1)] = last.integer(0) == 1;
    }
    if (one_in(20)) bench.posted = Posted(*bench.db);
    if (round % 15 != 14) continue;
    for (const auto& [key, is] : there) REQUIRE(bench.has(key) == is);
    REQUIRE_FALSE(bench.has("undone7"));
  }
  CHECK(
      number(
          *bench.db,
          "SELECT count(*) FROM posted_index AS i WHERE NOT EXISTS (SELECT 1 FROM posted AS p "
          "WHERE "
          "p.id=i.id AND p.hash=i.hash)"
      ) == 0
  );
}
