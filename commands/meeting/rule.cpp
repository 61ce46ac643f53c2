// commands/meeting/rule.cpp: reading a recurrence rule, part by part.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/rule.hpp"

#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace usher::meeting {

namespace {

using Problem = std::string;  // empty: none

constexpr std::size_t longest_list = 400;  // a part with every day of a year has 366

std::optional<int> whole(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.starts_with("+"))
    return std::nullopt;
  return value;
}

constexpr std::array<std::pair<std::string_view, std::chrono::weekday>, 7> weekdays = {{
    {"SU", std::chrono::Sunday},
    {"MO", std::chrono::Monday},
    {"TU", std::chrono::Tuesday},
    {"WE", std::chrono::Wednesday},
    {"TH", std::chrono::Thursday},
    {"FR", std::chrono::Friday},
    {"SA", std::chrono::Saturday},
}};

std::optional<std::chrono::weekday> weekday_of(std::string_view text) {
  for (const auto& [name, day] : weekdays)
    if (name == text) return day;
  return std::nullopt;
}

constexpr std::array<std::pair<std::string_view, Frequency>, 7> frequencies = {{
    {"YEARLY", Frequency::yearly},
    {"MONTHLY", Frequency::monthly},
    {"WEEKLY", Frequency::weekly},
    {"DAILY", Frequency::daily},
    {"HOURLY", Frequency::hourly},
    {"MINUTELY", Frequency::minutely},
    {"SECONDLY", Frequency::secondly},
}};

Problem bad(std::string_view part, std::string_view value) {
  return fmt::format("{} cannot be “{}”", part, value.substr(0, 40));
}

// Numbers from `least` to `most`; negative ones too where they count from the end.
struct Numbers {
  std::vector<int>* to;
  int least, most;
  bool from_end = false;
};

Problem read_numbers(std::string_view part, std::string_view value, const Numbers& into) {
  const auto words = split(value, ',');
  if (words.size() > longest_list) return fmt::format("{} has too many values", part);
  for (const std::string_view word : words) {
    const auto number = whole(trim(word));
    const bool fits =
        number && ((*number >= into.least && *number <= into.most) ||
                   (into.from_end && *number <= -into.least && *number >= -into.most));
    if (!fits) return bad(part, word);
    into.to->push_back(*number);
  }
  std::ranges::sort(*into.to);
  into.to->erase(std::ranges::unique(*into.to).begin(), into.to->end());
  return {};
}

Problem read_days(std::string_view value, std::vector<ByDay>& to) {
  const auto words = split(value, ',');
  if (words.size() > longest_list) return "BYDAY has too many values";
  for (std::string_view word : words) {
    word = trim(word);
    if (word.size() < 2) return bad("BYDAY", word);
    const auto day = weekday_of(word.substr(word.size() - 2));
    const std::string_view number = word.substr(0, word.size() - 2);
    const auto nth = number.empty() ? std::optional<int>(0) : whole(number);
    if (!day || !nth || (!number.empty() && *nth == 0) || *nth > 53 || *nth < -53)
      return bad("BYDAY", word);
    const ByDay one{*nth, *day};
    if (std::ranges::find(to, one) == to.end()) to.push_back(one);
  }
  return {};
}

Problem read_part(Rule& rule, std::string_view part, std::string_view value) {
  const auto numbers = [&](std::vector<int>& to, int least, int most, bool from_end = false) {
    return read_numbers(part, value, {&to, least, most, from_end});
  };
  if (part == "FREQ") {
    for (const auto& [name, freq] : frequencies)
      if (name == value) {
        rule.freq = freq;
        return {};
      }
    return bad(part, value);
  }
  if (part == "INTERVAL" || part == "COUNT") {
    const auto number = whole(value);
    if (!number || *number < 1) return bad(part, value);
    if (part == "COUNT")
      rule.count = number;
    else
      rule.interval = *number;
    return {};
  }
  if (part == "UNTIL") {
    rule.until = parse_instant(value);
    return rule.until ? Problem() : bad(part, value);
  }
  if (part == "WKST") {
    const auto day = weekday_of(value);
    if (!day) return bad(part, value);
    rule.week_start = *day;
    return {};
  }
  if (part == "BYDAY") return read_days(value, rule.days);
  // 60 is a leap second, which no clock here shows.
  if (part == "BYSECOND") return numbers(rule.seconds, 0, 60);
  if (part == "BYMINUTE") return numbers(rule.minutes, 0, 59);
  if (part == "BYHOUR") return numbers(rule.hours, 0, 23);
  if (part == "BYMONTHDAY") return numbers(rule.month_days, 1, 31, true);
  if (part == "BYYEARDAY") return numbers(rule.year_days, 1, 366, true);
  if (part == "BYWEEKNO") return numbers(rule.week_nos, 1, 53, true);
  if (part == "BYMONTH") return numbers(rule.months, 1, 12);
  if (part == "BYSETPOS") return numbers(rule.set_pos, 1, 366, true);
  // RFC 7529: another calendar, or other days where one does not exist.
  if ((part == "RSCALE" && value == "GREGORIAN") || (part == "SKIP" && value == "OMIT")) return {};
  return fmt::format("{}={} is not known", part.substr(0, 40), value.substr(0, 40));
}

}  // namespace

std::optional<Rule::Until> parse_instant(std::string_view text) {
  Rule::Until out;
  out.utc = text.ends_with('Z');
  if (out.utc) text.remove_suffix(1);
  out.date = text.size() == 8;
  const bool shaped = (out.date && !out.utc) || (text.size() == 15 && text[8] == 'T');
  if (!shaped) return std::nullopt;
  const auto part = [&](std::size_t at, std::size_t size) {
    int value = 0;
    const char* const from = text.data() + at;
    const auto [end, error] = std::from_chars(from, from + size, value);
    return error == std::errc() && end == from + size && *from != '-' ? value : -1;
  };
  const std::chrono::year_month_day day{
      std::chrono::year(part(0, 4)), std::chrono::month(static_cast<unsigned>(part(4, 2))),
      std::chrono::day(static_cast<unsigned>(part(6, 2)))
  };
  if (part(0, 4) < 0 || !day.ok()) return std::nullopt;
  out.at = std::chrono::local_days(day);
  if (out.date) return out;
  const int hour = part(9, 2);
  const int minute = part(11, 2);
  const int second = part(13, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
    return std::nullopt;
  out.at += std::chrono::hours(hour) + std::chrono::minutes(minute) +
            std::chrono::seconds(std::min(second, 59));
  return out;
}

std::expected<Rule, std::string> parse_rule(std::string_view text) {
  Rule rule;
  const std::string upper = to_upper_ascii(text);
  std::vector<std::string_view> seen;
  for (const std::string_view piece : split(upper, ';')) {
    const std::string_view part = trim(piece);
    if (part.empty()) continue;  // a semicolon at the end
    const auto equals = part.find('=');
    if (equals == std::string_view::npos)
      return std::unexpected(fmt::format("“{}” has no value", part.substr(0, 40)));
    const std::string_view name = part.substr(0, equals);
    if (std::ranges::find(seen, name) != seen.end())
      return std::unexpected(fmt::format("{} is there twice", name.substr(0, 40)));
    seen.push_back(name);
    if (Problem problem = read_part(rule, name, part.substr(equals + 1)); !problem.empty())
      return std::unexpected(std::move(problem));
  }
  if (std::ranges::find(seen, std::string_view("FREQ")) == seen.end())
    return std::unexpected("FREQ is missing");
  std::erase(rule.seconds, 60);
  return rule;
}

}  // namespace usher::meeting
