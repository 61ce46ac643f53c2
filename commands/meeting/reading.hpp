// commands/meeting/reading.hpp: what is made of a calendar on the worker: its series, and when they take place. As bytes, for a
// service's answer; the brain compares them with its rows.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"
#include "commands/meeting/zone.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

struct ReadOccurrence {
  sys_seconds start{}, end{};  // UTC
  bool all_day = false;
  bool cancelled = false;  // STATUS:CANCELLED, or its own title says so
  bool shown_twice =
      false;  // the clocks of its zone show that time twice, or never: the instant is what was chosen
  // Of its own, where they differ from those of the series.
  std::string title, join;
  bool operator==(const ReadOccurrence&) const = default;
};

// All events of one title: calendars give one meeting two events where it has two cadences.
struct ReadSeries {
  std::string key;              // name_key of its title
  std::string title;            // as the calendar has it, without the mark of a cancellation
  bool next_cancelled = false;  // the title has that mark: the next one does not take place
  std::string description;      // at most 4 KB
  std::string join, other_join, agenda, dial_in, place;
  std::string zone;  // of its first event: "Europe/Berlin"
  sys_seconds ends{
  };  // its last occurrence, where that is known and comes within the window; else the epoch
  std::vector<ReadOccurrence> occurrences;  // by start
  bool operator==(const ReadSeries&) const = default;
};

struct Reading {
  sys_seconds from{}, until{};  // occurrences that begin in [from, until)
  std::vector<ReadSeries> series;
  std::vector<std::string>
      problems;  // for whoever keeps the calendar: "line 7: …"; the first twenty
};

// A calendar of more than this is cut: what comes first stays, and `until` says how far that is.
inline constexpr std::size_t most_read = 5'000;
inline constexpr std::size_t most_read_series = 1'000;

// Never throws for what is in the file. otherwise: the zone of floating times where the calendar names none.
Reading read_meetings(
    std::string_view bytes, const Zone& otherwise, sys_seconds from, sys_seconds until
);

std::string encode(const Reading& reading);
std::string encode(const ReadSeries& series);
// Nothing for bytes that encode() has not written, or has written in another version.
std::optional<Reading> decode_reading(std::string_view bytes);
std::optional<ReadSeries> decode_series(std::string_view bytes);

// Tells one reading of a series from another.
std::uint64_t digest_of(std::string_view encoded_series);

// The path of a Call that wants occurrences of [from, until), and back.
std::string window_path(sys_seconds from, sys_seconds until);
std::optional<std::pair<sys_seconds, sys_seconds>> window_in(std::string_view path);

}  // namespace usher::meeting
