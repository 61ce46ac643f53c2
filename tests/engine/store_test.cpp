// tests/engine/store_test.cpp: a new database, its migrations, and reading beside a running bot.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/store.hpp"

#include "tests/support/child.hpp"
#include "tests/support/remnants.hpp"
#include "tests/support/store_tools.hpp"
#include "tests/support/temp.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

using namespace usher;
using namespace usher::test;

TEST_CASE(
    "a new database lies in a folder and in files that nobody else can read, whatever the umask"
) {
  TempFolder folder;
  const mode_t before = ::umask(0);
  const std::string path = folder.file("var/deep/usher.db");
  {
    const DatabaseLock lock(path);
    const auto db = open_store(path, usher_migrations());
    db->run("INSERT INTO notices(at,feature,what) VALUES(0,'x','x')");
    CHECK(mode_of(folder.file("var/deep")) == 0700);
    for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
      INFO(suffix);
      CHECK(mode_of(path + suffix) == 0600);
    }
  }
  ::umask(before);
}

TEST_CASE("a database in the folder that one stands in needs no folder of its own") {
  TempFolder folder;
  CHECK(Child([&]() -> std::string {
          if (::chdir(folder.path().c_str()) != 0) return "no folder";
          const auto plain = open_store("plain.db", usher_migrations());
          const auto below = open_store("var/below.db", usher_migrations());
          return "fine";
        }).result() == "fine");
  CHECK(mode_of(folder.file("var")) == 0700);
}

TEST_CASE("every table is STRICT") {
  TempFolder folder;
  const auto db = open_store(folder.file("usher.db"), usher_migrations());
  auto row = db->query(
      "SELECT name, strict FROM pragma_table_list WHERE schema='main' AND type='table' AND name "
      "NOT "
      "LIKE 'sqlite_%'"
  );
  int tables = 0;
  while (row.next()) {
    INFO(row.text(0));
    CHECK(row.integer(1) == 1);
    ++tables;
  }
  CHECK(tables >= 9);
}

TEST_CASE("the migrations that come with the program count from one without a gap") {
  int expected = 1;
  for (const Migration& migration : usher_migrations()) {
    CHECK(migration.component == "usher");
    CHECK(migration.number == expected++);
    CHECK_FALSE(migration.name.empty());
    CHECK_FALSE(migration.sql.empty());
  }
  CHECK(expected > 1);
}

TEST_CASE("a migration is applied once, and later ones are added to it") {
  TempFolder folder;
  const std::string path = folder.file("usher.db");
  std::vector<Migration> steps = {
      migration(1, "CREATE TABLE a (n INTEGER) STRICT; INSERT INTO a VALUES(1)")
  };
  open_store(path, steps);
  open_store(path, steps);
  steps.push_back(migration(2, "INSERT INTO a VALUES(2)"));
  {
    const auto db = open_store(path, steps);
    CHECK(number(*db, "SELECT count(*) FROM a") == 2);
    CHECK(number(*db, "SELECT count(*) FROM migrations") == 2);
    CHECK(number(*db, "SELECT max(number) FROM migrations WHERE component='usher'") == 2);
  }
}

TEST_CASE("migrations run by number, whatever the order of the adapters that bring them") {
  TempFolder folder;
  const std::vector<Migration> steps = {
      migration(2, "INSERT INTO log VALUES('usher 2')"),
      migration(1, "INSERT INTO log VALUES('slack 1')", "slack"),
      migration(1, "CREATE TABLE log (what TEXT NOT NULL) STRICT", "first")
  };
  const auto db = open_store(folder.file("usher.db"), steps);
  auto row = db->query("SELECT group_concat(what) FROM log");
  REQUIRE(row.next());
  CHECK(row.text(0) == "slack 1,usher 2");
}

