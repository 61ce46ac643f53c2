// commands/meeting/rule.hpp: a recurrence rule, RRULE of RFC 5545, 3.3.10, as it is written. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

enum class Frequency : std::uint8_t { yearly, monthly, weekly, daily, hourly, minutely, secondly };

// "2TU": the second Tuesday; "-1FR": the last Friday; "MO": every Monday (nth 0).
struct ByDay {
  int nth = 0;
  std::chrono::weekday day{};
  bool operator==(const ByDay&) const = default;
};

struct Rule {
  // Inclusive. Of the zone that DTSTART is in, unless utc; a date alone is that whole day.
  struct Until {
    std::chrono::local_seconds at{};
    bool utc = false, date = false;
  };

  Frequency freq = Frequency::daily;
  int interval = 1;
  std::optional<int> count;
  std::optional<Until> until;
  // Ascending, each value once; empty where the part is not written.
  std::vector<int> seconds, minutes, hours, month_days, year_days, week_nos, months, set_pos;
  std::vector<ByDay> days;
  std::chrono::weekday week_start = std::chrono::Monday;
};

// "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"; case does not matter. Else what is wrong, for whoever keeps the calendar: a part that is
// written twice, unknown, or out of its range. COUNT and UNTIL together, which the RFC forbids, both count. Linear.
std::expected<Rule, std::string> parse_rule(std::string_view text);

// "20240731T235959Z", "20240731": what UNTIL, and everything else in iCalendar, writes. Nothing where it is none.
std::optional<Rule::Until> parse_instant(std::string_view text);

}  // namespace usher::meeting
