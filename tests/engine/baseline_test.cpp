// tests/engine/baseline_test.cpp: a new database is what its migrations make, one after another.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/baseline.hpp"

#include "bot/embedded.hpp"
#include "bot/new_database.hpp"
#include "tests/support/store_tools.hpp"
#include "tests/support/temp.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

using namespace usher;
using namespace usher::test;

namespace {

std::string one_blank(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!blank)
      out.push_back(c);
    else if (!out.empty() && out.back() != ' ')
      out.push_back(' ');
  }
  return out;
}

std::vector<std::string> column(Database& db, const std::string& sql) {
  std::vector<std::string> out;
  auto row = db.query(sql);
  while (row.next()) out.push_back(one_blank(row.text(0)));
  return out;
}

// Everything that a database says of itself, but for where in its file it lies and when it was made.
std::vector<std::string> all_of(Database& db) {
  std::vector<std::string> out = column(
      db,
      "SELECT type || ' ' || name || ' on ' || tbl_name || ': ' || ifnull(sql, '') FROM "
      "sqlite_master ORDER BY type, name"
  );
  for (const char* pragma : {"user_version", "application_id", "encoding", "auto_vacuum"})
    for (const std::string& value : column(db, fmt::format("PRAGMA {}", pragma)))
      out.push_back(fmt::format("{} = {}", pragma, value));
  const auto tables = column(
      db,
      "SELECT name FROM pragma_table_list WHERE schema='main' AND name NOT IN "
      "('sqlite_schema','migrations') ORDER BY name"
  );
  for (const std::string& table : tables) {
    std::string values;
    for (const std::string& name :
         column(db, fmt::format("SELECT name FROM pragma_table_info('{}')", table)))
      values += fmt::format("{}quote(\"{}\")", values.empty() ? "" : "||','||", name);
    for (const std::string& row :
         column(db, fmt::format("SELECT {} FROM \"{}\" ORDER BY 1", values, table)))
      out.push_back(fmt::format("{} has {}", table, row));
  }
  return out;
}

std::vector<std::string> recorded(Database& db) {
  return column(db, "SELECT component || ' ' || number || ' ' || name FROM migrations ORDER BY 1");
}

void same(const std::vector<std::string>& made, const std::vector<std::string>& migrated) {
  REQUIRE(made.size() == migrated.size());
  for (std::size_t i = 0; i < made.size(); ++i) CHECK(made[i] == migrated[i]);
}

// With the first migration alone no baseline is taken, and none is any more afterwards.
std::unique_ptr<Database> one_by_one(
    const std::string& path, const std::vector<Migration>& migrations
) {
  open_store(path, std::span(migrations).first(1));
  return open_store(path, migrations);
}

}  // namespace

TEST_CASE("the baseline makes what the migrations make that it stands for, and nothing else") {
  REQUIRE(embedded_baseline().size() == 1);
  const Baseline baseline = usher_baseline();
  const auto migrations = usher_migrations();
  REQUIRE(baseline.number > 1);
  REQUIRE(static_cast<std::size_t>(baseline.number) <= migrations.size());
  Database made(":memory:");
  made.script(std::string(baseline.sql));
  Database migrated(":memory:");
  for (int i = 0; i < baseline.number; ++i)
    migrated.script(std::string(migrations[static_cast<std::size_t>(i)].sql));
  same(all_of(made), all_of(migrated));
}

TEST_CASE("a new database is one to which every migration was applied, whichever the baseline is") {
  const TempFolder folder;
  const auto migrations = usher_migrations();
  const auto made = open_store(folder.file("new.db"), migrations);
  const auto migrated = one_by_one(folder.file("old.db"), migrations);
  same(all_of(*made), all_of(*migrated));
  CHECK(recorded(*made).size() == migrations.size());
  CHECK(recorded(*made) == recorded(*migrated));
}

TEST_CASE("the pages that come with the program are those that the baseline makes") {
  const TempFolder folder;
  CHECK(new_database().number == usher_baseline().number);
  Database copied(folder.file("new.db"));
  REQUIRE(copy_new_database(copied));
  CHECK(number(copied, "SELECT count(*) FROM migrations WHERE applied=0") == new_database().number);
  Database made(":memory:");
  made.script(migrations_table);
  made.script(std::string(usher_baseline().sql));
  same(all_of(copied), all_of(made));
  auto row = copied.query("PRAGMA journal_mode");
  REQUIRE(row.next());
  CHECK(row.text(0) == "wal");
}

