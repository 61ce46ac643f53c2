// bot/posted_waiting.cpp: posts that are on their way: ids of their rows, and their keys. A row that is gone, or
// stands for nothing any more, may still be named here: each is compared with its row.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/posted.hpp"

#include <algorithm>

namespace usher {

namespace {

// Ids that are put by at once: what a crash or a rollback lets go of, and how seldom that is written.
constexpr std::int64_t together = 1024;

}  // namespace

void Posted::load_outbox_ids(Database& db) {
  outbox_ids_upto_ = 0;
  {
    auto row =
        db.query("SELECT max(upto, coalesce((SELECT max(id) FROM outbox), 0)) FROM outbox_ids");
    if (row.next()) outbox_ids_upto_ = row.integer(0);
  }
  outbox_id_ = outbox_ids_upto_;
}

std::int64_t Posted::outbox_id(Database& db) {
  if (!newest_.loaded()) load(db);
  ahead_ = true;
  if (outbox_id_ >= outbox_ids_upto_) {
    outbox_ids_upto_ = outbox_id_ + together;
    db.run("UPDATE outbox_ids SET upto=?", outbox_ids_upto_);
  }
  return ++outbox_id_;
}

void Posted::load_waiting(Database& db) {
  waiting_.clear();
  auto row = db.query("SELECT id,space,key FROM outbox WHERE takes=1 AND dead=0");
  while (row.next()) waiting_.emplace(hash(row.text(1), row.text(2)), row.integer(0));
}

void Posted::wait(
    Database& db, std::string_view space, std::string_view key, std::int64_t outbox_row
) {
  ahead_ = true;
  if (!newest_.loaded()) return load(db);  // it is there already
  waiting_.emplace(hash(space, key), outbox_row);
}

bool Posted::arrived(Database& db, std::int64_t outbox_row, const Row& row) {
  if (!newest_.loaded()) load(db);
  const Entry entry{hash(row.space, row.key), last_ + 1};
  const auto [first, last] = waiting_.equal_range(entry.hash);
  const auto at =
      std::find_if(first, last, [outbox_row](const auto& one) { return one.second == outbox_row; });
  if (at != last) waiting_.erase(at);
  ahead_ = true;
  // OR FAIL: of a statement that may write several rows and takes them back, SQLite keeps a copy of every page. Whoever runs
  // this takes back the transaction.
  const bool stood =
      db.run(
          "INSERT OR FAIL INTO "
          "posted(id,hash,space,key,to_key,lane,room,thread,ref,dead,person,asker,at,forever) "
          "SELECT ?,?,space,key,to_key,lane,?,?,?,?,?,asker,?,? FROM outbox "
          "WHERE id=? AND space=? AND key=? AND takes=1",
          entry.id, static_cast<std::int64_t>(entry.hash), row.room, row.thread, row.ref, row.dead,
          row.person, row.at, row.forever, outbox_row, row.space, row.key
      ) == 1;
  if (!stood) return false;
  last_ = entry.id;
  added(db, entry);
  return true;
}

bool Posted::waiting(
    Database& db, std::string_view space, std::string_view key,
    const std::function<bool(std::int64_t outbox_row)>& match
) {
  if (!newest_.loaded()) load(db);
  const auto [first, last] = waiting_.equal_range(hash(space, key));
  return std::any_of(first, last, [&match](const auto& one) { return match(one.second); });
}

std::optional<std::int64_t> Posted::find_waiting(
    Database& db, std::string_view space, std::string_view key, std::string_view to_key
) {
  std::optional<std::int64_t> out;
  waiting(db, space, key, [&](std::int64_t id) {
    auto row = db.query(
        "SELECT 1 FROM outbox WHERE id=? AND space=? AND key=? AND to_key=? AND takes=1 AND dead=0",
        id, space, key, to_key
    );
    if (row.next()) out = id;
    return out.has_value();
  });
  return out;
}

}  // namespace usher
