// commands/meeting/calendar_lines.cpp: folding and escaping.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/calendar_lines.hpp"

#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace usher::meeting {

namespace {

constexpr std::size_t most_octets = 75;

// Where the character that would be parted at `at` begins.
std::size_t at_character(std::string_view line, std::size_t from, std::size_t at) {
  std::size_t out = at;
  while (out > from && (static_cast<unsigned char>(line[out]) & 0xC0U) == 0x80U) --out;
  return out > from ? out : at;  // no UTF-8: then anywhere
}

std::string day_of(const std::chrono::year_month_day& date) {
  return fmt::format(
      "{:04}{:02}{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
      static_cast<unsigned>(date.day())
  );
}

}  // namespace

void put_line(std::string& out, std::string_view given) {
  std::string line(given);
  std::erase_if(line, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  std::size_t at = 0;
  std::size_t room = most_octets;
  while (line.size() - at > room) {
    const std::size_t end = at_character(line, at, at + room);
    out.append(line, at, end - at);
    out += "\r\n ";
    at = end;
    room = most_octets - 1;  // the blank counts
  }
  out.append(line, at);
  out += "\r\n";
}

std::string text_value(std::string_view text) {
  std::string out;
  for (const char c : sanitize(text, true)) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\t') {
      out += ' ';
      continue;
    }
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    out += c;
  }
  return out;
}

std::string time_value(sys_seconds at) {
  const auto date = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::hh_mm_ss time(at - date);
  return fmt::format(
      "{}T{:02}{:02}{:02}Z", day_of(date), time.hours().count(), time.minutes().count(),
      time.seconds().count()
  );
}

std::string day_value(std::chrono::local_days day) {
  return day_of(std::chrono::year_month_day(day));
}

}  // namespace usher::meeting
