// commands/meeting/rhythm.hpp: how often a meeting takes place, as an organiser says it. Values; pure.
//
// Wall time and a zone, never instants: "every two weeks at 18:00 in Berlin" stays at 18:00 there when clocks are switched.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/meeting/local_calendar.hpp"
#include "commands/meeting/reading.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

struct Rhythm {
  enum class Step : std::uint8_t {  // as encoded
    once = 0,
    days = 1,
    weeks = 2,
    month_weekdays = 3,  // "the second Wednesday"
    month_days = 4,      // "on day 15"
    years = 5,
    never = 6  // there are no dates
  };
  Step step = Step::once;
  int every = 1;
  std::vector<std::chrono::weekday> days;  // of weeks, in order from Monday; of month_weekdays one
  int nth = 0;                             // of month_weekdays: 1 to 4, -1: the last
  int month_day = 0;                       // of month_days: 1 to 31, -1: the last
  std::chrono::local_seconds start{};      // its first, by the clocks of `zone`
  std::string zone = "UTC";                // IANA
  std::optional<std::chrono::local_days> until;  // the last day on which it may be
  int count = 0;                                 // how many dates there are; 0: no number is said
  std::chrono::minutes length{60};
  std::vector<std::chrono::local_days> except;  // on these it is not
  bool operator==(const Rhythm&) const = default;
};

std::string encode(const Rhythm& rhythm);
// Nothing for bytes that encode() has not written.
std::optional<Rhythm> decode_rhythm(std::string_view bytes);

// Its first date: the first at or after `start` that the rule gives. False where it gives none.
bool begin_with_first(Rhythm& rhythm);

// "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"; empty: once, or never.
std::string rrule_of(const Rhythm& rhythm);
// Those that begin in [from, to), at most so many.
std::vector<ReadOccurrence> dates_of(
    const Rhythm& rhythm, sys_seconds from, sys_seconds to, std::size_t most = 20'000
);
// The start of its last date; nothing where it goes on, or there is none.
std::optional<sys_seconds> last_of(const Rhythm& rhythm);

// The rule behind these dates, by the clocks of that zone: the one that needs fewest exceptions. Nothing where they are at
// different times of the day, or no rule gives at most twice as many dates.
std::optional<Rhythm> rhythm_behind(
    std::span<const sys_seconds> starts, const std::string& zone, std::chrono::minutes length
);

// As a calendar of its own (local_calendar.hpp).
LocalMeeting local_of(const Rhythm& rhythm, const std::string& name, const std::string& title);

}  // namespace usher::meeting