TEST_CASE("a migration that fails leaves the database as it was") {
  TempFolder folder;
  const std::string path = folder.file("usher.db");
  std::vector<Migration> steps = {migration(1, "CREATE TABLE a (n INTEGER) STRICT")};
  open_store(path, steps);
  steps.push_back(migration(2, "CREATE TABLE b (n INTEGER) STRICT"));
  steps.push_back(migration(3, "CREATE TABLE a (n INTEGER) STRICT"));
  const std::string why = refusal([&] { open_store(path, steps); });
  CHECK(has(why, "unusable"));
  CHECK(has(why, "a migration failed"));
  steps[2] = migration(3, "CREATE TABLE c (n INTEGER) STRICT");
  const auto db = open_store(path, steps);  // b did not stay behind
  CHECK(number(*db, "SELECT count(*) FROM migrations") == 3);
}

TEST_CASE("a look-up beside a running bot reads what is committed and can write nothing") {
  TempFolder folder;
  const std::string path = folder.file("usher.db");
  const DatabaseLock lock(path);
  const auto writer = open_store(path, usher_migrations());
  writer->run("INSERT INTO notices(at,feature,what) VALUES(0,'x','one')");
  const auto reader = open_store_read_only(path);
  REQUIRE(reader);
  writer->run("BEGIN IMMEDIATE");
  writer->run("INSERT INTO notices(at,feature,what) VALUES(0,'x','two')");
  CHECK(number(*reader, "SELECT count(*) FROM notices") == 1);
  writer->run("COMMIT");
  CHECK(number(*reader, "SELECT count(*) FROM notices") == 2);
  CHECK_THROWS_AS(reader->run("DELETE FROM notices"), DatabaseError);
  CHECK(number(*writer, "SELECT count(*) FROM notices") == 2);
}

TEST_CASE("a look-up where there is no database, or not one of ours, finds none and makes none") {
  TempFolder folder;
  CHECK(open_store_read_only(folder.file("none.db")) == nullptr);
  CHECK(open_store_read_only(folder.file("no/such/folder.db")) == nullptr);
  CHECK_FALSE(std::filesystem::exists(folder.file("none.db")));
  std::ofstream(folder.file("text.db")) << std::string(5000, 'x');
  CHECK(open_store_read_only(folder.file("text.db")) == nullptr);
  {
    Database(folder.file("foreign.db")).script("CREATE TABLE t (n INTEGER)");
  }
  CHECK(open_store_read_only(folder.file("foreign.db")) == nullptr);
  const std::vector<Migration> first = {usher_migrations().front()};
  open_store(folder.file("older.db"), first);
  if (usher_migrations().size() > 1)
    CHECK(open_store_read_only(folder.file("older.db")) == nullptr);
  CHECK(
      number(*open_store(folder.file("older.db"), first), "SELECT count(*) FROM migrations") == 1
  );
}

TEST_CASE("a checkpoint leaves nothing of an erased row in the write-ahead log or in the file") {
  TempFolder folder;
  const std::string path = folder.file("usher.db");
  const auto db = open_store(path, usher_migrations());
  db->run("INSERT INTO notices(at,feature,what) VALUES(0,'x','a-word-to-erase')");
  CHECK(has(bytes_of(path + "-wal"), "a-word-to-erase"));
  db->run("DELETE FROM notices");
  checkpoint(*db);
  CHECK(bytes_of(path + "-wal").empty());
  CHECK_FALSE(has(bytes_of(path), "a-word-to-erase"));
}

TEST_CASE("a rewrite leaves nothing of erased rows between those that were moved about them") {
  TempFolder folder;
  const std::string path = folder.file("usher.db");
  const auto db = open_store(path, usher_migrations());
  test::leave_remnants(*db, "a-word-to-erase");
  checkpoint(*db);
  REQUIRE(has(bytes_of(path), "a-word-to-erase"));  // what secure_delete does not do
  rewrite(*db);
  CHECK_FALSE(has(bytes_of(path), "a-word-to-erase"));
  CHECK(bytes_of(path + "-wal").empty());
  CHECK(number(*db, "SELECT count(*) FROM remnants") == 300);
  CHECK(number(*db, "SELECT temp_store FROM pragma_temp_store()") == 2);
  CHECK(quick_check(path).empty());
}
