// commands/proposals/weekly_time.hpp: a time of the week by the clocks of one place, and its instants. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/zone_names.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace usher::proposals {

struct WeeklyTime {
  unsigned weekday = 1;              // 1: Monday … 7: Sunday
  std::chrono::minutes minute{540};  // of the day: 0 to 1439
  std::string zone = "UTC";          // IANA; one that the system does not know counts as UTC
  bool operator==(const WeeklyTime&) const = default;
};

// The first of its instants after `now`; the last one that is not after it. Always at the same wall time: a time that
// clocks skip is as much later as they are put on, one that they show twice is the first of the two.
sys_seconds next_after(const WeeklyTime& time, sys_seconds now);
sys_seconds last_until(const WeeklyTime& time, sys_seconds now);

// The week of that instant there: "2026-W39".
std::string iso_week(sys_seconds at, std::string_view zone);
// "2026-09-21 09:00 Asia/Taipei"
std::string wall_time(sys_seconds at, std::string_view zone);

}  // namespace usher::proposals
