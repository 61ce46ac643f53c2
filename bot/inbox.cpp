// bot/inbox.cpp: events seen, as keyed hashes: the table tells nobody who said what where.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/inbox.hpp"

#include <sodium.h>

#include <array>
#include <stdexcept>

namespace usher {

namespace {

constexpr std::size_t hash_bytes = 16;

std::int64_t hour_of(sys_seconds at) {
  return std::chrono::floor<std::chrono::hours>(at).time_since_epoch().count();
}

unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

Inbox::Inbox(Database& db) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium found no source of randomness");
  {
    auto row = db.query("SELECT value FROM meta WHERE name='inbox_key'");
    if (row.next()) key_ = row.blob(0);
  }
  if (key_.empty()) {
    key_.resize(crypto_generichash_KEYBYTES);
    randombytes_buf(key_.data(), key_.size());
    db.run("INSERT INTO meta(name,value) VALUES('inbox_key',?)", Blob{key_});
  }
}

std::string Inbox::hash(std::string_view space, std::string_view id) const {
  std::string out(hash_bytes, '\0');
  crypto_generichash_state state;
  crypto_generichash_init(&state, bytes(std::string_view(key_)), key_.size(), hash_bytes);
  crypto_generichash_update(&state, bytes(space), space.size());
  constexpr std::array<unsigned char, 1> between = {0};
  crypto_generichash_update(&state, between.data(), between.size());
  crypto_generichash_update(&state, bytes(id), id.size());
  crypto_generichash_final(&state, bytes(out), hash_bytes);
  return out;
}

bool Inbox::seen(Database& db, std::string_view space, std::string_view id) const {
  auto row = db.query("SELECT 1 FROM inbox WHERE space=? AND hash=?", space, Blob{hash(space, id)});
  return row.next();
}

bool Inbox::record(Database& db, std::string_view space, std::string_view id, sys_seconds now)
    const {
  return db.run(
             "INSERT INTO inbox(space,hash,hour) VALUES(?,?,?) ON CONFLICT DO NOTHING", space,
             Blob{hash(space, id)}, hour_of(now)
         ) == 1;
}

void Inbox::unrecord(Database& db, std::string_view space, std::string_view id) const {
  db.run("DELETE FROM inbox WHERE space=? AND hash=?", space, Blob{hash(space, id)});
}

std::int64_t Inbox::prune(Database& db, sys_seconds before, int limit) {
  return db.run(
      "DELETE FROM inbox WHERE id IN (SELECT id FROM (SELECT id,hour FROM inbox ORDER BY id LIMIT "
      "?) "
      "WHERE hour<?)",
      limit, hour_of(before)
  );
}

}  // namespace usher
