// commands/group/looking.hpp: what one can look up: groups, one's own, ideas, dates.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/group/asked.hpp"

#include <string_view>

namespace usher::group {

Outcome overview(const Asked& asked);  // /group
Outcome find_groups(std::string_view typed, const Asked& asked);
Outcome show_group(std::string_view typed, const Asked& asked);
Outcome show_mine(const Asked& asked);
// Its dates as a calendar file to save.
Outcome show_calendar(std::string_view typed, const Asked& asked);

// --- ideas_asked.cpp ---
// "formats", "projects"; both where neither was typed. Also the button "group.ideas".
Outcome show_ideas(std::string_view typed, const Asked& asked);

}  // namespace usher::group
