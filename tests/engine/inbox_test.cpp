// tests/engine/inbox_test.cpp: which events were seen, without saying which.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/inbox.hpp"

#include "tests/support/store_tools.hpp"
#include "tests/support/temp.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace std::chrono_literals;
using test::number;

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
  const Inbox first(*one.db);
  const std::string made = key(*one.db);
  CHECK(made.size() == 32);
  CHECK(first.record(*one.db, "test", "e1", one.now));
  const Inbox again(*one.db);
  CHECK(key(*one.db) == made);
  CHECK_FALSE(again.record(*one.db, "test", "e1", one.now));
  const Inbox other(*two.db);
  CHECK(other.record(*two.db, "test", "e1", two.now));
  CHECK(key(*two.db) != made);
  CHECK(hash(*one.db) != hash(*two.db));
}

TEST_CASE("an event is recorded once in its space, until it is taken back") {
  Bench bench;
  const Inbox inbox(*bench.db);
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
  const Inbox inbox(*bench.db);
  CHECK(inbox.record(*bench.db, "a", "bc", bench.now));
  CHECK(inbox.record(*bench.db, "ab", "c", bench.now));
  CHECK(number(*bench.db, "SELECT count(DISTINCT hash) FROM inbox") == 2);
}

TEST_CASE("ids of any length and any bytes are told apart") {
  Bench bench;
  const Inbox inbox(*bench.db);
  const std::string zero("\0", 1);
  for (const std::string& id :
       {std::string(), zero, zero + zero, std::string(100000, 'x'), std::string("\xFF\xFE")})
    CHECK(inbox.record(*bench.db, "test", id, bench.now));
}

TEST_CASE("only whole hours are kept, and pruning takes the older ones, so many at a time") {
  Bench bench;
  const Inbox inbox(*bench.db);
  for (int i = 0; i < 10; ++i)
    inbox.record(*bench.db, "test", "old" + std::to_string(i), bench.now);
  inbox.record(*bench.db, "test", "new", bench.now + 59min + 59s);
  inbox.record(*bench.db, "test", "newer", bench.now + 1h);
  CHECK(number(*bench.db, "SELECT count(DISTINCT hour) FROM inbox") == 2);
  CHECK(Inbox::prune(*bench.db, bench.now + 59min, 100) == 0);
  CHECK(Inbox::prune(*bench.db, bench.now + 1h, 4) == 4);
  CHECK(Inbox::prune(*bench.db, bench.now + 1h, 100) == 7);
  CHECK(bench.rows() == 1);
  CHECK_FALSE(inbox.record(*bench.db, "test", "newer", bench.now + 1h));
}
