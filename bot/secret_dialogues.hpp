// Secret forms under way: in locked memory only, and yet as transactional as a table.
//
// The database holds one number, the generation. Every change here makes the next generation in the same transaction, so
// when SQLite takes a transaction or a savepoint back, the number goes back with it, and what is newer than the number
// never was. The number tells nobody who is writing what.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/database.hpp"
#include "bot/locked.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

// Brain thread only.
class SecretDialogues {
 public:
  static constexpr std::chrono::hours lifetime{1};  // after the last answer

  // Inside a transaction. The view is valid until the next call.
  std::optional<std::string_view> find(
      Database& db, std::string_view space, std::string_view person, sys_seconds now
  );
  // False where the memory could not be locked.
  bool put(
      Database& db, std::string_view space, std::string_view person, std::string_view bytes,
      sys_seconds now
  );
  void remove(Database& db, std::string_view space, std::string_view person);

  // After a commit, outside of any transaction: wipes what was replaced, what has ended, and what is too old.
  void committed(Database& db, sys_seconds now);
  std::size_t size() const { return people_.size(); }

 private:
  struct Version {
    std::int64_t generation = 0;
    sys_seconds touched{};
    std::optional<LockedBytes> bytes;  // nothing: it ended
  };
  using Versions = std::vector<Version>;  // oldest first

  std::int64_t catch_up(Database& db);
  void add(Database& db, std::string key, Version version);

  std::map<std::string, Versions, std::less<>> people_;
};

}  // namespace usher
