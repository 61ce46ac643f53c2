// tests/support/pages_written.hpp: what a transaction costs the journal.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"

#include <sqlite3.h>

namespace usher::test {

// Pages that this connection has given to the journal or the file so far.
inline int pages_written(const Database& db) {
  int written = 0;
  int most = 0;
  sqlite3_db_status(
      static_cast<sqlite3*>(db.handle()), SQLITE_DBSTATUS_CACHE_WRITE, &written, &most, 0
  );
  return written;
}

}  // namespace usher::test
