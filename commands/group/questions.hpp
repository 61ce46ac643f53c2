// commands/group/questions.hpp: what the wizard says: its questions, what may be chosen, what was wrong, and the whole at its end.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/group/asked.hpp"

#include <cstdint>
#include <string_view>

namespace usher::group {

inline constexpr std::string_view answer_form = "group.answer";

// The question that it is at, with its buttons; at the review, the whole. note: a word before it.
Doc question_doc(const Group& group, const Asked& asked, const Doc& note = {});
// The same question as a form: for whoever presses “Answer”.
Form question_form(const Group& group, const Asked& asked);
Phrase complaint_words(Complaint why, const Say& say);

// --- question_words.cpp ---
// "What is it to be called?", and what one should know before answering.
Phrase question_words(Step step, Kind kind, const Say& say);
Doc advice(const Group& group, const Asked& asked);
Phrase choice_words(Step step, std::string_view value, const Say& say);
// A short name of the question, as in "Venue: the library".
Phrase label_words(Step step, const Say& say);
// An answer as it is shown again: choices worded, several with commas between them.
Text answer_text(const Group& group, Step step, const Say& say);
// How a button carries that question: "7 name".
std::string button_value(const Group& group);

// --- review.cpp ---
Doc review_doc(const Group& group, const Asked& asked);
// Who organises it, and how many must stay away before nobody does.
void put_organisers(Doc& doc, const Group& group, const Asked& asked);
// "Thu 4 Mar 2027 – every month on the first Thu, 18:30 Europe/Berlin"
Line event_line(const meeting::Rhythm& rhythm, const Say& say);
// What others see of it. whole: with who organises it, and the conduct text. announced: without, for it stays in rooms when
// somebody has left or is forgotten, and is short.
enum class Card : std::uint8_t { whole, announced };
Doc card(const Group& group, const Asked& asked, const Say& say, Card how);
// The conduct text that holds for it, or the link.
void put_conduct(Doc& doc, const Group& group, const Settings& settings, const Say& say);

}  // namespace usher::group
