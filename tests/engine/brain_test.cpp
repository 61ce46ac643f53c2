// tests/engine/brain_test.cpp: group commit, and what happens when the disk refuses or SQLite drops the transaction.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/brain.hpp"

#include "bot/store.hpp"
#include "bot/undo.hpp"
#include "tests/support/remnants.hpp"
#include "tests/support/shim_vfs.hpp"
#include "tests/support/temp.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <future>
#include <iterator>

using namespace usher;
using test::shim_vfs;
using test::ShimVfs;

namespace {

// A brain over a file on the shim, whose answers come home on its own thread, one after the other.
struct Bench {
  Bench() {
    test::install_shim_vfs();
    shim_vfs().lift();
    auto db = std::make_unique<Database>(
        folder.file("b.db"), Database::Mode::read_write, test::shim_vfs_name
    );
    db->script("CREATE TABLE t (n INTEGER PRIMARY KEY, pad TEXT NOT NULL) STRICT");
    brain = std::make_unique<Brain>(
        std::move(db), Brain::Hooks{
                           .home = [](std::move_only_function<void()> job) { job(); },
                           .rolled_back = [this] { ++rolled_back; },
                           .rewritten = [this](Database&) { ++rewritten; },
                           .trouble = [this](std::string_view) { ++troubles; }
                       }
    );
  }
  ~Bench() {
    shim_vfs().lift();
    brain->stop();
  }
  BrainTask task(std::function<void(Database&)> work) {
    auto slot = std::make_shared<std::promise<errc>>();
    results.push_back(slot->get_future());
    return {std::move(work), [slot](errc why) { slot->set_value(why); }};
  }
  void submit(std::function<void(Database&)> work) { brain->submit(task(std::move(work))); }
  void insert(int n, std::size_t pad = 10) {
    submit([n, pad](Database& db) { db.run("INSERT INTO t VALUES(?,?)", n, std::string(pad, 'x')); }
    );
  }
  // Holds the brain until released, so that what is submitted meanwhile forms one batch.
  std::shared_ptr<std::promise<void>> hold() {
    auto gate = std::make_shared<std::promise<void>>();
    auto open = std::make_shared<std::shared_future<void>>(gate->get_future());
    submit([open](Database&) { open->wait(); });
    return gate;
  }
  std::vector<errc> wait() {
    std::vector<errc> out;
    out.reserve(results.size());
    for (auto& result : results) out.push_back(result.get());
    results.clear();
    return out;
  }
  std::vector<int> rows() {
    Database beside(folder.file("b.db"), Database::Mode::read_only);
    std::vector<int> out;
    auto row = beside.query("SELECT n FROM t ORDER BY n");
    while (row.next()) out.push_back(static_cast<int>(row.integer(0)));
    return out;
  }

  test::TempFolder folder;
  std::atomic<int> rolled_back{0}, rewritten{0}, troubles{0};
  std::vector<std::future<errc>> results;
  std::unique_ptr<Brain> brain;
};

}  // namespace

TEST_CASE("everything that waits shares one commit") {
  Bench bench;
  auto gate = bench.hold();
  for (int n = 0; n < 50; ++n) bench.insert(n);
  const auto before = bench.brain->commits();
  gate->set_value();
  for (const errc result : bench.wait()) CHECK(result == errc::ok);
  CHECK(bench.brain->commits() - before <= 2);
  CHECK(bench.rows().size() == 50);
}

TEST_CASE("a task that throws is rolled back alone") {
  Bench bench;
  auto gate = bench.hold();
  bench.insert(1);
  bench.submit([](Database& db) {
    db.run("INSERT INTO t VALUES(2,'')");
    throw std::runtime_error("on purpose");
  });
  bench.insert(3);
  gate->set_value();
  CHECK(bench.wait() == std::vector<errc>{errc::ok, errc::ok, errc::bug, errc::ok});
  CHECK(bench.rows() == std::vector<int>{1, 3});
  CHECK(bench.rolled_back > 0);
}

TEST_CASE("what takes something back costs the others of its transaction nothing but a second run"
) {
  Bench bench;
  std::atomic<int> runs{0};
  std::atomic<int> copied{0};
  auto gate = bench.hold();
  bench.insert(1);
  bench.submit([&](Database& db) {
    ++runs;
    db.run("INSERT INTO t VALUES(2,'')");
    Undo undo(db, Undo::Use::rare);
    db.run("INSERT INTO t VALUES(3,'')");
    undo.roll_back();
  });
  bench.submit([&](Database& db) {
    Undo undo(db, Undo::Use::likely);
    db.run("INSERT INTO t VALUES(4,'')");
    undo.roll_back();
    db.run("INSERT INTO t VALUES(5,'')");
    ++copied;
  });
  gate->set_value();
  CHECK(bench.wait() == std::vector<errc>(4, errc::ok));
  CHECK(bench.rows() == std::vector<int>{1, 2, 5});
  CHECK(runs == 2);
  CHECK(copied == 1);  // it comes after what ended the first run
  CHECK(bench.rolled_back == 1);
  CHECK(bench.troubles == 0);
}

TEST_CASE("what is likely to be taken back takes nothing of the others with it") {
  Bench bench;
  std::atomic<int> runs{0};
  auto gate = bench.hold();
  bench.insert(1);
  bench.submit([&](Database& db) {
    ++runs;
    Undo undo(db, Undo::Use::likely);
    db.run("INSERT INTO t VALUES(2,'')");
    undo.roll_back();
  });
  gate->set_value();
  CHECK(bench.wait() == std::vector<errc>(3, errc::ok));
  CHECK(bench.rows() == std::vector<int>{1});
  CHECK(runs == 1);
  CHECK(bench.rolled_back == 0);
}

