// commands/meeting/taking.hpp: notes taken in a room while a meeting goes on.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/answers.hpp"
#include "commands/meeting/minutes_table.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace usher::meeting {

Outcome start_taking(std::string_view typed, const Asked& asked);
// "here", "topic …", "action @ada …" and so on; several lines are several notes. `typed` begins with the word.
Outcome take_note(std::string_view typed, const Asked& asked);
Outcome undo_note(const Asked& asked);
Outcome stop_taking(const Asked& asked);

// A forgotten end: asked about a quarter of an hour after it was planned; an hour without a note ends them. And when to look
// next.
std::vector<Effect> look_after_takings(const Settings& settings, Context& context);
std::optional<sys_seconds> next_look(Database& db);

}  // namespace usher::meeting
