// commands/meeting/written.hpp: what becomes of notes when they are ended: a summary for the room, the file for whoever ended
// them, a question to each who has taken something on.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/minutes_table.hpp"
#include "commands/meeting/pages.hpp"
#include "commands/meeting/settings.hpp"
#include "commands/meeting/subscriptions.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

struct Ended {
  Doc summary;
  std::vector<Effect> effects;
};
Ended end_notes(
    const Settings& settings, Context& context, const Taking& taking, const Subscriber& by
);

// What the notes of a meeting that began then are called in the archive; its text is still to come.
NotesPage page_about(
    const Settings& settings, Database& db, const Taking& taking, sys_seconds start
);
// The file, where it belongs, how its pull request stands, and a button that opens one. notes: where earlier ones are.
Doc page_preview(
    const Settings& settings, const NotesPage& page, std::string_view notes, const Say& say
);

// What is left from the last meeting, a line each: what was taken on, and what was on the agenda then and has not come up
// since.
std::vector<std::string> follow_up_of(
    Database& db, const Taking& taking, const std::vector<NoteLine>& lines
);

}  // namespace usher::meeting
