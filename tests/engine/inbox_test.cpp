// tests/engine/inbox_test.cpp: which events were seen, without saying which.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/inbox.hpp"

#include "tests/support/pages_written.hpp"
#include "tests/support/store_tools.hpp"
#include "tests/support/temp.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

using namespace usher;
using namespace std::chrono_literals;
using test::number;
using test::pages_written;

namespace {

struct Bench {
  test::TempFolder folder;
  std::unique_ptr<Database> db = open_store(folder.file("i.db"), usher_migrations());
  sys_seconds now{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)};
  std::int64_t rows() { return number(*db, "SELECT count(*) FROM inbox"); }
};

}  // namespace

TEST_CASE("the key that hashes events is made once for a database, and differs between two") {
  Bench one;
  Bench two;
  const auto key = [](Database& db) {
    auto row = db.query("SELECT value FROM meta WHERE name='inbox_key'");
    REQUIRE(row.next());
    return std::string(row.blob(0));
  };
  const auto hash = [](Database& db) {
    auto row = db.query("SELECT hash FROM inbox");
    REQUIRE(row.next());
    return std::string(row.blob(0));
  };
  Inbox first(*one.db);
  const std::string made = key(*one.db);
  CHECK(made.size() == 32);
  CHECK(first.record(*one.db, "test", "e1", one.now));
  Inbox again(*one.db);
  CHECK(key(*one.db) == made);
  CHECK_FALSE(again.record(*one.db, "test", "e1", one.now));
  Inbox other(*two.db);
  CHECK(other.record(*two.db, "test", "e1", two.now));
  CHECK(key(*two.db) != made);
  CHECK(hash(*one.db) != hash(*two.db));
}

TEST_CASE("an event is recorded once in its space, until it is taken back") {
  Bench bench;
  Inbox inbox(*bench.db);
  CHECK(inbox.record(*bench.db, "test", "e1", bench.now));
  CHECK_FALSE(inbox.record(*bench.db, "test", "e1", bench.now + 100h));
  CHECK(inbox.record(*bench.db, "elsewhere", "e1", bench.now));
  CHECK(inbox.record(*bench.db, "test", "e2", bench.now));
  inbox.unrecord(*bench.db, "test", "e1");
  CHECK(inbox.record(*bench.db, "test", "e1", bench.now));
  CHECK(bench.rows() == 3);
}

TEST_CASE("space and id cannot be shifted against each other") {
  Bench bench;
  Inbox inbox(*bench.db);
  CHECK(inbox.record(*bench.db, "a", "bc", bench.now));
  CHECK(inbox.record(*bench.db, "ab", "c", bench.now));
  CHECK(number(*bench.db, "SELECT count(DISTINCT hash) FROM inbox") == 2);
}

TEST_CASE("ids of any length and any bytes are told apart") {
  Bench bench;
  Inbox inbox(*bench.db);
  const std::string zero("\0", 1);
  for (const std::string& id :
       {std::string(), zero, zero + zero, std::string(100000, 'x'), std::string("\xFF\xFE")})
    CHECK(inbox.record(*bench.db, "test", id, bench.now));
}

TEST_CASE("only whole hours are kept, and pruning takes the older ones, so many at a time") {
  Bench bench;
  Inbox inbox(*bench.db);
  for (int i = 0; i < 10; ++i)
    inbox.record(*bench.db, "test", "old" + std::to_string(i), bench.now);
  inbox.record(*bench.db, "test", "new", bench.now + 59min + 59s);
  inbox.record(*bench.db, "test", "newer", bench.now + 1h);
  CHECK(number(*bench.db, "SELECT count(DISTINCT hour) FROM inbox") == 2);
  CHECK(inbox.prune(*bench.db, bench.now + 59min, 100) == 0);
  CHECK(inbox.prune(*bench.db, bench.now + 1h, 4) == 4);
  CHECK(inbox.prune(*bench.db, bench.now + 1h, 100) == 7);
  CHECK(bench.rows() == 1);
  CHECK_FALSE(inbox.record(*bench.db, "test", "newer", bench.now + 1h));
}

namespace {

// As many as are known in memory, several times over.
constexpr int many = 20000;
std::string event(int n) { return "event " + std::to_string(n); }

void record(Bench& bench, Inbox& inbox, int from, int to) {
  for (int n = from; n < to;) {
    bench.db->run("BEGIN");
    for (const int end = std::min(to, n + 100); n < end; ++n)
      REQUIRE(inbox.record(*bench.db, "test", event(n), bench.now));
    bench.db->run("COMMIT");
  }
}

}  // namespace

