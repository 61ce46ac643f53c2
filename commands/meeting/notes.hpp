// commands/meeting/notes.hpp: /meeting notes: those that were written last, and those that were taken elsewhere.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/meeting/answers.hpp"

#include <string_view>

namespace usher::meeting {

inline constexpr std::string_view notes_form = "meeting.notes";

// "", "community": the last ones, for whoever has them, organisers and maintainers.
// "community 2026-01-14: # Notes …", "community from page": notes that were taken elsewhere, of organisers and maintainers.
Outcome show_notes(std::string_view typed, const Asked& asked);

// The button "meeting.give-notes": the value is the date's id.
Outcome open_notes_form(std::string_view value, const Asked& asked);
Outcome notes_submitted(const Submit& form, const Asked& asked);

}  // namespace usher::meeting
