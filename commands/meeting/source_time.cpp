// commands/meeting/source_time.cpp: times as YAML writes them.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/meeting/source_yaml.hpp"

#include <fmt/format.h>

#include <charconv>

namespace usher::meeting {

namespace {

using std::chrono::days;

// "0000-00-00", "00:00:00": digits where the shape has 0.
bool fits(std::string_view text, std::string_view shape) {
  if (text.size() != shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (shape[i] == '0' ? !digit : text[i] != shape[i]) return false;
  }
  return true;
}

int number(std::string_view digits) {
  int out = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return out;
}

}  // namespace

std::optional<SourceTime> source_time(std::string_view text) {
  constexpr std::string_view day_shape = "0000-00-00", clock_shape = "00:00:00";
  if (!fits(text.substr(0, day_shape.size()), day_shape)) return std::nullopt;
  const std::chrono::year_month_day day(
      std::chrono::year(number(text.substr(0, 4))),
      std::chrono::month(static_cast<unsigned>(number(text.substr(5, 2)))),
      std::chrono::day(static_cast<unsigned>(number(text.substr(8, 2))))
  );
  if (!day.ok()) return std::nullopt;
  SourceTime out;
  out.shown = std::chrono::local_seconds(std::chrono::local_days(day));
  if (text.size() == day_shape.size()) {
    out.day = true;
    return out;
  }
  std::size_t at = day_shape.size();
  if (text[at] == 'T')
    ++at;
  else
    at = text.find_first_not_of(' ', at);
  if (at == std::string_view::npos || at == day_shape.size()) return std::nullopt;
  const std::string_view clock = text.substr(at, clock_shape.size());
  if (!fits(clock, clock_shape)) return std::nullopt;
  const int hour = number(clock.substr(0, 2));
  const int minute = number(clock.substr(3, 2));
  const int second = number(clock.substr(6, 2));
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  out.clock = at;
  out.shown +=
      std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second);
  const std::string_view zone = trim(text.substr(at + clock_shape.size()));
  if (zone.empty()) return out;
  const bool utc = zone == "Z" || zone == "+00:00" || zone == "-00:00" || zone == "+00";
  const bool other = fits(zone.substr(1), "00:00") || fits(zone.substr(1), "00");
  if (!utc && (!other || (zone[0] != '+' && zone[0] != '-'))) return std::nullopt;
  out.zone = utc ? SourceTime::Zone::utc : SourceTime::Zone::other;
  return out;
}

std::string with_time(std::string_view text, const SourceTime& as, std::chrono::local_seconds now) {
  const auto day = std::chrono::floor<days>(now);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(now - day);
  return fmt::format(
      "{:04}-{:02}-{:02}{}{:02}:{:02}:{:02}{}", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      text.substr(10, as.clock - 10), clock.hours().count(), clock.minutes().count(),
      clock.seconds().count(), text.substr(as.clock + 8)
  );
}

}  // namespace usher::meeting
