// Opening the database: lock, migrations, checks, and a clear refusal where it cannot be trusted.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"

#include <memory>
#include <span>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

// Forward only. Within one component the numbers run from 1 without gaps.
struct Migration {
  std::string_view
      component;  // "usher" for the engine and features; an adapter's name for its own tables
  int number = 0;
  std::string_view name;
  std::string_view sql;
};

// Why a database was refused; what() says what is wrong and what to do. Start-up only.
class StoreRefused : public std::runtime_error {
 public:
  enum class Why { locked, newer, corrupted, unusable };
  StoreRefused(Why why, const std::string& what) : std::runtime_error(what), why_(why) {}
  Why why() const { return why_; }

 private:
  Why why_;
};

// Holds <db>.lock with the process id in it. A second holder is refused and told the pid.
class DatabaseLock {
 public:
  explicit DatabaseLock(const std::string& database_path);  // throws StoreRefused
  DatabaseLock(const DatabaseLock&) = delete;
  DatabaseLock& operator=(const DatabaseLock&) = delete;
  ~DatabaseLock();
  // The pid that holds it, or 0.
  static int holder(const std::string& database_path);

 private:
  int fd_ = -1;
  std::string path_;
};

// The engine's and the features' migrations, from bot/migrations/NNNN_name.sql.
std::vector<Migration> usher_migrations();

// Opens for writing: creates folders (0700) and the file (0600), checks (quick_check when the file
// is under 16 MiB), migrates in one transaction. Throws StoreRefused. The lock must be held.
std::unique_ptr<Database> open_store(
    const std::string& path, std::span<const Migration> migrations, const std::string& vfs = {}
);
// Beside a running bot: read-only, no migration. nullptr when there is no database yet; throws
// StoreRefused when newer.
std::unique_ptr<Database> open_store_read_only(const std::string& path);
// Whether a file of this size was checked when it was opened. A larger one is checked beside the running bot.
bool checked_at_open(const std::string& path);
// PRAGMA quick_check on a connection of its own: what is damaged, or nothing. Where that cannot be told (the file cannot be
// opened or read now, or the check was stopped) a DatabaseError is thrown. It may take minutes; a stop ends it at once.
std::string quick_check(const std::string& path, const std::stop_token& stop = {});

// Checkpoint with TRUNCATE, so that erased rows leave the write-ahead log too. Outside of any transaction. False: somebody was
// reading, and the log is not empty.
bool checkpoint(Database& db);
// Writes the whole file anew (VACUUM), and empties the log. secure_delete overwrites the rows that are deleted; of rows that
// SQLite moved to another page before, when it balanced a tree, the old bytes stay between the others until then. Some 10 ms a
// megabyte; in memory up to 64 MiB, beyond that with a temporary file. Outside of any transaction. Throws DatabaseError. False: as
// checkpoint(), and the old file is still there.
bool rewrite(Database& db);
// Writes what changes nothing, outside of any transaction. Throws DatabaseError where the disk refuses.
void touch(Database& db);

}  // namespace usher
