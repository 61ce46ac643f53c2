// commands/meeting/page_claims.hpp: when and where a meeting is, as its agenda's page says. Pure.
//
// Read with care: only behind a label ("Time:", "When:"), and only with a zone that means one place. "EST", "CST" and "IST" mean
// several, and "PST" is written in summer as well: what stands with them is not read.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

struct PageClaim {
  std::string line;  // as it stands there, without marks
  sys_seconds at{};  // when that is, on the day of the meeting by the clocks that it names
};

// What a section says of the time of a meeting that begins at `start`: each line with a clear time.
std::vector<PageClaim> time_claims(std::string_view section, sys_seconds start);
// Those that say another time than `start`.
std::vector<PageClaim> wrong_times(std::string_view section, sys_seconds start);

// The call that the section names where it names another than `join`, and not that one: the same room without its passcode is the
// same. Empty where there is none.
std::string other_call(std::string_view section, std::string_view join);

}  // namespace usher::meeting
