// commands/meeting/archiving.hpp: notes on their way into the archive: a pull request when somebody wants one, and a look at how
// it stands before anybody is asked.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/answers.hpp"
#include "commands/meeting/pages.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

// Whether pull requests can be made of these notes.
bool can_propose(const Settings& settings, const NotesPage& page);
// Whoever has the file or began the notes, organisers and maintainers.
bool may_propose(const NotesPage& page, const Asked& asked);

// The button "meeting.propose": the value is the notes' id.
Outcome propose(std::string_view value, const Asked& asked);

// Asks how it stands before somebody is asked whether the notes are in the archive; step: of the question (follow_ups.cpp).
// Nothing where there is no archive to look at.
std::optional<Call> look_at_archive(
    const Settings& settings, const NotesPage& page, std::int64_t step, bool last
);

// Whether a Fetched with this tag is the archive's.
bool is_of_archive(std::string_view tag);
std::vector<Effect> archive_answered(
    const Settings& settings, Context& context, const Fetched& answer
);

// --- what is said of it ---

// "#12", as a link. Empty where there is none.
Line pull_link(const NotesPage& page);
// How it stands, in one line; empty where nothing was proposed.
Line standing(const NotesPage& page, const Say& say);
Doc made_words(const NotesPage& page, bool is_new, const Say& say);
// What stands in the way, and what to do.
Doc failed_words(
    const Settings& settings, const NotesPage& page, const Fetched& answer, const Say& say
);
Button propose_button(const NotesPage& page, Phrase words);

}  // namespace usher::meeting
