// tests/engine/tidying_test.cpp: whoever was forgotten is in no byte of the file, also where the program was killed in between.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/tidying.hpp"

#include "bot/step.hpp"
#include "bot/store.hpp"
#include "tests/engine/engine_tools.hpp"
#include "tests/support/remnants.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace usher;
using test::count;
using test::Rig;
using test::words;

namespace {

constexpr const char* word = "a-word-to-erase";

bool has(const std::string& path, std::string_view what) {
  for (const char* suffix : {"", "-wal"}) {
    std::ifstream in(path + suffix, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    if (bytes.contains(what)) return true;
  }
  return false;
}

// The file as a kill would leave it that comes right after the next commit.
class Kill {
 public:
  Kill() {
    step_hook = [](std::string_view name) {
      if (name != "after commit" || !armed_.exchange(false)) return;
      for (const char* suffix : {"", "-wal"}) std::filesystem::copy(from_ + suffix, to_ + suffix);
    };
  }
  Kill(const Kill&) = delete;
  Kill& operator=(const Kill&) = delete;
  ~Kill() { step_hook = nullptr; }
  void after_next_commit(const std::string& from, const std::string& to) {
    from_ = from;
    to_ = to;
    armed_ = true;
  }
  // As the next start finds it, in one file.
  static std::string left() {
    checkpoint(*std::make_unique<Database>(to_, Database::Mode::read_write));
    return to_;
  }

 private:
  inline static std::atomic<bool> armed_{false};
  inline static std::string from_, to_;
};

void add_forgetful(Rig& rig) {
  rig.feature("talk", {Kind::message}, [](const Event& event, Context&) -> Outcome {
    if (event.as<Message>() == nullptr) return {};
    return {SayReply{words("done"), true}, {ForgetPerson{event.who}}};
  });
}

std::int64_t debts(Rig& rig) {
  return count(rig, "SELECT count(*) FROM meta WHERE name='rewrite_owed'");
}

}  // namespace

TEST_CASE(
    "a file that was to be written anew when the program was killed is so after the next start"
) {
  Kill kill;
  Rig before({.ack_carries = {Kind::message}});
  add_forgetful(before);
  test::leave_remnants(*std::make_unique<Database>(before.path, Database::Mode::read_write), word);
  before.start();
  kill.after_next_commit(before.path, before.folder.file("killed.db"));
  CHECK(before.adapter->send(before.message("e1", "forget me")));
  const std::string left = Kill::left();
  REQUIRE(has(left, word));

  Rig after;
  after.take_over(left);
  after.start();
  after.until([&] { return !has(after.path, word) && debts(after) == 0; });
  CHECK(count(after, "SELECT count(*) FROM remnants") == 300);
  CHECK(after.troubles.empty());
}

TEST_CASE("a start that owes nothing does not write the file anew") {
  const test::TempFolder folder;
  const std::string path = folder.file("whole.db");
  test::leave_remnants(*open_store(path, usher_migrations()), word);
  Rig rig;
  rig.take_over(path);
  rig.start();
  rig.stop();
  CHECK(has(rig.path, word));
}

TEST_CASE(
    "what is owed for an answer that still waits is owed until it has arrived, by whichever start"
) {
  Rig before;
  add_forgetful(before);
  before.start();
  before.adapter->failures = {errc::unavailable};
  CHECK(before.adapter->send(before.message("e1", "forget me", "person-to-forget")));
  before.settle();
  before.stop();
  REQUIRE(has(before.path, "re:e1"));
  CHECK(debts(before) == 1);

  Rig after;
  after.take_over(before.path);
  after.start();
  after.clock.advance(std::chrono::minutes(20));
  after.until([&] { return after.adapter->delivered.size() == 1; });
  after.until([&] { return !has(after.path, "re:e1") && debts(after) == 0; });
}

TEST_CASE("an answer that arrives at a later attempt leaves nothing behind either") {
  Rig rig;
  add_forgetful(rig);
  rig.start();
  rig.adapter->failures = {errc::unavailable, errc::unavailable};
  CHECK(rig.adapter->send(rig.message("e1", "forget me", "person-to-forget")));
  rig.settle();
  for (const std::size_t attempts : {2U, 3U}) {
    rig.clock.advance(std::chrono::minutes(20));
    rig.until([&] { return rig.adapter->attempts.size() == attempts; });
  }
  rig.until([&] { return rig.adapter->delivered.size() == 1; });
  rig.until([&] { return !has(rig.path, "re:e1") && debts(rig) == 0; });
}

TEST_CASE("an answer to somebody who was forgotten is no dead letter, and its room in no notice") {
  Rig rig;
  add_forgetful(rig);
  rig.start();
  rig.adapter->failures = {errc::refused};
  CHECK(rig.adapter->send(rig.message("e1", "forget me", "person-to-forget", "a-room-of-two")));
  rig.settle();
  CHECK(count(rig, "SELECT count(*) FROM outbox") == 0);
  CHECK(count(rig, "SELECT count(*) FROM notices WHERE what LIKE '%given up%'") == 1);
  rig.until([&] { return !has(rig.path, "a-room-of-two") && debts(rig) == 0; });
}

TEST_CASE("what several have asked for is owed in one row, and goes when the last of it is done") {
  const test::TempFolder folder;
  const auto db = open_store(folder.file("usher.db"), usher_migrations());
  using Ids = std::vector<std::int64_t>;
  const auto waits = [&](std::int64_t id) {
    db->run(
        "INSERT INTO outbox(id,space,room,thread,person,queue,kind,lane,key,to_key,feature,event,"
        "asker,tell,payload,created) VALUES(?,'','','','',0,0,0,'','','','','',0,x'',0)",
        id
    );
  };
  CHECK_FALSE(tidying::owed(*db));
  tidying::settle(*db);
  CHECK_FALSE(tidying::owed(*db));
  tidying::owe(*db, {});
  CHECK(tidying::owed(*db) == Ids{});
  waits(7);
  waits(8);
  tidying::owe(*db, Ids{7, 9});
  tidying::owe(*db, Ids{8, 7});
  CHECK(tidying::owed(*db) == Ids{7, 9, 8});
  tidying::settle(*db);
  CHECK(tidying::owed(*db) == Ids{7, 8});
  db->run("DELETE FROM outbox WHERE id=7");
  db->run("UPDATE outbox SET dead=1 WHERE id=8");
  tidying::settle(*db);
  CHECK_FALSE(tidying::owed(*db));
}
