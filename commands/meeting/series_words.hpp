// commands/meeting/series_words.hpp: what an organiser is shown of a whole series before anything is done, and what a calendar's
// keeper has to write.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/meeting/answers.hpp"
#include "commands/meeting/reach.hpp"
#include "commands/meeting/rhythm.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace usher::meeting {

// Organisers and maintainers make and change series.
bool may_change_series(const Asked& asked);
// Of this series: also who hosts it, where it was made in chat.
bool may_change_series(const Asked& asked, std::string_view key);
Outcome refuse_series(const Asked& asked);

// "Wed 13 Jan 2027, 17:00 UTC (Wed 13 Jan 2027, 18:00 Europe/Berlin)"
Inline both_clocks(sys_seconds at, const Reader& to);

// What is odd about dates of this rhythm from then on: times that clocks show twice or never, other meetings at the same time.
// series: which is not an other one.
Doc date_warnings(
    const Rhythm& rhythm, std::span<const ReadOccurrence> dates, std::int64_t series,
    const Reader& to
);
// Rooms and how many people.
Doc reach_doc(const Reach& reach, const Say& say);

// A VEVENT that says so: with TZID, and the rule.
std::string event_text(
    const Rhythm& rhythm, const std::string& title, const std::string& link,
    const std::string& about
);
// DTSTART, RRULE and EXDATE alone; of a rhythm without dates, nothing.
std::string rule_lines(const Rhythm& rhythm);
// start, zone and rule as meetings.toml has them.
std::string toml_lines(const Rhythm& rhythm);

// What stands in the way of an order, as a question of what to type.
Doc not_understood(std::string_view word, const std::string& command, const Say& say);

}  // namespace usher::meeting
