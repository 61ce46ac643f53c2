// commands/proposals/reports.hpp: what maintainers are to be told of listings (bot/migrations/0016_maintainers_told.sql).
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

// As stored.
enum class ReportKind : std::uint8_t {
  left = 0,     // some are no longer in the source; no news
  refused = 1,  // a listing lacks too many to be believed
  empty = 2,    // one holds none at all; refused as well
  lasting = 3,  // a refused one is believed, since it has stayed as it is
  trusted = 4,  // or since a maintainer said so
};

struct Report {
  ReportKind kind = ReportKind::left;
  std::string of;  // what it is told apart by: the number of the poll, or the listing's fingerprint
  std::size_t lacks = 0, known = 0;
  std::vector<std::string> names = {
  };  // of the first that left; or who trusted it, where that is known
  sys_seconds at{};
};

// Once of each happening. A listing that was refused is one again after it was believed, else after a week; and the other
// way round.
void add_report(Database& db, std::string_view series, const Report& report);
// Those that nobody was told of yet, the oldest first.
std::vector<Report> untold_reports(Database& db, std::string_view series);
// They are told now. Who and what they named is forgotten.
void settle_reports(Database& db, std::string_view series);
// "left 12": within the series.
std::string name_of(const Report& report);

}  // namespace usher::proposals
