// The inbox: which events were seen. (space, keyed hash of the id, hour) and nothing else.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "bot/newest_rows.hpp"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace usher {

// Brain thread only, inside a transaction.
//
// Rows are appended in order of arrival, many to a page. An index by hash would cost each of them a page of its own in the
// journal, since hashes lie anywhere: so it is indexed in groups (newest_rows.hpp), in the table inbox_index.
class Inbox {
 public:
  // Reads this database's hashing key, or makes one.
  explicit Inbox(Database& db);

  bool seen(Database& db, std::string_view space, std::string_view id);
  // False when the event was recorded before.
  bool record(Database& db, std::string_view space, std::string_view id, sys_seconds now);
  // A rejected submission is not recorded as seen: the corrected one may carry the same id.
  void unrecord(Database& db, std::string_view space, std::string_view id);
  // Drops what is older than `before`, at most `limit` rows; how many were dropped.
  std::int64_t prune(Database& db, sys_seconds before, int limit);
  // What was written is taken back, or may be: what is in memory is read again.
  void drop_caches() { newest_.unload(); }

 private:
  static constexpr std::size_t hash_bytes = 16;
  struct Hash : std::array<unsigned char, hash_bytes> {
    std::size_t part() const { return front() / (256 / NewestRows<Hash>::parts); }
  };

  Hash hash(std::string_view space, std::string_view id) const;
  void load(Database& db);
  bool known(Database& db, const Hash& hash);
  void remove(Database& db, const Hash& hash);
  void rows_went(Database& db);
  void index_a_part(Database& db);

  std::string key_;
  NewestRows<Hash> newest_;  // 64 KB
};

}  // namespace usher
