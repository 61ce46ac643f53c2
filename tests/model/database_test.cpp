// tests/model/database_test.cpp: the one handle on SQLite: values in and out, errors of two kinds, savepoints.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/database.hpp"

#include "tests/support/temp.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace usher;

namespace {

struct Bench {
  test::TempFolder folder;
  Database db{folder.file("d.db")};
  Bench() { db.script("CREATE TABLE t (k INTEGER PRIMARY KEY, v TEXT, b BLOB, r REAL) STRICT"); }
  std::int64_t count() {
    auto row = db.query("SELECT count(*) FROM t");
    row.next();
    return row.integer(0);
  }
};

std::string pragma(Database& db, std::string_view name) {
  auto row = db.query("PRAGMA " + std::string(name));
  return row.next() ? std::string(row.text(0)) : std::string();
}

}  // namespace

TEST_CASE(
    "a database that is written is durable, erases what it deletes and keeps its temporaries in "
    "memory"
) {
  Bench bench;
  CHECK(pragma(bench.db, "journal_mode") == "wal");
  CHECK(pragma(bench.db, "synchronous") == "2");
  CHECK(pragma(bench.db, "secure_delete") == "1");
  CHECK(pragma(bench.db, "foreign_keys") == "1");
  CHECK(pragma(bench.db, "temp_store") == "2");
}

TEST_CASE("values of every kind come back as they went") {
  Bench bench;
  const std::string zero("a\0b", 3);
  const std::string bytes("\0\xFF\x80", 3);
  bench.db.run(
      "INSERT INTO t VALUES(?,?,?,?)", std::numeric_limits<std::int64_t>::min(), zero, Blob{bytes},
      0.5
  );
  bench.db.run("INSERT INTO t VALUES(?,?,?,?)", 7, nullptr, Blob{""}, 1.0);
  bench.db.run(
      "INSERT INTO t VALUES(?,?,?,?)", sys_seconds(std::chrono::seconds(-3)), "", nullptr, -0.0
  );
  bench.db.run("INSERT INTO t VALUES(?,?,?,?)", true, std::string_view("中文"), nullptr, nullptr);
  auto row = bench.db.query("SELECT k,v,b,r FROM t ORDER BY k");
  REQUIRE(row.next());
  CHECK(row.integer(0) == std::numeric_limits<std::int64_t>::min());
  CHECK(row.text(1) == zero);
  CHECK(row.blob(2) == bytes);
  CHECK(row.real(3) == 0.5);
  REQUIRE(row.next());
  CHECK(row.time(0) == sys_seconds(std::chrono::seconds(-3)));
  CHECK(row.text(1).empty());
  CHECK_FALSE(row.is_null(1));
  CHECK(row.is_null(2));
  REQUIRE(row.next());
  CHECK(row.integer(0) == 1);
  CHECK(row.text(1) == "中文");
  CHECK(row.is_null(3));
  REQUIRE(row.next());
  CHECK(row.is_null(1));
  CHECK(row.text(1).empty());
  CHECK_FALSE(row.is_null(2));
  CHECK(row.blob(2).empty());
  CHECK_FALSE(row.next());
}

TEST_CASE("a change says how many rows it changed, an insertion which row it made") {
  Bench bench;
  CHECK(bench.db.run("INSERT INTO t(v) VALUES(?)", "a") == 1);
  CHECK(bench.db.last_id() == 1);
  CHECK(bench.db.run("INSERT INTO t(v) VALUES(?)", "a") == 1);
  CHECK(bench.db.run("UPDATE t SET v=? WHERE v=?", "b", "a") == 2);
  CHECK(bench.db.run("DELETE FROM t WHERE v=?", "a") == 0);
}

TEST_CASE("a statement keeps nothing of what it was last run with") {
  Bench bench;
  const std::string_view sql = "INSERT INTO t(k,v) VALUES(?,?)";
  bench.db.run(sql, 1, "first");
  CHECK_THROWS_AS(bench.db.run(sql, 2), StatementError);
  CHECK_THROWS_AS(bench.db.run(sql, 2, "x", "too many"), StatementError);
  bench.db.run(sql, 2, nullptr);
  auto row = bench.db.query("SELECT v FROM t WHERE k=2");
  REQUIRE(row.next());
  CHECK(row.is_null(0));
}

TEST_CASE("a query that was not read to its end is no hindrance to the next with the same text") {
  Bench bench;
  for (int i = 0; i < 3; ++i) bench.db.run("INSERT INTO t(v) VALUES(?)", "x");
  const std::string_view sql = "SELECT k FROM t WHERE v=? ORDER BY k";
  {
    auto row = bench.db.query(sql, "x");
    REQUIRE(row.next());
  }
  {
    auto row = bench.db.query(sql, "none");
    CHECK_FALSE(row.next());
  }
  bench.db.script("DROP TABLE t");  // nothing holds it
}

TEST_CASE("a statement at fault is told from a disk at fault") {
  Bench bench;
  bench.db.run("INSERT INTO t(k) VALUES(1)");
  CHECK_THROWS_AS(bench.db.run("INSERT INTO t(k) VALUES(1)"), StatementError);    // a constraint
  CHECK_THROWS_AS(bench.db.run("INSERT INTO t(k) VALUES('x')"), StatementError);  // a type
  CHECK_THROWS_AS(bench.db.run("SELEKT 1"), StatementError);                      // no SQL
  CHECK_THROWS_AS(bench.db.run("SELECT * FROM nowhere"), StatementError);
  CHECK_THROWS_AS(bench.db.script("CREATE TABLE t (x)"), StatementError);
  {
    auto row = bench.db.query("SELECT k FROM t");
    CHECK_THROWS_AS(row.integer(0), StatementError);  // before the first row
    REQUIRE(row.next());
    CHECK_THROWS_AS(row.integer(1), StatementError);  // no such column
  }
  CHECK(bench.count() == 1);  // and the handle goes on
}

