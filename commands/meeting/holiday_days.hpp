// commands/meeting/holiday_days.hpp: the days that a calendar of holidays names. Pure: for the worker thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

struct Holiday {
  std::chrono::local_days day;
  std::string name;  // one line
  bool operator==(const Holiday&) const = default;
};

// Events of whole days in [from, until), a line for each day: "<days since 1970-01-01> <name>". Others are none.
std::string holiday_lines(std::string_view ics, sys_seconds from, sys_seconds until);
std::vector<Holiday> holidays_in(std::string_view lines);

}  // namespace usher::meeting
