// commands/meeting/warned.cpp: rows of what was told.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/warned.hpp"

#include <utility>

namespace usher::meeting {

bool first_warning(Database& db, std::int64_t date, Warned kind, std::string_view what) {
  const int number = std::to_underlying(kind);
  const bool told = db.query(
                          "SELECT 1 FROM meeting_warned WHERE occurrence=? AND kind=? AND what=?",
                          date, number, what
  )
                        .next();
  if (!told)
    db.run("INSERT INTO meeting_warned(occurrence,kind,what) VALUES(?,?,?)", date, number, what);
  return !told;
}

void prune_warned(Database& db) {
  for (const char* const table : {"meeting_warned", "meeting_pad_checks"})
    db.run(
        std::string("DELETE FROM ") + table +
        " WHERE occurrence NOT IN (SELECT id FROM meeting_occurrences)"
    );
}

}  // namespace usher::meeting
