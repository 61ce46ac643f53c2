// commands/proposals/iso_time.cpp: UTC, to the second.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/iso_time.hpp"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <chrono>

namespace usher::proposals {

namespace {

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool all = ec == std::errc() && end == text.data() + text.size() && text.front() != '-';
  return all ? std::optional(value) : std::nullopt;
}

}  // namespace

std::string iso_time(sys_seconds at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(at - day);
  return fmt::format(
      "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
      time.minutes().count(), time.seconds().count()
  );
}

std::optional<sys_seconds> from_iso_time(std::string_view text) {
  if (text.size() != 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' ||
      text[16] != ':' || text[19] != 'Z')
    return std::nullopt;
  std::array<int, 6> parts{};
  constexpr std::array<std::pair<std::size_t, std::size_t>, 6> places = {
      {{0, 4}, {5, 2}, {8, 2}, {11, 2}, {14, 2}, {17, 2}}
  };
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto value = digits(text.substr(places.at(i).first, places.at(i).second));
    if (!value) return std::nullopt;
    parts.at(i) = *value;
  }
  const std::chrono::year_month_day date{
      std::chrono::year(parts[0]), std::chrono::month(static_cast<unsigned>(parts[1])),
      std::chrono::day(static_cast<unsigned>(parts[2]))
  };
  if (!date.ok() || parts[3] > 23 || parts[4] > 59 || parts[5] > 59) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(parts[3]) +
         std::chrono::minutes(parts[4]) + std::chrono::seconds(parts[5]);
}

}  // namespace usher::proposals
