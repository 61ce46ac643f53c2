// bot/new_database.hpp: a new database as it lies in the program, made when that was built.
//
// SQLite reads and compiles a hundred and fifty definitions to make the tables, 37 million instructions, a third of what a start
// takes. The pages that come of it are the same each time: copying them takes a hundredth of that.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace usher {

// Bytes of a file, but for those that are zero.
struct NewDatabase {
  struct Run {
    std::size_t at = 0, size = 0;  // where in the file, and how many
  };
  int number =
      0;  // up to which of usher_migrations() it has, the baseline's; recorded as applied at 0
  std::size_t size = 0;  // of the file; 0: there is none
  std::span<const Run> runs;
  std::string_view bytes;  // of all runs, one after the other
};
// packaging/new_database.cpp writes it while building, out of bot/migrations.
NewDatabase new_database();

// The table in which a database keeps which migrations it has.
inline constexpr const char* migrations_table =
    "CREATE TABLE IF NOT EXISTS migrations (component TEXT NOT NULL, number INTEGER NOT NULL, "
    "name TEXT NOT NULL, applied INTEGER NOT NULL, PRIMARY KEY (component, number)) STRICT, "
    "WITHOUT ROWID";

// Gives a database that has nothing in it those pages, all or none of them. false: it has something in it, or could not be
// written; it is as it was, and whoever writes to it next learns why. Outside of any transaction.
bool copy_new_database(Database& db);

}  // namespace usher
