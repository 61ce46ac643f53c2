// The tables of a new database in one script, in place of the migrations that have made them one after another.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"

#include <string_view>

namespace usher {

// What usher_migrations() make of an empty database, up to one of them; later ones follow as always. Each ALTER has SQLite read
// every table's definition again, so that all of them take a new database several times as long as what they come to.
struct Baseline {
  int number = 0;        // the last one that it stands for
  std::string_view sql;  // bot/migrations/baseline/NNNN.sql, from packaging/make_baseline.py
};
Baseline usher_baseline();

// Gives a database that is empty (in memory, for instance) the tables of usher_migrations(), and no record of that. Throws
// DatabaseError.
void make_tables(Database& db);

}  // namespace usher
