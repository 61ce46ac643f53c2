// commands/meeting/sources.hpp: what an organiser has changed, on its way into the file that the public calendar is made of: the
// words for whoever keeps it, and a pull request when somebody wants one.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/answers.hpp"
#include "commands/meeting/source_edit.hpp"
#include "commands/meeting/source_table.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace usher::meeting {

// Of the calendar that a series is from; null where no file is configured that it is made of.
const SourceFileSettings* file_of(const Settings& settings, const Series& series);

// Whether an organiser put the whole series elsewhere and its calendar does not say so yet. Its dates are not those of the file
// then, so that no single one can be changed there; whole_first() says it.
bool changed_whole(Database& db, const Series& series);
Phrase whole_first(const Say& say);

// A change that was made just now is held against its calendar: the edit's id; 0 where there is no calendar that could differ.
std::int64_t hold_edit(const Shown& shown, const Asked& asked);
// That the calendar says otherwise, what its keeper has to write, and a button where Usher can propose it. Empty where it agrees,
// or the meeting has begun.
Doc differs(const Settings& settings, Database& db, std::int64_t edit, const Reader& to);

// The button "meeting.source": the value is the edit's id.
Outcome propose_edit(std::string_view value, const Asked& asked);

// Two and seven days after a change that the calendar still does not say: whoever made it is told.
std::vector<Effect> remind_of_edits(const Settings& settings, Context& context);

// Whether a Fetched with this tag is a source's.
bool is_of_source(std::string_view tag);
std::vector<Effect> source_answered(
    const Settings& settings, Context& context, const Fetched& answer
);

// --- what is said of it ---

// Without saying where: "Move: … to …".
Doc change_words(const Shown& shown, const Reader& to);
Doc edit_made_words(
    const HeldEdit& edit, const Shown& shown, const std::optional<HeldEdit>& before, bool is_new,
    const Reader& to
);
Doc edit_failed_words(
    const SourceFileSettings& file, const HeldEdit& edit, const Shown& shown, Doc why,
    const Reader& to
);
Doc flaw_words(const SourceFileSettings& file, SourceFlaw flaw, const Say& say);
// How the pull request stands, with a link; empty where there is none.
Line edit_standing(const HeldEdit& edit, const Say& say);
Button edit_button(const HeldEdit& edit, Phrase words);

}  // namespace usher::meeting
