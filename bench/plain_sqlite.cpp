// bench/plain_sqlite.cpp: the statements that the engine runs for an event, without the engine: what SQLite itself can do.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/bench.hpp"
#include "bot/database.hpp"
#include "bot/store.hpp"
#include "tests/support/temp.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace usher::bench {

namespace {

// What bot/inbox.hpp does with hashes: some hundreds that lie beside each other are indexed at a time.
class Indexed {
 public:
  void add(Database& db, std::string hash) {
    newest_.push_back(std::move(hash));
    if (newest_.size() < together) return;
    std::ranges::sort(newest_);
    for (const std::string& one : newest_)
      db.run("INSERT INTO inbox_index(hash) VALUES(?) ON CONFLICT DO NOTHING", Blob{one});
    newest_.clear();
  }

 private:
  static constexpr std::size_t together = 512;
  std::vector<std::string> newest_;
};

// Inbox, feature and outbox of one event.
std::int64_t arrive(Database& db, int n, const std::string& payload, Indexed& indexed) {
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
  indexed.add(db, hash);
  db.run("SAVEPOINT feature");
  db.run("RELEASE feature");
  db.run(
      "INSERT INTO posted(space,key,to_key,lane,person,asker,at,forever) VALUES(?,?,?,?,?,?,?,?) "
      "ON CONFLICT DO NOTHING",
      "bench", key, to, 1, "person", "person", 1795000000, 0
  );
  db.run(
      "INSERT INTO "
      "outbox(space,room,thread,person,queue,kind,lane,key,to_key,feature,event,asker,tell,payload,"
      "created) "
      "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
      "bench", room, "", "person", n % 64, 0, 1, key, to, "echo", id, "person", 0, Blob{payload},
      1795000000
  );
  const std::int64_t row = db.last_id();
  db.run("RELEASE event");
  return row;
}

void deliver(Database& db, std::int64_t id) {
  db.run("SAVEPOINT event");
  std::string key;
  std::string to;
  {
    auto row = db.query(
        "DELETE FROM outbox WHERE id=? RETURNING "
        "space,key,to_key,feature,room,thread,kind,tell,lane",
        id
    );
    row.next();
    key = row.text(1);
    to = row.text(2);
    row.next();
  }
  db.run(
      "UPDATE posted SET room=?, thread=?, ref=?, dead=0, at=? WHERE space=? AND key=? AND "
      "to_key=? AND (?=0 OR dead<>0)",
      "room", "", "ref", 1795000001, "bench", key, to, 0
  );
  db.run("RELEASE event");
}

}  // namespace

Rate plain_rate(int events, int in_group, const std::string& vfs) {
  const test::TempFolder folder;
  const auto migrations = usher_migrations();
  const auto db = open_store(folder.file("plain.db"), migrations, vfs);
  const std::string payload(300, 'x');
  std::vector<std::int64_t> waiting;
  Indexed indexed;
  int commits = 0;
  const auto begun = std::chrono::steady_clock::now();
  for (int n = 0; n < events;) {
    db->run("BEGIN IMMEDIATE");
    for (const std::int64_t id : waiting) deliver(*db, id);  // those of the group before ride along
    waiting.clear();
    for (int i = 0; i < in_group && n < events; ++i)
      waiting.push_back(arrive(*db, n++, payload, indexed));
    db->run("COMMIT");
    ++commits;
  }
  db->run("BEGIN IMMEDIATE");
  for (const std::int64_t id : waiting) deliver(*db, id);
  db->run("COMMIT");
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  return {events / took.count(), static_cast<double>(events) / commits};
}

}  // namespace usher::bench
