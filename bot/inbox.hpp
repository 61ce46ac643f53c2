// The inbox: which events were seen. (space, keyed hash of the id, hour) and nothing else.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

// Brain thread only, inside a transaction.
//
// Rows are appended in order of arrival, many to a page. An index by hash would cost each of them a page of its own in the
// journal, since hashes lie anywhere: so the newest are known in memory, and come into the table inbox_index later, some
// hundreds that lie beside each other at a time.
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
  void drop_caches() { loaded_ = false; }

 private:
  static constexpr std::size_t hash_bytes = 16;
  using Hash = std::array<unsigned char, hash_bytes>;
  static constexpr std::size_t parts = 16;  // of all hashes, by their first bits

  Hash hash(std::string_view space, std::string_view id) const;
  static std::size_t part_of(const Hash& hash) { return hash[0] / (256 / parts); }
  void load(Database& db);
  bool known(Database& db, const Hash& hash);
  void add(const Hash& hash);
  void remove(Database& db, const Hash& hash);
  void rows_went(Database& db);
  void index_a_part(Database& db);

  std::string key_;
  std::array<std::int64_t, parts> upto_{
  };  // as in inbox_indexed: the row up to which a part is indexed
  std::array<std::vector<Hash>, parts> newest_;  // of later rows, sorted; 64 KB together
  std::size_t count_ = 0;                        // of these
  std::size_t since_ = 0;                        // recorded since a part was indexed
  bool loaded_ = false;
};

}  // namespace usher
