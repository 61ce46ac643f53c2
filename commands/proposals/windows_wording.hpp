// commands/proposals/windows_wording.hpp: final comment periods in words.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/person.hpp"
#include "commands/proposals/view.hpp"
#include "commands/proposals/window.hpp"

#include <string>
#include <string_view>

namespace usher::proposals {

// "2026-09-28 14:13 UTC": an instant for readers; `zone` (IANA) is for platforms that do not know the reader's.
Inline instant(sys_seconds at, std::string_view zone);

// Links to the proposal; "NEP 55" where the table does not hold it.
Inline linked_number(int number, const View& view);

// How it stands, and what can be done now. `prefix`: of the actions of its buttons.
Doc window_card(
    const Window& window, const View& view, std::string_view zone, const Roles& roles,
    std::string_view prefix
);

// How it stands, in a few words.
Phrase state_of(const Window& window, const View& view);

// Whether the proposal is a draft, as far as the table knows.
bool is_draft(const Window& window, const View& view);

// What those who watch are told.
Doc window_message(
    const Window& window, const Saying& saying, const View& view, std::string_view zone
);

// What its end means; nothing where what comes after it has come. Acceptance is never declared: that is the author's to
// write and the community's to see.
Line result_of(const Window& window, const View& view);

}  // namespace usher::proposals
