// tests/engine/store_refusal_test.cpp: which databases are refused, and with which advice.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/store.hpp"
#include "tests/support/child.hpp"
#include "tests/support/shim_vfs.hpp"
#include "tests/support/store_tools.hpp"
#include "tests/support/temp.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <stop_token>
#include <thread>

using namespace usher;
using namespace usher::test;

TEST_CASE("a newer database is refused with both numbers and what to do, and is not changed") {
  TempFolder folder;
  const std::string path = folder.file("usher.db");
  {
    const auto db = open_store(path, usher_migrations());
    db->run("INSERT INTO migrations VALUES('usher',9000,'future',0)");
  }
  const std::string before = bytes_of(path);
  const std::string why = refusal([&] { open_store(path, usher_migrations()); });
  CHECK(has(why, "newer: " + path));
  CHECK(
      has(why, "usher is at 9000, this program knows " + std::to_string(usher_migrations().size()))
  );
  CHECK(has(why, "Install that version again, or restore a backup"));
  CHECK(has(refusal([&] { open_store_read_only(path); }), "newer"));
  CHECK(bytes_of(path) == before);
}

TEST_CASE(
    "tables of an adapter that is switched off are no reason to refuse; those of a newer one are"
) {
  TempFolder folder;
  const std::string path = folder.file("usher.db");
  const std::vector<Migration> with = {
      migration(1, "CREATE TABLE a (n INTEGER) STRICT"),
      migration(1, "CREATE TABLE s (n INTEGER) STRICT", "slack"),
      migration(2, "CREATE TABLE s2 (n INTEGER) STRICT", "slack")
  };
  open_store(path, with);
  const std::vector<Migration> without = {with[0]};
  CHECK(open_store(path, without) != nullptr);
  CHECK(open_store(path, with) != nullptr);
  const std::vector<Migration> older = {with[0], with[1]};
  CHECK(has(refusal([&] { open_store(path, older); }), "slack is at 2, this program knows 1"));
}

TEST_CASE(
    "a file that is no database, or a damaged one, is refused, kept as it is, and the way out is "
    "named"
) {
  TempFolder folder;
  const std::string path = folder.file("usher.db");
  {
    const auto db = open_store(path, usher_migrations());
    for (int i = 0; i < 2000; ++i)
      db->run("INSERT INTO notices(at,feature,what) VALUES(?,'x',?)", i, std::string(100, 'x'));
    checkpoint(*db);
  }
  std::string bytes = bytes_of(path);
  REQUIRE(bytes.size() > 100000);
  SECTION("a text") { bytes = std::string(5000, 'x'); }
  SECTION("a broken header") { bytes.replace(0, 16, 16, '\xAA'); }
  SECTION("broken pages") { bytes.replace(bytes.size() / 2, 20000, 20000, '\xAA'); }
  SECTION("a piece that is missing") { bytes.resize(bytes.size() / 2); }
  {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << bytes;
  }
  const std::string why = refusal([&] { open_store(path, usher_migrations()); });
  CHECK(has(why, "corrupted: " + path + ": the database is damaged"));
  CHECK(has(why, "usher restore FILE"));
  CHECK_FALSE(quick_check(path).empty());
  CHECK(bytes_of(path) == bytes);
}

TEST_CASE("a whole database passes the check, and one that cannot be looked at is not damaged") {
  TempFolder folder;
  const std::string path = folder.file("usher.db");
  open_store(path, usher_migrations());
  CHECK(quick_check(path).empty());
  CHECK_THROWS_AS(quick_check(folder.file("none.db")), DatabaseError);
  Database other(path);
  other.script("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE");
  other.run("INSERT INTO notices(at,feature,what) VALUES(0,'x','x')");
  CHECK_THROWS_AS(quick_check(path), DatabaseError);
}

