// bot/net/log.cpp: names, instants and lines of logs.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/log.hpp"

#include "bot/net/tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace usher::net {
namespace {

// ".rst" of "a.b.rst"; "." where the name ends so, empty where there is no full stop.
std::string_view ending(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view{} : name.substr(dot);
}

bool is_text(std::string_view name) {
  constexpr std::array<std::string_view, 5> texts = {".rst", ".md", ".txt", ".", ""};
  return std::ranges::find(texts, ending(name)) != texts.end();
}

int digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

int LogNames::fit(std::string_view other) const {
  if (other == name) return 3;
  if (beginning.empty() || !other.starts_with(beginning) || other.size() == beginning.size())
    return 0;
  const char next = other[beginning.size()];
  if (next != '-' && next != '.') return 0;
  if (ending(other) == ending(name)) return 2;
  return is_text(other) ? 1 : 0;
}

std::optional<LogNames> log_names(const Call& call) {
  LogNames names{call.path, call.body};
  if (!is_file_name(names.name)) return std::nullopt;
  if (!names.beginning.empty() && (!is_file_name(names.beginning) || names.fit(names.name) != 3 ||
                                   !names.name.starts_with(names.beginning)))
    return std::nullopt;
  return names;
}

std::string log_text(const std::vector<LogEntry>& entries) {
  std::string out;
  for (const LogEntry& entry : entries) {
    const auto day = std::chrono::floor<std::chrono::days>(entry.at);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(entry.at - day);
    fmt::format_to(
        std::back_inserter(out), "{} {:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z {}\n", entry.commit,
        static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()), time.hours().count(), time.minutes().count(),
        time.seconds().count(), entry.name
    );
  }
  return out;
}

std::optional<CommitPath> parse_commit_path(std::string_view path) {
  if (!path.starts_with('@')) return std::nullopt;
  auto parsed = parse_blob_path(path.substr(1));
  if (!parsed) return std::nullopt;
  return CommitPath{std::move(parsed->sha), std::move(parsed->name)};
}

std::optional<sys_seconds> parse_utc(std::string_view text) {
  if (text.size() != 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' ||
      text[16] != ':' || text[19] != 'Z')
    return std::nullopt;
  const int year = digits(text.substr(0, 4));
  const int month = digits(text.substr(5, 2));
  const int day = digits(text.substr(8, 2));
  const int hour = digits(text.substr(11, 2));
  const int minute = digits(text.substr(14, 2));
  const int second = digits(text.substr(17, 2));
  if (year < 1970 || month < 1 || day < 1 || hour < 0 || minute < 0 || second < 0 || hour > 23 ||
      minute > 59 || second > 60)
    return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
      std::chrono::day(static_cast<unsigned>(day))
  };
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
}

}  // namespace usher::net
