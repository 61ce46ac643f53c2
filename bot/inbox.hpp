// The inbox: which events were seen. (space, keyed hash of the id, hour) and nothing else.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"

#include <string>
#include <string_view>

namespace usher {

// Brain thread only.
class Inbox {
 public:
  // Reads this database's hashing key, or makes one.
  explicit Inbox(Database& db);

  bool seen(Database& db, std::string_view space, std::string_view id) const;
  // False when the event was recorded before.
  bool record(Database& db, std::string_view space, std::string_view id, sys_seconds now) const;
  // A rejected submission is not recorded as seen: the corrected one may carry the same id.
  void unrecord(Database& db, std::string_view space, std::string_view id) const;
  // Drops what is older than `before`, at most `limit` rows; how many were dropped.
  static std::int64_t prune(Database& db, sys_seconds before, int limit);

 private:
  std::string hash(std::string_view space, std::string_view id) const;
  std::string key_;
};

}  // namespace usher
