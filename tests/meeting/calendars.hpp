// tests/meeting/calendars.hpp: instants, calendars as text, and what their service answers.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "bot/model.hpp"
#include "commands/meeting/holiday_days.hpp"
#include "commands/meeting/reading.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace usher::test {

inline sys_seconds at(int year, unsigned month, unsigned day, int hour = 0, int minute = 0) {
  const std::chrono::sys_days date =
      std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
  return date + std::chrono::hours(hour) + std::chrono::minutes(minute);
}

// "SUMMARY:…" and so on for one event.
inline std::string event_of(const std::string& lines, int number) {
  return "BEGIN:VEVENT\r\nUID:" + std::to_string(number) + "\r\nDTSTAMP:20260101T000000Z\r\n" +
         lines + "END:VEVENT\r\n";
}
inline std::string calendar_with(const std::vector<std::string>& events) {
  std::string out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tests//EN\r\n";
  int number = 0;
  for (const std::string& one : events) out += event_of(one, ++number);
  return out + "END:VCALENDAR\r\n";
}

// An hour every two weeks from 14 January 2026, 18:00 UTC on.
inline const std::string community_call =
    "SUMMARY:Community Call\r\nDTSTART:20260114T180000Z\r\nDTEND:20260114T190000Z\r\n"
    "RRULE:FREQ=DAILY;INTERVAL=14\r\nURL:https://e.zoom.us/j/x1?pwd=a\r\n";

// What a calendar's service answers where this is the calendar.
inline Fetched calendar_answer(const Call& call, const std::string& calendar) {
  Fetched out;
  out.tag = call.tag;
  out.etag = std::to_string(meeting::digest_of(calendar));
  out.status = out.etag == call.etag ? 304 : 200;
  const auto window = meeting::window_in(call.path);
  REQUIRE(window);
  if (out.status == 200) {
    // Many tests have the same calendars and days; to expand them once is enough.
    static std::map<std::pair<std::string, std::string>, std::string> known;
    std::string& body = known[{calendar, call.path}];
    if (body.empty())
      body = meeting::encode(
          meeting::read_meetings(calendar, meeting::Zone(), window->first, window->second)
      );
    out.body = body;
  }
  return out;
}

// The same, of a calendar of holidays.
inline Fetched holidays_answer(const Call& call, const std::string& calendar) {
  Fetched out;
  out.tag = call.tag;
  out.etag = std::to_string(meeting::digest_of(calendar));
  out.status = out.etag == call.etag ? 304 : 200;
  const auto window = meeting::window_in(call.path);
  REQUIRE(window);
  if (out.status == 200) out.body = meeting::holiday_lines(calendar, window->first, window->second);
  return out;
}

}  // namespace usher::test
