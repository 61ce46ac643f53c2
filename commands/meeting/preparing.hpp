// commands/meeting/preparing.hpp: the page that a meeting's agenda is written on (HackMD): a section for the next date a day before,
// and notes read from it.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/answers.hpp"
#include "commands/meeting/table.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace usher::meeting {

// Dates within a day whose page was not looked at yet: it is read, and a section is put at its end. What somebody wrote
// meanwhile is never written over: then it is read again, three times at most. After trouble that may pass it is tried again while
// the meeting has not begun.
std::vector<Effect> prepare_pads(const Settings& settings, Context& context);
// When there is one again.
std::optional<sys_seconds> next_pad(const Settings& settings, const Context& context);

// The page's section of this date becomes notes; asked by an organiser.
Outcome notes_from_pad(const Series& series, const MeetingDate& date, const Asked& asked);

// Whether a Fetched with this tag is a page's.
bool is_of_pad(std::string_view tag);
std::vector<Effect> pad_answered(const Settings& settings, Context& context, const Fetched& answer);

void forget_in_pads(Database& db, std::string_view space, std::string_view person);
// Of dates that are gone.
// A date is at another time, or takes place after all: its page wants a section for that.
void prepare_anew(Database& db, std::int64_t date);
void prune_pads(Database& db);

}  // namespace usher::meeting
