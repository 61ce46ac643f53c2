// commands/meeting/made_keeping.hpp: dates of meetings that were made in chat, looked after as a calendar is; and calendars that get
// one of them.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/made.hpp"
#include "commands/meeting/news.hpp"
#include "commands/meeting/poll.hpp"
#include "commands/meeting/table.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace usher::meeting {

inline constexpr std::string_view made_job = "made";
inline constexpr std::chrono::hours made_every{12};  // as calendars that have not changed

// Its first dates; the news of it, to be told.
SeriesNews begin_made(Database& db, const MadeMeeting& made, sys_seconds now);
// Dates come into sight, clocks are changed by law, the last date is over: twice a day. With the next time.
Polled keep_made(Database& db, sys_seconds now);
// A calendar has a series of that key now: from then on its word counts. Its id; nothing where none was made here.
std::optional<std::int64_t> adopt(
    Database& db, std::string_view source, std::string_view key, sys_seconds now
);
// A calendar is configured no more: what it got from here is here again.
void give_back(Database& db, std::string_view source);
// A calendar gave it another title.
void rename_made(Database& db, std::string_view key, std::string_view to, std::string_view title);

}  // namespace usher::meeting
