// commands/meeting/feed_table.hpp: what each date was last said to be in feeds: rows of meeting_feed
// (bot/migrations/0021_documents.sql).
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/meeting/feed_writing.hpp"
#include "commands/meeting/table.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

struct FedDate {
  std::int64_t date = 0, series = 0;
  std::string
      uid;  // "20260114T180000Z-1f2e3d4c5b6a7988@usher": the same for as long as the date is there
  FeedStamp stamp;
  sys_seconds start{};
  std::string lines;  // of lines_of()
};
std::optional<FedDate> fed_date(Database& db, std::int64_t date);
// Of these series, by start; at most so many.
std::vector<FedDate> fed_dates(
    Database& db, const std::vector<std::int64_t>& series, std::size_t most
);
// Dates that have not ended at `day` and begin before `until`, or did before they were moved: the buttons of what was posted
// then lead to them.
struct FedName {
  std::int64_t date = 0, series = 0;
  std::string uid;
};
std::vector<FedName> fed_between(Database& db, sys_seconds day, sys_seconds until);
// Makes the row say so. Where the lines differ from before, the sequence is raised and `now` is when it changed.
void feed(
    Database& db, const Series& series, const MeetingDate& date, std::string_view community,
    std::string_view lines, sys_seconds now
);
// All of this series but those that end after `day` (cancelled) or `kept` (not).
void unfeed_past(Database& db, std::int64_t series, sys_seconds day, sys_seconds kept);
// Of series that are there no more.
void unfeed_gone(Database& db);

}  // namespace usher::meeting
