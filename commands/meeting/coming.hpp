// commands/meeting/coming.hpp: who comes and who cannot: what a first meeting is like, and a question that is brought along by
// others and its answer brought back.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/answers.hpp"
#include "commands/meeting/minutes_table.hpp"

#include <string_view>
#include <vector>

namespace usher::meeting {

inline constexpr std::string_view question_form = "meeting.question";

// The buttons "I am coming" and "I cannot come".
Outcome comes(const Shown& shown, const Asked& asked);
Outcome stays_away(const Shown& shown, const Asked& asked);
// "Ask something": a form, whose text goes on the agenda.
Outcome ask_something(const Shown& shown, const Asked& asked);
Outcome question_asked(const Submit& form, const Asked& asked);

// The notes have ended: to each who asked something and was not there, what was said to it, or that it did not come up.
std::vector<Effect> bring_answers(
    const Settings& settings, const Context& context, const Taking& taking,
    const std::vector<NoteLine>& lines
);

}  // namespace usher::meeting
