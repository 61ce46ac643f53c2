// bot/net/mail_dates.cpp: two grammars, one instant.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/mail_dates.hpp"

#include "bot/text.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>

namespace usher::net {
namespace {

using std::chrono::minutes;

// Takes `count` digits from the front; -1 where they are not there.
int take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return -1;
  int value = 0;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

// "+01:00", "+0100", "Z" or nothing.
std::optional<minutes> offset_of(std::string_view text) {
  if (text.empty() || text == "Z" || text == "z") return minutes{0};
  const bool minus = text.front() == '-';
  if (!minus && text.front() != '+') return std::nullopt;
  text.remove_prefix(1);
  const int hours = take_digits(text, 2);
  take(text, ':');
  const int rest = take_digits(text, 2);
  if (hours < 0 || hours > 23 || rest < 0 || rest > 59 || !text.empty()) return std::nullopt;
  const minutes offset{hours * 60 + rest};
  return minus ? -offset : offset;
}

struct Clock {
  int hour = -1, minute = -1, second = 0;
};

std::optional<sys_seconds> instant(int year, int month, int day, Clock at, minutes offset) {
  const std::chrono::year_month_day date{
      std::chrono::year(year), std::chrono::month(static_cast<unsigned>(std::max(month, 0))),
      std::chrono::day(static_cast<unsigned>(std::max(day, 0)))
  };
  const bool time = at.hour >= 0 && at.hour <= 23 && at.minute >= 0 && at.minute <= 59 &&
                    at.second >= 0 && at.second <= 60;
  if (!date.ok() || year < 1970 || year > 9999 || !time) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(at.hour) + minutes(at.minute) +
         std::chrono::seconds(std::min(at.second, 59)) - offset;
}

int month_of(std::string_view lower) {
  constexpr std::array<std::string_view, 12> names = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
  const auto* const found = std::ranges::find(names, lower);
  return found == names.end() ? 0 : static_cast<int>(found - names.begin()) + 1;
}

}  // namespace

std::optional<sys_seconds> parse_iso_date(std::string_view text) {
  text = trim(text);
  const int year = take_digits(text, 4);
  if (!take(text, '-')) return std::nullopt;
  const int month = take_digits(text, 2);
  if (!take(text, '-')) return std::nullopt;
  const int day = take_digits(text, 2);
  if (!take(text, 'T') && !take(text, ' ')) return std::nullopt;
  Clock at;
  at.hour = take_digits(text, 2);
  if (!take(text, ':')) return std::nullopt;
  at.minute = take_digits(text, 2);
  if (take(text, ':')) at.second = take_digits(text, 2);
  if (take(text, '.'))
    text.remove_prefix(std::min(text.find_first_not_of("0123456789"), text.size()));
  const auto offset = offset_of(text);
  return offset ? instant(year, month, day, at, *offset) : std::nullopt;
}

std::string utc_text(sys_seconds at) {
  // A time point alone would be formatted by the clock of this machine's zone.
  const std::tm utc = fmt::gmtime(std::chrono::system_clock::to_time_t(at));
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", utc);
}

std::optional<sys_seconds> parse_mail_date(std::string_view text) {
  if (text.size() > 100) return std::nullopt;
  const std::string lower = to_lower_ascii(text);
  auto words = split_words(lower);
  if (!words.empty() && words.front().ends_with(',')) words.erase(words.begin());
  if (words.size() < 5) return std::nullopt;
  std::string_view day = words[0];
  std::string_view year = words[2];
  std::string_view time = words[3];
  const int day_number = take_digits(day, day.size() == 1 ? 1 : 2);
  const int year_number = take_digits(year, 4);
  Clock at;
  at.hour = take_digits(time, 2);
  if (!take(time, ':')) return std::nullopt;
  at.minute = take_digits(time, 2);
  if (take(time, ':')) at.second = take_digits(time, 2);
  const bool utc = words[4] == "gmt" || words[4] == "ut" || words[4] == "utc";
  const auto offset = utc ? std::optional(minutes{0}) : offset_of(words[4]);
  if (!day.empty() || !year.empty() || !time.empty() || !offset) return std::nullopt;
  return instant(year_number, month_of(words[1]), day_number, at, *offset);
}

}  // namespace usher::net
