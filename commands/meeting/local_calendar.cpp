// commands/meeting/local_calendar.cpp: lines of iCalendar.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/local_calendar.hpp"

#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace usher::meeting {

namespace {

// RFC 5545, 3.3.11.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : sanitize(text, true)) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    out += c;
  }
  return out;
}

// RFC 5545, 3.1: lines of at most 75 bytes; what is folded within a character is one again for the reader.
void put(std::string& out, std::string_view line) {
  constexpr std::size_t most = 74;
  for (std::size_t at = 0; at < line.size(); at += most) {
    if (at > 0) out += ' ';
    out += line.substr(at, most);
    out += "\r\n";
  }
}

// "2026-01-14T18:00" → "20260114T180000"; a day stays without a time.
std::string basic(std::string_view written) {
  std::string out;
  std::ranges::copy_if(written, std::back_inserter(out), [](char c) {
    return c != '-' && c != ':';
  });
  return out.size() == 13 ? out + "00" : out;
}

}  // namespace

std::string calendar_of(std::span<const LocalMeeting> meetings) {
  std::string out;
  put(out, "BEGIN:VCALENDAR");
  put(out, "VERSION:2.0");
  put(out, "PRODID:-//Usher//meetings//EN");
  for (const LocalMeeting& one : meetings) {
    const std::string where = one.zone == "UTC" ? "" : ";TZID=" + one.zone;
    const std::string end = one.zone == "UTC" ? "Z" : "";
    const std::string start = basic(one.start);
    put(out, "BEGIN:VEVENT");
    put(out, "UID:local-" + one.name);
    put(out, "DTSTAMP:20260101T000000Z");
    put(out, "SUMMARY:" + escaped(one.title));
    put(out, fmt::format("DTSTART{}:{}{}", where, start, end));
    put(out, fmt::format("DURATION:PT{}M", one.length.count()));
    if (!one.rule.empty()) put(out, "RRULE:" + one.rule);
    for (const std::string& text : one.except) {
      const std::string day = basic(text);
      const std::string_view clock =
          std::string_view(start).substr(std::min(start.size(), day.size()));
      put(out, fmt::format("EXDATE{}:{}{}{}", where, day, clock, end));
    }
    if (!one.url.empty()) put(out, "URL:" + one.url);
    if (!one.description.empty()) put(out, "DESCRIPTION:" + escaped(one.description));
    put(out, "END:VEVENT");
  }
  put(out, "END:VCALENDAR");
  return out;
}

}  // namespace usher::meeting
