// tests/support/remnants.hpp: a table from which rows were deleted, and whose pages still hold bytes of them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"

#include <random>
#include <string>

namespace usher::test {

// Rows that grow and shrink, so that SQLite lays pages out anew and leaves old bytes in them; the half that says `word` is
// deleted then. 300 rows of neighbours stay. secure_delete does not help: it overwrites what is deleted, where it last stood.
inline void leave_remnants(Database& db, const std::string& word) {
  db.script(
      "CREATE TABLE remnants (n INTEGER PRIMARY KEY, who TEXT NOT NULL, body TEXT NOT NULL) STRICT"
  );
  std::minstd_rand random(7);
  const auto below = [&random](unsigned most) { return static_cast<std::size_t>(random() % most); };
  for (int n = 0; n < 600; ++n) {
    db.run(
        "INSERT INTO remnants VALUES(?,?,?)", n, n % 2 == 0 ? "a-neighbour" : word,
        std::string(20 + below(280), 'x')
    );
    if (n > 2 && below(2) == 0)
      db.run(
          "UPDATE remnants SET body=? WHERE n=?", std::string(20 + below(880), 'y'),
          static_cast<int>(below(static_cast<unsigned>(n)))
      );
  }
  db.run("DELETE FROM remnants WHERE who=?", word);
}

}  // namespace usher::test
