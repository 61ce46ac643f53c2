// bot/listing_book.cpp: rows of listings_asked (bot/migrations/0014_polls_remembered.sql).
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/listing_book.hpp"

namespace usher {

std::chrono::seconds until_listing(
    Database& db, std::string_view service, sys_seconds now, std::size_t most
) {
  constexpr std::chrono::hours an_hour{1};
  db.run(
      "DELETE FROM listings_asked WHERE service=? AND (at<=? OR at>?)", service, now - an_hour, now
  );
  {
    auto row = db.query(
        "SELECT at FROM listings_asked WHERE service=? ORDER BY at DESC,id DESC LIMIT 1 OFFSET ?",
        service, most - 1
    );
    if (row.next()) return row.time(0) + an_hour - now;
  }
  db.run("INSERT INTO listings_asked(service,at) VALUES(?,?)", service, now);
  return std::chrono::seconds{0};
}

}  // namespace usher