TEST_CASE(
    "when SQLite drops the whole transaction, each task runs again on its own and only the guilty "
    "one fails"
) {
  Bench bench;
  auto gate = bench.hold();
  bench.insert(1);
  bench.submit([](Database& db) {
    db.run("INSERT INTO t VALUES(2,'')");
    db.run("ROLLBACK");  // what SQLite itself does on some errors
    throw DatabaseError(errc::disk_full, 13, "database or disk is full");
  });
  bench.insert(3);
  gate->set_value();
  CHECK(bench.wait() == std::vector<errc>{errc::ok, errc::ok, errc::disk_full, errc::ok});
  CHECK(bench.rows() == std::vector<int>{1, 3});
  CHECK(bench.brain->rebuilt() == 1);
}

TEST_CASE(
    "a full disk fails what could not be written, says so, and service resumes when there is room"
) {
  Bench bench;
  const auto fault =
      GENERATE(ShimVfs::Fault::full, ShimVfs::Fault::io_write, ShimVfs::Fault::io_sync);
  const int after = GENERATE(0, 1, 3, 7);
  bench.insert(1);
  CHECK(bench.wait() == std::vector<errc>{errc::ok});
  shim_vfs().fail(fault, after, -1);
  std::vector<errc> results;
  for (int n = 2; n < 40; n += 2) {
    bench.insert(n, 2000);
    bench.insert(n + 1, 2000);
    for (const errc result : bench.wait()) results.push_back(result);
  }
  shim_vfs().lift();
  std::vector<int> expected{1};
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (results[i] == errc::ok) expected.push_back(static_cast<int>(i) + 2);
  }
  CHECK(expected.size() < 39);
  CHECK(bench.rows() == expected);
  bench.insert(100);
  CHECK(bench.wait() == std::vector<errc>{errc::ok});
  CHECK(bench.brain->writable());
  CHECK(quick_check(bench.folder.file("b.db")).empty());
}

TEST_CASE("a disk that was refused stays red until something was written, and is told of once") {
  Bench bench;
  const auto full = [](Database&) {
    throw DatabaseError(errc::disk_full, 13, "database or disk is full");
  };
  for (int i = 0; i < 5; ++i) bench.submit(full);
  CHECK(bench.wait() == std::vector<errc>(5, errc::disk_full));
  CHECK_FALSE(bench.brain->writable());
  CHECK(bench.troubles == 1);

  shim_vfs().fail(ShimVfs::Fault::full, 0, -1);
  const auto look = [](Database& db) { db.query("SELECT count(*) FROM t").next(); };
  bench.submit(look);  // a full disk allows that
  CHECK(bench.wait() == std::vector<errc>{errc::ok});
  CHECK_FALSE(bench.brain->writable());

  shim_vfs().lift();
  std::vector<BrainTask> together;  // of one transaction
  together.push_back(bench.task(look));
  together.push_back(bench.task(full));
  bench.brain->submit(std::move(together));
  CHECK(bench.wait() == std::vector<errc>{errc::ok, errc::disk_full});
  CHECK_FALSE(bench.brain->writable());
  CHECK(bench.troubles == 1);
  bench.submit(look);
  CHECK(bench.wait() == std::vector<errc>{errc::ok});
  CHECK(bench.brain->writable());
  CHECK(bench.troubles == 2);  // that it is well again
}

TEST_CASE("what is submitted after the end is answered, and what was submitted before is finished"
) {
  Bench bench;
  for (int n = 0; n < 10; ++n) bench.insert(n);
  bench.brain->stop();
  bench.insert(99);
  const auto results = bench.wait();
  CHECK(std::count(results.begin(), results.end(), errc::ok) == 10);
  CHECK(results.back() == errc::shutting_down);
  CHECK(bench.rows().size() == 10);
}

TEST_CASE("a brain that was told of damage runs nothing more, and says so to each") {
  Bench bench;
  bench.insert(1);
  CHECK(bench.wait() == std::vector<errc>{errc::ok});
  bench.brain->refuse();
  CHECK_FALSE(bench.brain->writable());
  bench.insert(2);
  bench.insert(3);
  CHECK(bench.wait() == std::vector<errc>{errc::storage_failed, errc::storage_failed});
  CHECK(bench.rows() == std::vector<int>{1});
}

TEST_CASE("of what was deleted before a checkpoint no byte is left when the brain has stopped") {
  Bench bench;
  const auto bytes = [&bench] {
    std::ifstream in(bench.folder.file("b.db"), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  bench.brain->run_now([](Database& db) { test::leave_remnants(db, "a-word-to-erase"); });
  bench.brain->checkpoint();
  bench.brain->checkpoint();
  bench.brain->stop();
  CHECK(bytes().contains("a-neighbour"));
  CHECK_FALSE(bytes().contains("a-word-to-erase"));
  CHECK(bench.rewritten == 1);
  CHECK(bench.troubles == 0);
}

TEST_CASE("while somebody reads the old file, nobody is told that it was written anew") {
  Bench bench;
  bench.insert(1);
  CHECK(bench.wait() == std::vector<errc>{errc::ok});
  {
    Database reader(bench.folder.file("b.db"), Database::Mode::read_only);
    reader.script("BEGIN");
    auto row = reader.query("SELECT n FROM t");
    REQUIRE(row.next());
    bench.insert(2);
    bench.brain->checkpoint();
    bench.brain->stop();
  }
  CHECK(bench.rewritten == 0);
  CHECK(bench.rows() == std::vector<int>{1, 2});
}