TEST_CASE("pages are copied to where there is nothing, and nowhere else") {
  const TempFolder folder;
  Database db(folder.file("some.db"));
  db.script("CREATE TABLE mine (n INTEGER) STRICT; INSERT INTO mine VALUES(7)");
  CHECK_FALSE(copy_new_database(db));
  CHECK(number(db, "SELECT n FROM mine") == 7);
  CHECK(number(db, "SELECT count(*) FROM sqlite_master") == 1);
}

TEST_CASE("a start that ended between the pages and what follows them goes on where it was") {
  const TempFolder folder;
  const auto migrations = usher_migrations();
  {
    Database db(folder.file("new.db"));
    REQUIRE(copy_new_database(db));
  }
  const auto db = open_store(folder.file("new.db"), migrations);
  CHECK(number(*db, "SELECT count(*) FROM migrations WHERE applied=0") == 0);
  const auto whole = one_by_one(folder.file("old.db"), migrations);
  same(all_of(*db), all_of(*whole));
  CHECK(recorded(*db) == recorded(*whole));
}

TEST_CASE("what is newer than the baseline is applied on top of it, an adapter's tables as well") {
  const TempFolder folder;
  auto migrations = usher_migrations();
  const int last = migrations.back().number;
  migrations.push_back(migration(
      last + 1,
      "ALTER TABLE notices ADD COLUMN more TEXT NOT NULL DEFAULT 'x'; CREATE INDEX notices_more ON "
      "notices (more); INSERT INTO notices(at,feature,what) VALUES(1,'f','w')"
  ));
  migrations.push_back(
      migration(1, "CREATE TABLE beside (n INTEGER) STRICT; INSERT INTO beside VALUES(1)", "slack")
  );
  const auto made = open_store(folder.file("new.db"), migrations);
  const auto migrated = one_by_one(folder.file("old.db"), migrations);
  same(all_of(*made), all_of(*migrated));
  CHECK(recorded(*made) == recorded(*migrated));
  CHECK(number(*made, "SELECT count(*) FROM notices WHERE more='x'") == 1);
  CHECK(number(*made, "SELECT count(*) FROM beside") == 1);
}

TEST_CASE("a database that has begun goes on with the migrations that it lacks") {
  const TempFolder folder;
  const auto migrations = usher_migrations();
  const auto half = static_cast<std::size_t>(usher_baseline().number) / 2;
  {
    const auto db = open_store(folder.file("half.db"), std::span(migrations).first(half));
    CHECK(recorded(*db).size() == half);
    db->run("INSERT INTO notices(at,feature,what) VALUES(0,'x','kept')");
  }
  const auto db = open_store(folder.file("half.db"), migrations);
  CHECK(recorded(*db).size() == migrations.size());
  CHECK(number(*db, "SELECT count(*) FROM notices") == 1);
}

TEST_CASE("the baseline stands for no other migrations than its own") {
  const TempFolder folder;
  auto migrations = usher_migrations();
  const std::string first =
      std::string(migrations.front().sql) + "CREATE TABLE other (n INTEGER) STRICT;";
  migrations.front().sql = first;
  const auto made = open_store(folder.file("new.db"), migrations);
  const auto migrated = one_by_one(folder.file("old.db"), migrations);
  same(all_of(*made), all_of(*migrated));
  CHECK(number(*made, "SELECT count(*) FROM other") == 0);
}

TEST_CASE("tables that are made in memory are those of a database in a file") {
  const TempFolder folder;
  const auto db = open_store(folder.file("usher.db"), usher_migrations());
  Database memory(":memory:");
  make_tables(memory);
  memory.script("CREATE TABLE IF NOT EXISTS migrations (n INTEGER)");
  const auto without_records = [](std::vector<std::string> said) {
    std::erase_if(said, [](const std::string& line) {
      return line.find("migrations") != line.npos;
    });
    return said;
  };
  same(without_records(all_of(memory)), without_records(all_of(*db)));
}
