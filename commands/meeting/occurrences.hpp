// commands/meeting/occurrences.hpp: when what is in a calendar takes place. Pure: for the worker thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/meeting/calendar.hpp"

#include <cstddef>
#include <vector>

namespace usher::meeting {

struct Occurrence {
  const Entry* entry =
      nullptr;  // as it is: of one that was changed, the change. Lives as long as the calendar
  sys_seconds start{}, end{};
  std::chrono::local_seconds shown{};  // the start, by the clock of `zone`
  Zone zone;
  bool all_day = false;
  bool cancelled = false;
  Zone::Shows shows =
      Zone::Shows::once;  // the clock shows that time twice, or never: `start` is what was chosen
  sys_seconds recurrence{
  };  // which occurrence of its series: where the rule put it, whatever became of it
};

struct Occurrences {
  std::vector<Occurrence> all;  // by their start, then as in the file
  std::vector<Problem> problems;
};

// Those that begin in [from, to). A series has what its rule gives, its DTSTART and its RDATEs, without its EXDATEs (met by the
// instant or by what the clock shows, for both are written); what an event with a RECURRENCE-ID says stands in its place. Of
// events with one UID the highest SEQUENCE counts. most: of one series; what is more is said to be a problem.
Occurrences occurrences(
    const Calendar& calendar, sys_seconds from, sys_seconds to, std::size_t most = 20'000
);

}  // namespace usher::meeting
