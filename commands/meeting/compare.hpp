// commands/meeting/compare.hpp: what a calendar's new reading changes about meetings that are yet to come. Pure.
//
// Calendars are changed by editing when a series begins, not by exceptions (facts: 38 of 59 changes to NumPy's), so dates are
// compared, never rules; and only those to come: an edit after a meeting takes its date away and says nothing.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace usher::meeting {

struct OldDate {
  sys_seconds said{};  // as the calendar had it
  bool cancelled = false;
};
struct NewDate {
  sys_seconds start{};
  bool cancelled = false;
};

// By places in what was given.
struct Differences {
  std::vector<std::pair<std::size_t, std::size_t>> same;   // old, new: at the same instant
  std::vector<std::pair<std::size_t, std::size_t>> moved;  // likewise
  std::vector<std::size_t> gone;                           // old: takes place no more
  std::vector<std::size_t> added;                          // new
};

// Both by start; only dates after `now` may be given. What is left on both sides is paired in order, each with one that is
// no further than half the time between two dates: a series that is put an hour or a week later has moved, not ended and begun.
Differences compare(std::span<const OldDate> before, std::span<const NewDate> after);

// The usual time between two of these dates; two weeks where there are fewer than three.
std::chrono::seconds cadence_of(std::vector<sys_seconds> dates);

}  // namespace usher::meeting
