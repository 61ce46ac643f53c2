// bot/inbox.cpp: events seen, as keyed hashes: the table tells nobody who said what where.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/inbox.hpp"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>

namespace usher {

namespace {

std::int64_t hour_of(sys_seconds at) {
  return std::chrono::floor<std::chrono::hours>(at).time_since_epoch().count();
}

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

template <class Hash>
Blob blob(const Hash& hash) {
  return Blob{{reinterpret_cast<const char*>(hash.data()), hash.size()}};
}

std::int64_t newest_row(Database& db) {
  auto row = db.query("SELECT coalesce(max(id),0) FROM inbox");
  row.next();
  return row.integer(0);
}

}  // namespace

Inbox::Inbox(Database& db) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium found no source of randomness");
  {
    auto row = db.query("SELECT value FROM meta WHERE name='inbox_key'");
    if (row.next()) key_ = row.blob(0);
  }
  if (key_.empty()) {
    std::array<char, crypto_generichash_KEYBYTES> key{};
    randombytes_buf(key.data(), key.size());
    key_.assign(key.data(), key.size());
    db.run("INSERT INTO meta(name,value) VALUES('inbox_key',?)", Blob{key_});
  }
}

Inbox::Hash Inbox::hash(std::string_view space, std::string_view id) const {
  Hash out{};
  crypto_generichash_state state;
  crypto_generichash_init(&state, bytes(key_), key_.size(), hash_bytes);
  crypto_generichash_update(&state, bytes(space), space.size());
  constexpr std::array<unsigned char, 1> between = {0};
  crypto_generichash_update(&state, between.data(), between.size());
  crypto_generichash_update(&state, bytes(id), id.size());
  crypto_generichash_final(&state, out.data(), out.size());
  return out;
}

void Inbox::load(Database& db) {
  newest_.load(db, "SELECT part,upto FROM inbox_indexed");
  auto row = db.query("SELECT id,hash FROM inbox WHERE id>?", newest_.first_upto());
  while (row.next()) {
    Hash one{};
    std::ranges::copy(row.blob(1).substr(0, hash_bytes), one.begin());
    if (!newest_.indexed(one, row.integer(0))) newest_.add(one);
  }
}

bool Inbox::known(Database& db, const Hash& hash) {
  if (!newest_.loaded()) load(db);
  if (std::ranges::binary_search(newest_.beside(hash), hash)) return true;
  auto row = db.query("SELECT 1 FROM inbox_index WHERE hash=?", blob(hash));
  return row.next();
}

// From what finds it; the row itself is its owner's to delete.
void Inbox::remove(Database& db, const Hash& hash) {
  if (!newest_.loaded()) load(db);
  auto& near = newest_.beside(hash);
  const auto same = std::ranges::equal_range(near, hash);
  newest_.went(same.size());
  near.erase(same.begin(), same.end());
  db.run("DELETE FROM inbox_index WHERE hash=?", blob(hash));
}

// Where the newest rows go, their ids are given again: those are not known yet.
void Inbox::rows_went(Database& db) {
  const std::int64_t newest = newest_row(db);
  newest_.no_further_than(newest);
  db.run("UPDATE inbox_indexed SET upto=?1 WHERE upto>?1", newest);
}

bool Inbox::seen(Database& db, std::string_view space, std::string_view id) {
  return known(db, hash(space, id));
}

bool Inbox::record(Database& db, std::string_view space, std::string_view id, sys_seconds now) {
  const Hash own = hash(space, id);
  if (known(db, own)) return false;
  db.run("INSERT INTO inbox(space,hash,hour) VALUES(?,?,?)", space, blob(own), hour_of(now));
  newest_.add(own);
  if (newest_.full()) index_a_part(db);
  return true;
}

void Inbox::unrecord(Database& db, std::string_view space, std::string_view id) {
  const Hash own = hash(space, id);
  remove(db, own);
  // It was recorded a moment ago, and is found from the newest on.
  db.run(
      "DELETE FROM inbox WHERE id=(SELECT id FROM inbox WHERE hash=? ORDER BY id DESC LIMIT 1)",
      blob(own)
  );
  rows_went(db);
}

void Inbox::index_a_part(Database& db) {
  const std::int64_t upto = newest_row(db);
  const auto group = newest_.take(upto);
  for (const Hash& one : group.entries)
    db.run("INSERT INTO inbox_index(hash) VALUES(?)", blob(one));
  db.run(
      "UPDATE inbox_indexed SET upto=? WHERE part=?", upto, static_cast<std::int64_t>(group.part)
  );
}

std::int64_t Inbox::prune(Database& db, sys_seconds before, int limit) {
  std::vector<Hash> gone;
  std::int64_t last = 0;
  {
    auto row = db.query(
        "SELECT id,hash FROM (SELECT id,hash,hour FROM inbox ORDER BY id LIMIT ?) WHERE hour<?",
        limit, hour_of(before)
    );
    while (row.next()) {
      last = row.integer(0);
      std::ranges::copy(row.blob(1).substr(0, hash_bytes), gone.emplace_back().begin());
    }
  }
  if (gone.empty()) return 0;
  for (const Hash& one : gone) remove(db, one);
  const auto rows = db.run("DELETE FROM inbox WHERE id<=? AND hour<?", last, hour_of(before));
  rows_went(db);
  return rows;
}

}  // namespace usher
