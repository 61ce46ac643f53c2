// bot/posted.cpp: keys of posts, as keyed hashes of 64 bits. Two may be the same: each is compared with its row.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/posted.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

namespace usher {

namespace {

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// SQLite's integers have a sign. Of the hashes of one part all have the same, so that their order stays.
std::int64_t stored(std::uint64_t hash) { return static_cast<std::int64_t>(hash); }

std::int64_t one_number(Database& db, std::string_view sql) {
  auto row = db.query(sql);
  return row.next() ? row.integer(0) : 0;
}

}  // namespace

Posted::Posted(Database& db) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium found no source of randomness");
  {
    auto row = db.query("SELECT value FROM meta WHERE name='posted_key'");
    if (row.next()) hashing_key_ = row.blob(0);
  }
  if (hashing_key_.empty()) {
    hashing_key_.resize(crypto_shorthash_KEYBYTES);
    randombytes_buf(hashing_key_.data(), hashing_key_.size());
    db.run("INSERT INTO meta(name,value) VALUES('posted_key',?)", Blob{hashing_key_});
  }
  if (one_number(db, "SELECT count(*) FROM posted_indexed") == 0) hash_all(db);
}

// After the migration that brought the hashes; a second for some hundred thousand rows.
void Posted::hash_all(Database& db) {
  std::vector<Entry> all;
  {
    auto row = db.query("SELECT id,space,key FROM posted");
    while (row.next()) all.push_back({hash(row.text(1), row.text(2)), row.integer(0)});
  }
  for (const Entry& one : all)
    db.run("UPDATE posted SET hash=? WHERE id=?", stored(one.hash), one.id);
  std::ranges::sort(all);
  for (const Entry& one : all)
    db.run("INSERT INTO posted_index(hash,id) VALUES(?,?)", stored(one.hash), one.id);
  for (std::size_t part = 0; part < NewestRows<Entry>::parts; ++part)
    db.run(
        "INSERT INTO posted_indexed(part,upto) SELECT ?, coalesce(max(id),0) FROM posted",
        static_cast<std::int64_t>(part)
    );
}

std::uint64_t Posted::hash(std::string_view space, std::string_view key) {
  hashed_ = space;
  hashed_ += '\0';
  hashed_ += key;
  std::array<unsigned char, crypto_shorthash_BYTES> out{};
  crypto_shorthash(out.data(), bytes(hashed_), hashed_.size(), bytes(hashing_key_));
  std::uint64_t number = 0;
  static_assert(sizeof number == out.size());
  std::memcpy(&number, out.data(), sizeof number);
  return number == 0 ? 1 : number;  // 0: without a hash
}

void Posted::load(Database& db) {
  ahead_ = true;  // of what is not committed yet, too
  newest_.load(db, "SELECT part,upto FROM posted_indexed");
  last_ = newest_.last_upto();
  auto row = db.query("SELECT id,hash FROM posted WHERE id>?", newest_.first_upto());
  while (row.next()) {
    const Entry one{static_cast<std::uint64_t>(row.integer(1)), row.integer(0)};
    last_ = std::max(last_, one.id);
    if (!newest_.indexed(one, one.id)) newest_.add(one);
  }
  load_waiting(db);
  load_outbox_ids(db);
}

void Posted::add(Database& db, const Row& row) {
  if (!newest_.loaded()) load(db);
  const Entry entry{hash(row.space, row.key), ++last_};
  db.run(
      "INSERT INTO "
      "posted(id,hash,space,key,to_key,lane,room,thread,ref,dead,person,asker,at,forever) "
      "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
      entry.id, stored(entry.hash), row.space, row.key, row.to_key, static_cast<int>(row.lane),
      row.room, row.thread, row.ref, row.dead, row.person, row.asker, row.at, row.forever
  );
  added(db, entry);
}

void Posted::added(Database& db, const Entry& entry) {
  ahead_ = true;
  newest_.add(entry);
  if (newest_.full()) index_a_part(db);
}

bool Posted::among(
    Database& db, std::string_view space, std::string_view key,
    const std::function<bool(std::int64_t id)>& match
) {
  if (!newest_.loaded()) load(db);
  const Entry first{hash(space, key), 0};
  const auto& near = newest_.beside(first);
  for (auto at = std::ranges::lower_bound(near, first); at != near.end() && at->hash == first.hash;
       ++at)
    if (match(at->id)) return true;
  std::vector<std::int64_t> indexed;  // before any is tried: `match` may write
  {
    auto row = db.query("SELECT id FROM posted_index WHERE hash=?", stored(first.hash));
    while (row.next()) indexed.push_back(row.integer(0));
  }
  return std::ranges::any_of(indexed, match);
}

std::optional<std::int64_t> Posted::find(
    Database& db, std::string_view space, std::string_view key, std::string_view to_key
) {
  std::optional<std::int64_t> out;
  among(db, space, key, [&](std::int64_t id) {
    auto row = db.query(
        "SELECT 1 FROM posted WHERE id=? AND space=? AND key=? AND to_key=?", id, space, key, to_key
    );
    if (row.next()) out = id;
    return out.has_value();
  });
  return out;
}

void Posted::revive(Database& db, std::int64_t id, const Row& there) {
  if (!newest_.loaded()) load(db);
  const Entry entry{hash(there.space, there.key), last_ + 1};
  const bool was_given_up =
      db.run(
          "INSERT INTO "
          "posted(id,hash,space,key,to_key,lane,room,thread,ref,person,asker,at,forever) "
          "SELECT ?,?,space,key,to_key,lane,?,?,?,person,asker,?,forever FROM posted "
          "WHERE id=? AND space=? AND key=? AND to_key=? AND dead<>0",
          entry.id, stored(entry.hash), there.room, there.thread, there.ref, there.at, id,
          there.space, there.key, there.to_key
      ) == 1;
  if (!was_given_up) return;
  last_ = entry.id;
  added(db, entry);
  db.run("DELETE FROM posted WHERE id=?", id);
}

// Of rows that are gone meanwhile nothing comes in.
void Posted::index_a_part(Database& db) {
  const auto group = newest_.take(last_);
  for (const Entry& one : group.entries)
    db.run(
        "INSERT INTO posted_index(hash,id) SELECT hash,id FROM posted WHERE id=? AND hash=?",
        one.id, stored(one.hash)
    );
  db.run(
      "UPDATE posted_indexed SET upto=? WHERE part=?", last_, static_cast<std::int64_t>(group.part)
  );
}

// By halves: some twenty rows of a million are read. What is kept for ever may be older than all beside it.
std::int64_t first_posted_since(Database& db, sys_seconds at) {
  std::int64_t from = 0;
  std::int64_t to = one_number(db, "SELECT coalesce(max(id),0)+1 FROM posted");
  while (from < to) {
    const std::int64_t middle = from + (to - from) / 2;
    auto row = db.query(
        "SELECT id,at FROM posted WHERE id>=? AND id<? AND forever=0 ORDER BY id LIMIT 1", middle,
        to
    );
    if (row.next() && row.time(1) < at)
      from = row.integer(0) + 1;
    else
      to = middle;
  }
  return from;
}

}  // namespace usher
