// commands/proposals/windows_answer.hpp: what people ask and say about final comment periods.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/topic.hpp"
#include "commands/proposals/windows_words.hpp"

#include <string_view>

namespace usher::proposals {

// `prefix`: of the actions of its buttons.
Outcome answer_window(const WindowOrder& order, const Question& question, std::string_view prefix);

// A page of the list: its number.
Outcome page_pressed(std::string_view value, const Question& question, std::string_view prefix);

// Of an objection's button: "<number> <objection>".
Outcome judge_pressed(
    bool substantive, std::string_view value, const Question& question, std::string_view prefix
);

}  // namespace usher::proposals
