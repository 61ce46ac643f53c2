// commands/meeting/making.hpp: /meeting new: a meeting that no calendar has, made in chat: by a form or in one line, shown first,
// made when confirmed.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/meeting/answers.hpp"
#include "commands/meeting/drafts.hpp"
#include "commands/meeting/made.hpp"
#include "commands/meeting/rhythm_typed.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

inline constexpr std::string_view new_form = "meeting.new";

// --- making.cpp ---
// Without a text the form; else what it would become.
Outcome make_asked(std::string_view typed, const Asked& asked);
// The button "meeting.do-series" of such a draft.
Outcome do_make(std::string_view id, const Draft& draft, const Asked& asked);

// What is wrong with it, beside the field of the form that it is about.
struct MakeFlaw {
  std::string field;
  Doc words;
};
// Where it was asked for; no room where somebody is alone with Usher there: nobody else would be reminded.
Place room_here(const Asked& asked);
// From what was read of a line or of a form; `here`: that room.
std::optional<MakeFlaw> complete(
    MadeMeeting& out, const RhythmTyped& typed, const Place& here, const Asked& asked
);
// granted: whoever asked may make it without a role, and nobody else may; for features that have reasons of their own.
Outcome preview_make(const MadeMeeting& made, const Asked& asked, bool granted = false);

// --- making_form.cpp ---
Outcome open_new_form(const Asked& asked);
Outcome new_submitted(const Submit& submit, const Asked& asked);

}  // namespace usher::meeting
