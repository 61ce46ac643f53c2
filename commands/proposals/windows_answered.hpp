// commands/proposals/windows_answered.hpp: what became of a word about a window, kept so that a repeat is answered alike
// (bot/migrations/0015_window_answers.sql). Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/proposals/window.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace usher::proposals {

// As stored.
enum class WindowWhy : std::uint8_t {
  done = 0,  // or it was so already
  although_no_draft = 1,
  over = 2,
  too_long = 3,
  too_many = 4,
  too_many_of_one = 5,
  no_objection = 6,
  which = 7,
  had_its_period = 8,
  another_is_open = 9,
  at_council = 10,
  no_draft = 11,
  too_often = 12,
  no_window = 13,
  may_not_extend = 14,
  may_not_close = 15,
  may_not_judge = 16,
  may_not_ask_council = 17,
  earlier_button = 18,
  days_missing = 19,  // of an extension
};
WindowWhy why_of(Refusal refusal);

struct WindowAnswered {
  WindowWhy why = WindowWhy::done;
  std::int64_t window = 0;  // 0: none
};
std::optional<WindowAnswered> window_answered(
    Database& db, std::string_view series, std::string_view space, std::string_view event
);
void note_window_answered(
    Database& db, std::string_view series, std::string_view space, std::string_view event,
    const WindowAnswered& answered, sys_seconds now
);
// An id may name who said it, and only a platform knows how: those of a whole space go.
void forget_window_answers(Database& db, std::string_view series, std::string_view space);

}  // namespace usher::proposals
