// commands/meeting/source_dates.hpp: when the meetings of a calendar's YAML take place, as yaml2ics and its readers see it. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "commands/meeting/source_yaml.hpp"
#include "commands/meeting/zone.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace usher::meeting {

struct SourceMeeting {
  std::size_t event = 0;  // its place in SourceFile::events
  Zone zone;              // by whose clocks it is written
  SourceTime begin;
  std::optional<SourceTime> end;  // none: it has a length
  bool recurs = false;            // by `repeat`, or
  bool by_ics = false;            // by lines of iCalendar
  bool marked = false;  // its title says that it is called off: the next date of all of that title
  std::optional<SourceList> except, also;  // of `repeat`
  std::vector<sys_seconds> dates;          // that begin in the window
};

// Those whose titles have this key (names.hpp). Nothing where one of them cannot be read, or a title cannot.
std::optional<std::vector<SourceMeeting>> meetings_of(
    const SourceFile& file, std::string_view key, sys_seconds from, sys_seconds until
);

// What takes place after `now`, by instant.
std::vector<sys_seconds> dates_of(const std::vector<SourceMeeting>& meetings, sys_seconds now);

// "20260128T180000"
std::string basic_time(std::chrono::local_seconds shown);

}  // namespace usher::meeting
