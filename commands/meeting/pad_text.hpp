// commands/meeting/pad_text.hpp: the page that a meeting's agenda and notes are written on together: a section for each date. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

struct PadSection {
  std::string title;                   // "NumPy community meeting"
  sys_seconds start{};                 // as the calendar has it
  std::string notes;                   // where earlier notes are; may be empty
  std::string conduct;                 // the Code of Conduct notice
  std::vector<std::string> follow_up;  // what was left from the last meeting
  std::vector<std::string> topics;     // what is on the agenda
};

// In English, as the archive is; without passcodes.
std::string pad_section(const PadSection& section);
// The page with a section at its end.
std::string with_section(std::string_view page, std::string_view section);

// Whether a heading of the page has this date: "## 2026-01-14 Community meeting".
bool has_section(std::string_view page, sys_seconds date);
// From that heading to the next one with another date; the whole page where no heading has a date, nothing where
// others have one.
std::string section_of(std::string_view page, sys_seconds date);

}  // namespace usher::meeting
