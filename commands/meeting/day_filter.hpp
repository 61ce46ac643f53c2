// commands/meeting/day_filter.hpp: which days a recurrence rule means. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/meeting/rule.hpp"

#include <bitset>
#include <chrono>
#include <cstdint>
#include <vector>

namespace usher::meeting {

// A day is meant where every part that is written allows it: BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY, BYDAY; what is not
// written and is needed comes from DTSTART (RFC 5545, 3.3.10).
class DayFilter {
 public:
  DayFilter(const Rule& rule, std::chrono::local_days start);

  bool matches(std::chrono::local_days day) const;
  // The first day from there on that is in a month which is meant.
  std::chrono::local_days in_month(std::chrono::local_days day) const;

 private:
  bool fits_week(std::chrono::local_days day) const;
  bool fits_weekday(
      std::chrono::local_days day, const std::chrono::year_month_day& date, int year_day,
      int year_days
  ) const;

  std::uint16_t months_ = 0;          // bit n: month n
  std::uint32_t month_days_ = 0;      // bit n: day n
  std::uint32_t from_month_end_ = 0;  // bit n: day -n
  std::bitset<367> year_days_, from_year_end_;
  std::bitset<54> weeks_, from_last_week_;
  std::uint8_t weekdays_ = 0;  // bit n: weekday n of C, whichever it is in its month
  std::vector<ByDay> nth_;     // of the month, or of the year
  bool nth_of_month_ = true;
  bool any_month_day_ = true, any_year_day_ = true, any_week_ = true, any_weekday_ = true;
  std::chrono::weekday week_start_;
};

}  // namespace usher::meeting