TEST_CASE("a check that is told to stop has nothing to say about the database") {
  TempFolder folder;
  const std::string path = folder.file("usher.db");
  const auto db = open_store(path, usher_migrations());
  for (int i = 0; i < 200; ++i)
    db->run("INSERT INTO notices(at,feature,what) VALUES(0,'x',?)", std::string(10000, 'x'));
  std::stop_source stopped;
  stopped.request_stop();
  CHECK_THROWS_AS(quick_check(path, stopped.get_token()), DatabaseError);
  for (int i = 0; i < 20; ++i) {
    std::atomic<int> checks{0};
    std::jthread checking([&](const std::stop_token& stop) {
      try {
        while (quick_check(path, stop).empty()) ++checks;
        checks = -1;
      } catch (const DatabaseError&) {  // NOLINT(bugprone-empty-catch): it was stopped
      }
    });
    while (checks == 0) std::this_thread::yield();
    checking.request_stop();
    checking.join();
    CHECK(checks > 0);
  }
}

TEST_CASE("a database that another program keeps locked is refused as locked, not as damaged") {
  TempFolder folder;
  const std::string path = folder.file("usher.db");
  open_store(path, usher_migrations());
  Database other(path);
  other.run("BEGIN IMMEDIATE");
  other.run("INSERT INTO notices(at,feature,what) VALUES(0,'x','x')");
  const std::string why = refusal([&] { open_store(path, usher_migrations()); });
  CHECK(has(why, "locked: " + path + ": another program holds a lock on it. Close that program"));
}

TEST_CASE("a folder or a file that may not be written is refused with what to look at") {
  TempFolder folder;
  std::filesystem::create_directory(folder.file("locked"));
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
  std::filesystem::permissions(folder.file("locked"), std::filesystem::perms(0555));
  const auto as_nobody = [](const std::function<void()>& work) {
    return Child([&] {
             give_up_rights();
             return refusal(work);
           }
    ).result();
  };
  const std::string inside = folder.file("locked/usher.db");
  const std::string in_new = folder.file("locked/var/usher.db");
  CHECK(
      has(as_nobody([&] { open_store(inside, usher_migrations()); }),
          "unusable: " + inside +
              ": cannot be opened (Permission denied). Check the folder's owner and rights")
  );
  CHECK(
      has(as_nobody([&] { const DatabaseLock lock(inside); }),
          "unusable: " + inside + ".lock: cannot be opened (Permission denied)")
  );
  CHECK(
      has(as_nobody([&] { open_store(in_new, usher_migrations()); }),
          "cannot create its folder (Permission denied). Choose another [database] path")
  );
  CHECK(
      has(refusal([&] { open_store(folder.path(), usher_migrations()); }),
          "cannot be opened (Is a directory)")
  );
  std::ofstream(folder.file("file")) << "x";
  CHECK(has(
      refusal([&] { open_store(folder.file("file/usher.db"), usher_migrations()); }), "unusable"
  ));
}

TEST_CASE(
    "a full disk is refused as that, by the lock and by the store, and nothing half-made stays"
) {
  TempFolder folder;
  const std::string path = folder.file("usher.db");
  const std::string lock = Child([&] {
                             fill_disk();
                             return refusal([&] { const DatabaseLock held(path); });
                           }).result();
  CHECK(has(lock, "unusable: " + path + ".lock: cannot be written. Is the disk full?"));
  install_shim_vfs();
  for (const auto fault : {ShimVfs::Fault::full, ShimVfs::Fault::io_write, ShimVfs::Fault::io_sync})
    for (int after = 0; after < 12; ++after) {
      shim_vfs().fail(fault, after, -1);
      const std::string why = refusal([&] { open_store(path, usher_migrations(), shim_vfs_name); });
      shim_vfs().lift();
      INFO(after << " " << why);
      if (!why.empty()) {
        CHECK(has(why, "unusable: " + path));
        CHECK(has(why, "Is the disk full, or mounted read-only?"));
      }
      CHECK(quick_check(path).empty());
    }
  CHECK(open_store(path, usher_migrations()) != nullptr);
}
