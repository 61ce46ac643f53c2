// commands/group/talk.hpp: the wizard at work: what was pressed, typed or filled in, and the next question.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/group/asked.hpp"
#include "commands/group/inviting.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace usher::group {

// /group new
Outcome begin_or_go_on(const Asked& asked);
// /group answer …, back, skip, cancel
Outcome answer_typed(std::string_view text, const Asked& asked);
Outcome back_typed(const Asked& asked);
Outcome skip_typed(const Asked& asked);
Outcome cancel_typed(const Asked& asked);
// /group change
Outcome change_asked(std::string_view typed, const Asked& asked);
// "group.choose", "group.open", "group.skip", "group.back", "group.cancel", "group.drop", "group.later", "group.go", "group.edit",
// "group.anew"; nothing for another action.
std::optional<Outcome> wizard_pressed(const Press& press, const Asked& asked);
// The form of a question.
Outcome question_submitted(const Submit& submit, const Asked& asked);

// The question that it is at; the same with a word before it, where nothing has changed; the whole of a published group whose
// first event has a date now, with the meeting to confirm.
Outcome ask(const Group& group, const Asked& asked, std::vector<Effect> effects = {});
Outcome ask_again(const Group& group, const Asked& asked, const Doc& note);
Outcome offer_meeting(const Group& group, const Asked& asked, std::vector<Effect> effects = {});

// What is said when a group ends that was being set up: answer_was::joined or dropped.
Outcome has_ended(std::string_view how, const Asked& asked);

// --- taking.cpp ---
// Whoever goes on is asked from now on.
void take_over(Group& group, const Asked& asked);
// Takes an answer to the question that the group is at, keeps it, and asks who is to be asked; nothing where it was fine.
std::optional<Doc> take(
    Group& group, std::string_view text, const Asked& asked, std::vector<Effect>& effects,
    Named how = Named::typed
);
// --- repeating.cpp ---
// The answer that a repeat gets: that of the first time, where that has changed what another would be (heard.hpp).
std::optional<Outcome> answered_before(const Asked& asked);

}  // namespace usher::group
