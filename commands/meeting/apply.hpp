// commands/meeting/apply.hpp: a series as it was read becomes rows, and what is news in that.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/meeting/news.hpp"
#include "commands/meeting/reading.hpp"

#include <cstdint>
#include <string_view>

namespace usher::meeting {

struct Applying {
  std::string_view source;
  sys_seconds now{};
  // Up to where dates were known before: a later one is not new, it has only come into sight.
  sys_seconds known_until{};
  bool first = false;  // of this calendar: everything is new, and nothing is news
  // An organiser has changed the series: a date that they had called off by itself stays so at its new time.
  bool as_whole = false;
};

// Dates that have begun stay as they are, whatever the calendar says of them now.
SeriesNews apply(Database& db, const ReadSeries& read, std::uint64_t digest, const Applying& how);
// The calendar has this series no more: what was to come of it is cancelled.
SeriesNews apply_gone(Database& db, std::int64_t series, sys_seconds now);

}  // namespace usher::meeting
