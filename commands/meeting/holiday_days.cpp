// commands/meeting/holiday_days.cpp: events to days, and back from lines.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/holiday_days.hpp"

#include "bot/text.hpp"
#include "commands/meeting/occurrences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace usher::meeting {

namespace {

using std::chrono::days;

constexpr std::size_t most = 5'000;
constexpr std::size_t longest_name = 100;
constexpr days longest{60};

}  // namespace

std::string holiday_lines(std::string_view ics, sys_seconds from, sys_seconds until) {
  const Calendar calendar = read_calendar(ics, Zone());
  std::string out;
  std::size_t count = 0;
  for (const Occurrence& one : occurrences(calendar, from - longest, until).all) {
    if (!one.all_day || one.cancelled) continue;
    const auto first = std::chrono::floor<days>(one.shown);
    const days length = std::clamp(std::chrono::ceil<days>(one.end - one.start), days(1), longest);
    const std::string name = shorten(sanitize(one.entry->summary), longest_name);
    for (days i{0}; i < length && count < most; ++i) {
      const auto day = first + i;
      const sys_seconds at(std::chrono::seconds(day.time_since_epoch()));
      if (at < from || at >= until) continue;
      out += fmt::format("{} {}\n", day.time_since_epoch().count(), name);
      ++count;
    }
  }
  return out;
}

std::vector<Holiday> holidays_in(std::string_view lines) {
  std::vector<Holiday> out;
  for (const std::string_view line : split(lines, '\n')) {
    int day = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), day);
    if (error != std::errc()) continue;
    Holiday one;
    one.day = std::chrono::local_days(days(day));
    one.name = trim(line.substr(static_cast<std::size_t>(end - line.data())));
    if (std::ranges::find(out, one) == out.end()) out.push_back(std::move(one));
  }
  return out;
}

}  // namespace usher::meeting