TEST_CASE("a full disk and a read-only file are the disk's fault, each with its own errc") {
  Bench bench;
  bench.db.run("INSERT INTO t(v) VALUES('x')");
  bench.db.script("PRAGMA max_page_count=3");
  try {
    bench.db.run("INSERT INTO t(v) VALUES(?)", std::string(100000, 'x'));
    FAIL("the disk is not full");
  } catch (const DatabaseError& error) {
    CHECK(error.code() == errc::disk_full);
    CHECK((error.sqlite_code() & 0xFF) == 13);
  }
  Database reader(bench.folder.file("d.db"), Database::Mode::read_only);
  try {
    reader.run("DELETE FROM t");
    FAIL("it was written");
  } catch (const DatabaseError& error) {
    CHECK(error.code() == errc::storage_failed);
  }
}

TEST_CASE("a file that cannot be opened says which") {
  test::TempFolder folder;
  try {
    Database db(folder.file("missing/d.db"));
    FAIL("it was opened");
  } catch (const DatabaseError& error) {
    CHECK(std::string(error.what()).find("missing/d.db") != std::string::npos);
  }
  CHECK_THROWS_AS(Database(folder.file("none.db"), Database::Mode::read_only), DatabaseError);
}

TEST_CASE("a savepoint that is not released takes its writes back, one that is keeps them") {
  Bench bench;
  Database& db = bench.db;
  db.run("BEGIN IMMEDIATE");
  {
    Savepoint event(db, "event");
    db.run("INSERT INTO t(v) VALUES('outer')");
    {
      Savepoint feature(db, "feature");
      db.run("INSERT INTO t(v) VALUES('lost')");
    }
    {
      Savepoint feature(db, "feature");
      db.run("INSERT INTO t(v) VALUES('taken back')");
      feature.roll_back();
    }
    {
      Savepoint feature(db, "feature");
      db.run("INSERT INTO t(v) VALUES('kept')");
      feature.release();
    }
    event.release();
  }
  CHECK(db.in_transaction());
  db.run("COMMIT");
  CHECK_FALSE(db.in_transaction());
  CHECK(bench.count() == 2);
}

TEST_CASE("a savepoint whose transaction is gone does nothing") {
  Bench bench;
  bench.db.run("BEGIN IMMEDIATE");
  {
    Savepoint event(bench.db, "event");
    bench.db.run("ROLLBACK");
  }
  CHECK_FALSE(bench.db.in_transaction());
}

TEST_CASE("a reader beside the writer sees what is committed and nothing else") {
  Bench bench;
  Database reader(bench.folder.file("d.db"), Database::Mode::read_only);
  const auto seen = [&] {
    auto row = reader.query("SELECT count(*) FROM t");
    row.next();
    return row.integer(0);
  };
  bench.db.run("BEGIN IMMEDIATE");
  bench.db.run("INSERT INTO t(v) VALUES('x')");
  CHECK(seen() == 0);
  bench.db.run("COMMIT");
  CHECK(seen() == 1);
}

TEST_CASE("the handle knows how much memory it uses") {
  Bench bench;
  CHECK(bench.count() == 0);
  CHECK(bench.db.memory_used() > 0);
}

TEST_CASE("Texts that are gone after a call have been taken, and what is read may outlive its own"
) {
  Database db(":memory:");
  db.script("CREATE TABLE t (n INTEGER PRIMARY KEY, a TEXT, b BLOB, c TEXT) STRICT");
  const auto put = [&](int n) {
    // Longer than any string keeps within itself.
    db.run(
        "INSERT INTO t VALUES(?,?,?,?)", n, std::string(40, 'a') + std::to_string(n),
        Blob{std::string(50, 'b')}, std::string_view(std::string(60, 'c'))
    );
  };
  for (int n = 0; n < 20; ++n) put(n);
  // One that fails halfway, and the same statement again.
  CHECK_THROWS_AS(put(3), StatementError);
  put(20);
  auto row = db.query("SELECT n,a,b,c FROM t WHERE a>=? ORDER BY n", std::string(40, 'a') + "0");
  int seen = 0;
  while (row.next()) {
    CHECK(row.text(1) == std::string(40, 'a') + std::to_string(row.integer(0)));
    CHECK(row.blob(2) == std::string(50, 'b'));
    CHECK(row.text(3) == std::string(60, 'c'));
    ++seen;
  }
  CHECK(seen == 21);
}

TEST_CASE("The same text is run and read with, one after the other") {
  Database db(":memory:");
  db.script("CREATE TABLE t (a TEXT) STRICT");
  constexpr const char* sql = "INSERT INTO t VALUES(?) RETURNING a";
  for (int n = 0; n < 4; ++n) {
    db.run(sql, std::string(40, 'x') + std::to_string(n));
    auto row = db.query(sql, std::string(40, 'y') + std::to_string(n));
    REQUIRE(row.next());
    CHECK(row.text(0) == std::string(40, 'y') + std::to_string(n));
  }
}
