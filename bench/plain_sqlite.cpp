// bench/plain_sqlite.cpp: the statements that the engine runs for an event, without the engine: what SQLite itself can do.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/bench.hpp"
#include "bot/database.hpp"
#include "bot/store.hpp"
#include "tests/support/temp.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace usher::bench {

namespace {

// What bot/inbox.hpp and bot/posted.hpp do: some hundreds that lie beside each other are indexed at a time.
class Indexed {
 public:
  void seen(Database& db, std::string hash) {
    hashes_.push_back(std::move(hash));
    if (hashes_.size() < together) return;
    std::ranges::sort(hashes_);
    for (const std::string& one : hashes_)
      db.run("INSERT INTO inbox_index(hash) VALUES(?) ON CONFLICT DO NOTHING", Blob{one});
    hashes_.clear();
  }
  void posted(Database& db, std::int64_t hash, std::int64_t id) {
    posts_.emplace_back(hash, id);
    if (posts_.size() < together) return;
    std::ranges::sort(posts_);
    for (const auto& [of, post] : posts_)
      db.run(
          "INSERT INTO posted_index(hash,id) SELECT hash,id FROM posted WHERE id=? AND hash=?",
          post, of
      );
    posts_.clear();
  }

 private:
  static constexpr std::size_t together = 512;
  std::vector<std::string> hashes_;
  std::vector<std::pair<std::int64_t, std::int64_t>> posts_;
};

// A row of the outbox, and the key that it stands for.
struct Row {
  std::int64_t id = 0;
  std::string key;
};

// Inbox, feature and outbox of one event.
Row arrive(Database& db, int n, const std::string& payload, Indexed& indexed) {
  const std::string id = "event-" + std::to_string(n);
  const std::string key = "re:" + id;
  const std::string room = "room" + std::to_string(n % 64);
  const std::string to = room + "\n\nperson";
  std::string hash = id;
  hash.resize(16, 'h');
  db.run("SAVEPOINT event");
  {
    auto row = db.query("SELECT lang FROM people WHERE space=? AND person=?", "bench", "person");
    row.next();
  }
  {
    auto row = db.query("SELECT 1 FROM inbox_index WHERE hash=?", Blob{hash});
    row.next();
  }
  db.run("INSERT INTO inbox(space,hash,hour) VALUES(?,?,?)", "bench", Blob{hash}, 494000);
  indexed.seen(db, hash);
  db.run("SAVEPOINT feature");
  db.run("RELEASE feature");
  const auto hashed = static_cast<std::int64_t>(std::hash<std::string>{}(key));
  {
    auto row = db.query("SELECT id FROM posted_index WHERE hash=?", hashed);
    row.next();
  }
  db.run(
      "INSERT INTO "
      "outbox(id,space,room,thread,person,queue,kind,lane,key,to_key,feature,event,asker,tell,"
      "payload,created,takes) "
      "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
      n + 1, "bench", room, "", "person", n % 64, 0, 1, key, to, "echo", id, "person", 0,
      Blob{payload}, 1795000000, 1
  );
  db.run("RELEASE event");
  return {n + 1, key};
}

void deliver(Database& db, const Row& row, Indexed& indexed) {
  const auto hashed = static_cast<std::int64_t>(std::hash<std::string>{}(row.key));
  db.run("SAVEPOINT event");
  db.run(
      "INSERT INTO "
      "posted(id,hash,space,key,to_key,lane,room,thread,ref,dead,person,asker,at,forever) "
      "SELECT ?,?,space,key,to_key,lane,?,?,?,?,?,asker,?,? FROM outbox "
      "WHERE id=? AND space=? AND key=? AND takes=1",
      row.id, hashed, "room", "", "ref", 0, "person", 1795000000, 0, row.id, "bench", row.key
  );
  indexed.posted(db, hashed, row.id);
  db.run("DELETE FROM outbox WHERE id=? AND key=?", row.id, row.key);
  db.run("RELEASE event");
}

}  // namespace

Rate plain_rate(int events, int in_group, const std::string& vfs) {
  const test::TempFolder folder;
  const auto migrations = usher_migrations();
  const auto db = open_store(folder.file("plain.db"), migrations, vfs);
  const std::string payload(300, 'x');
  std::vector<Row> waiting;
  Indexed indexed;
  int commits = 0;
  const auto begun = std::chrono::steady_clock::now();
  for (int n = 0; n < events;) {
    db->run("BEGIN IMMEDIATE");
    for (const Row& one : waiting)
      deliver(*db, one, indexed);  // those of the group before ride along
    waiting.clear();
    for (int i = 0; i < in_group && n < events; ++i)
      waiting.push_back(arrive(*db, n++, payload, indexed));
    db->run("COMMIT");
    ++commits;
  }
  db->run("BEGIN IMMEDIATE");
  for (const Row& one : waiting) deliver(*db, one, indexed);
  db->run("COMMIT");
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  return {events / took.count(), static_cast<double>(events) / commits};
}

}  // namespace usher::bench
