// commands/meeting/ical_time.cpp: times and rules.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/ical_time.hpp"

#include <algorithm>
#include <cstdlib>

namespace usher::meeting {

std::optional<std::chrono::local_seconds> shown_by(const icaltimetype& time) {
  if (icaltime_is_null_time(time) != 0 || time.month < 1 || time.day < 1) return std::nullopt;
  const std::chrono::year_month_day day{
      std::chrono::year(time.year), std::chrono::month(static_cast<unsigned>(time.month)),
      std::chrono::day(static_cast<unsigned>(time.day))
  };
  if (!day.ok() || time.year < 1 || time.year > 9999) return std::nullopt;
  std::chrono::local_seconds out = std::chrono::local_days(day);
  if (time.is_date != 0) return out;
  const bool fits = time.hour >= 0 && time.hour < 24 && time.minute >= 0 && time.minute < 60 &&
                    time.second >= 0 && time.second <= 60;
  if (!fits) return std::nullopt;
  return out + std::chrono::hours(time.hour) + std::chrono::minutes(time.minute) +
         std::chrono::seconds(std::min(time.second, 59));
}

std::chrono::seconds length_of(const icaldurationtype& duration) {
  const std::chrono::seconds length =
      std::chrono::weeks(duration.weeks) + std::chrono::days(duration.days) +
      std::chrono::hours(duration.hours) + std::chrono::minutes(duration.minutes) +
      std::chrono::seconds(duration.seconds);
  return duration.is_neg != 0 ? -length : length;
}

std::expected<Rule, std::string> rule_of(icalproperty* rrule) {
  icalrecurrencetype recur = icalproperty_get_rrule(rrule);
  char* const text = icalrecurrencetype_as_string_r(&recur);
  if (text == nullptr) return std::unexpected("it cannot be read");
  auto rule = parse_rule(text);
  icalmemory_free_buffer(text);
  return rule;
}

}  // namespace usher::meeting