TEST_CASE("of very many events each is known, also to who opens the database later") {
  Bench bench;
  Inbox inbox(*bench.db);
  record(bench, inbox, 0, many);
  CHECK(bench.rows() == many);
  // Indexed in the meantime: most of them, and not the newest.
  const auto indexed = number(*bench.db, "SELECT count(*) FROM inbox_index");
  CHECK(indexed > many / 2);
  CHECK(indexed < many);
  Inbox later(*bench.db);
  for (int n = 0; n < many; ++n) {
    REQUIRE(inbox.seen(*bench.db, "test", event(n)));
    REQUIRE(later.seen(*bench.db, "test", event(n)));
  }
  CHECK_FALSE(inbox.seen(*bench.db, "test", event(many)));
  CHECK_FALSE(later.seen(*bench.db, "test", event(many)));
  record(bench, later, many, 2 * many);
  Inbox last(*bench.db);
  for (int n = 0; n < 2 * many; ++n) REQUIRE(last.seen(*bench.db, "test", event(n)));
}

TEST_CASE("an event among very many costs the journal a small part of a page") {
  Bench bench;
  Inbox inbox(*bench.db);
  record(bench, inbox, 0, many);
  const int before = pages_written(*bench.db);
  record(bench, inbox, many, 2 * many);
  CHECK(pages_written(*bench.db) - before < many / 5);
}

TEST_CASE("who opens the database time and again, or takes back, has no more to read again") {
  Bench bench;
  for (int n = 0; n < 3 * many; n += 500) {
    Inbox inbox(*bench.db);
    record(bench, inbox, n, n + 500);
    inbox.drop_caches();
    REQUIRE(inbox.seen(*bench.db, "test", event(n)));
  }
  const auto rows = "SELECT count(*) FROM inbox WHERE id>(SELECT min(upto) FROM inbox_indexed)";
  CHECK(number(*bench.db, rows) < many);
  Inbox later(*bench.db);
  for (int n = 0; n < 3 * many; ++n) REQUIRE(later.seen(*bench.db, "test", event(n)));
}

TEST_CASE("what was taken back with its transaction was not seen, and what it had indexed is") {
  Bench bench;
  Inbox inbox(*bench.db);
  record(bench, inbox, 0, many);
  for (int round = 0; round < 3; ++round) {
    bench.db->run("BEGIN");
    for (int n = many; n < many + 3000; ++n)
      REQUIRE(inbox.record(*bench.db, "test", event(n), bench.now));
    bench.db->run("ROLLBACK");
    inbox.drop_caches();
    for (int n = many; n < many + 3000; ++n) REQUIRE_FALSE(inbox.seen(*bench.db, "test", event(n)));
    for (int n = 0; n < many; ++n) REQUIRE(inbox.seen(*bench.db, "test", event(n)));
  }
}

TEST_CASE("ids that are given again are not taken for rows that are indexed") {
  Bench bench;
  Inbox inbox(*bench.db);
  record(bench, inbox, 0, many);
  SECTION("after all has been pruned") {
    bench.db->run("BEGIN");
    while (inbox.prune(*bench.db, bench.now + 1h, 500) > 0) {
    }
    bench.db->run("COMMIT");
    CHECK(bench.rows() == 0);
    CHECK(number(*bench.db, "SELECT count(*) FROM inbox_index") == 0);
    record(bench, inbox, 0, many);
  }
  SECTION("after the newest were taken back, one by one") {
    bench.db->run("BEGIN");
    for (int n = many; n < 2 * many; ++n) {
      REQUIRE(inbox.record(*bench.db, "test", "rejected", bench.now));
      inbox.unrecord(*bench.db, "test", "rejected");
      REQUIRE(inbox.record(*bench.db, "test", event(n), bench.now));
    }
    bench.db->run("COMMIT");
    Inbox later(*bench.db);
    CHECK_FALSE(later.seen(*bench.db, "test", "rejected"));
    for (int n = many; n < 2 * many; ++n) REQUIRE(later.seen(*bench.db, "test", event(n)));
  }
  Inbox later(*bench.db);
  for (int n = 0; n < many; ++n) REQUIRE(later.seen(*bench.db, "test", event(n)));
}

TEST_CASE("what is pruned is known no more, in memory or in the index") {
  Bench bench;
  Inbox inbox(*bench.db);
  record(bench, inbox, 0, many);
  REQUIRE(inbox.record(*bench.db, "test", "new", bench.now + 2h));
  std::int64_t gone = 0;
  bench.db->run("BEGIN");
  while (const auto some = inbox.prune(*bench.db, bench.now + 1h, 500)) gone += some;
  bench.db->run("COMMIT");
  CHECK(gone == many);
  for (int n = 0; n < many; ++n) REQUIRE_FALSE(inbox.seen(*bench.db, "test", event(n)));
  CHECK(inbox.seen(*bench.db, "test", "new"));
  CHECK(bench.rows() == 1);
  CHECK(number(*bench.db, "SELECT count(*) FROM inbox_index") <= 1);
}
