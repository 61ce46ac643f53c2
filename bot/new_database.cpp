// bot/new_database.cpp: pages in memory, and from there into the file.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/new_database.hpp"

#include <sqlite3.h>

#include <cstring>
#include <memory>

namespace usher {

namespace {

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close(db); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

// A database in memory; null where there is no memory.
Handle in_memory(const NewDatabase& image) {
  sqlite3* raw = nullptr;
  const int opened = sqlite3_open_v2(
      ":memory:", &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY, nullptr
  );
  Handle db(raw);
  if (opened != SQLITE_OK) return nullptr;
  auto* const file = static_cast<unsigned char*>(sqlite3_malloc64(image.size));
  if (file == nullptr) return nullptr;
  std::memset(file, 0, image.size);
  std::size_t from = 0;
  for (const NewDatabase::Run& run : image.runs) {
    std::memcpy(file + run.at, image.bytes.data() + from, run.size);
    from += run.size;
  }
  // The file is SQLite's from here on, whatever comes of it.
  const auto size = static_cast<sqlite3_int64>(image.size);
  const int taken = sqlite3_deserialize(
      db.get(), "main", file, size, size,
      SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY
  );
  return taken == SQLITE_OK ? std::move(db) : nullptr;
}

bool is_empty(Database& db) {
  auto row = db.query("SELECT count(*) FROM sqlite_master");
  return row.next() && row.integer(0) == 0;
}

}  // namespace

bool copy_new_database(Database& db) {
  const NewDatabase image = new_database();
  if (image.size == 0 || !is_empty(db)) return false;
  const Handle from = in_memory(image);
  if (!from) return false;
  auto* const to = static_cast<sqlite3*>(db.handle());
  sqlite3_backup* const copying = sqlite3_backup_init(to, "main", from.get(), "main");
  if (copying == nullptr) return false;
  // In one step, which is one transaction: finishing one that has not come to its end rolls it back.
  const bool whole = sqlite3_backup_step(copying, -1) == SQLITE_DONE;
  return sqlite3_backup_finish(copying) == SQLITE_OK && whole;
}

}  // namespace usher
