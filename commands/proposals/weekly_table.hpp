// commands/proposals/weekly_table.hpp: rooms with a weekly summary (bot/migrations/0009_proposal_weekly.sql).
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "bot/person.hpp"
#include "commands/proposals/weekly_time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

struct Weekly {
  std::int64_t id = 0;  // given when it is first kept, and never to another room
  std::string space, room;
  WeeklyTime time;
  bool always = false;  // also after a week without news
  sys_seconds due{};    // the next one
  std::int64_t told =
      0;  // the place of the last piece of news (news_table.hpp) that the room was told of
  bool operator==(const Weekly&) const = default;
};

std::optional<Weekly> weekly_of(Database& db, std::string_view series, const Place& room);
std::optional<Weekly> weekly_by_id(Database& db, std::string_view series, std::int64_t id);
std::vector<Weekly> all_weeklies(Database& db, std::string_view series);
// A room has one. Returns it with its id.
Weekly keep_weekly(Database& db, std::string_view series, const Weekly& weekly);
// The place (news_table.hpp) of the last piece of news that was seen before then.
std::int64_t news_before(Database& db, std::string_view series, sys_seconds at);
void remove_weekly(Database& db, std::string_view series, std::int64_t id);

}  // namespace usher::proposals
