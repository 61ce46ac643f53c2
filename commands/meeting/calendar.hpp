// commands/meeting/calendar.hpp: an iCalendar file (RFC 5545) as values. Pure: for the worker thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/meeting/rule.hpp"
#include "commands/meeting/zone.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

// A date, or a time on a wall clock, and whose.
struct Moment {
  std::chrono::local_seconds shown{};  // of a date: its midnight
  Zone zone;                           // of dates and floating times the calendar's own
  bool date = false, floating = false;
  sys_seconds at() const { return zone.to_utc(shown); }
};

struct ExtraDate {  // RDATE; as a period with a length of its own
  Moment start;
  std::optional<std::chrono::seconds> length;
};

// One VEVENT: a single event, a series, or one occurrence of a series as it became.
struct Entry {
  std::string uid, summary, description, location, url;
  std::string status;  // "CONFIRMED", "TENTATIVE", "CANCELLED"; empty: it says none
  std::vector<std::string> categories;
  Moment start;
  std::chrono::seconds length{0};
  std::optional<Rule> rule;
  std::vector<ExtraDate> extra;
  std::vector<Moment> except;        // EXDATE
  std::optional<Moment> recurrence;  // RECURRENCE-ID: of which occurrence this is what became
  int sequence = 0;
  std::optional<sys_seconds> modified;  // LAST-MODIFIED
  std::size_t line = 0;                 // where it begins in the file
};

// For whoever keeps the calendar.
struct Problem {
  std::size_t line = 0;
  std::string what;
};

struct Calendar {
  std::string name;
  Zone zone;  // X-WR-TIMEZONE, else what the reader was given
  std::vector<Entry> entries;
  std::vector<Problem> problems;  // what could not be read; all else counts
};

struct CalendarLimits {
  std::size_t entries = 100'000;
  std::size_t component = 1U << 20U;  // bytes of one VEVENT or VTIMEZONE
  std::size_t text = 16'384;          // bytes of one text that are kept
  std::size_t problems = 100;
};

// Never throws for what is in the file; linear. otherwise: the zone of floating times where the file names none.
Calendar read_calendar(
    std::string_view bytes, const Zone& otherwise, const CalendarLimits& limits = {}
);

}  // namespace usher::meeting
