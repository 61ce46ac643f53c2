// commands/meeting/follow_ups.hpp: what is asked about after a meeting: whether its notes are in the archive, two, seven and
// fourteen days later, and a day before the next one whether what somebody has taken on is done.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/answers.hpp"
#include "commands/meeting/minutes_table.hpp"
#include "commands/meeting/pages.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

// The notes have ended; `file` is what the archive calls them, and `by` has them.
void await_archive(
    Database& db, const Taking& taking, std::string_view file, const Subscriber& by, sys_seconds now
);

// What is due now.
std::vector<Effect> follow_up(const Settings& settings, Context& context);
// Asks whoever has the file, or at last the organisers, with what is known of a pull request.
std::vector<Effect> ask_whether_archived(
    const Settings& settings, Context& context, const NotesPage& page, std::int64_t step, bool last
);
// When there is something again, after `after`.
std::optional<sys_seconds> next_follow_up(Database& db, sys_seconds after);

// The button "meeting.archived": the value is the notes' id.
Outcome archived(std::string_view value, const Asked& asked);
// The buttons "meeting.action-done" and "meeting.action-later": the value is the action's id.
Outcome action_is(std::string_view value, bool done, const Asked& asked);

}  // namespace usher::meeting
