// commands/meeting/local_calendar.cpp: lines of iCalendar.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/local_calendar.hpp"

#include "commands/meeting/calendar_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace usher::meeting {

namespace {

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
  put_line(out, "BEGIN:VCALENDAR");
  put_line(out, "VERSION:2.0");
  put_line(out, "PRODID:-//Usher//meetings//EN");
  for (const LocalMeeting& one : meetings) {
    const std::string where = one.zone == "UTC" ? "" : ";TZID=" + one.zone;
    const std::string end = one.zone == "UTC" ? "Z" : "";
    const std::string start = basic(one.start);
    put_line(out, "BEGIN:VEVENT");
    put_line(out, "UID:local-" + one.name);
    put_line(out, "DTSTAMP:20260101T000000Z");
    put_line(out, "SUMMARY:" + text_value(one.title));
    put_line(out, fmt::format("DTSTART{}:{}{}", where, start, end));
    put_line(out, fmt::format("DURATION:PT{}M", one.length.count()));
    if (!one.rule.empty()) put_line(out, "RRULE:" + one.rule);
    for (const std::string& text : one.except) {
      const std::string day = basic(text);
      const std::string_view clock =
          std::string_view(start).substr(std::min(start.size(), day.size()));
      put_line(out, fmt::format("EXDATE{}:{}{}{}", where, day, clock, end));
    }
    if (!one.url.empty()) put_line(out, "URL:" + one.url);
    if (!one.description.empty()) put_line(out, "DESCRIPTION:" + text_value(one.description));
    put_line(out, "END:VEVENT");
  }
  put_line(out, "END:VCALENDAR");
  return out;
}

}  // namespace usher::meeting
