// A Doc as text for a terminal. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/terminal/flow.hpp"
#include "bot/doc.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace usher::terminal {

// Ends with a line break unless the Doc is empty. Buttons are numbered from 1, in the order of buttons_of().
std::string ansi(const Doc& doc, const Look& look);

// The buttons as they are numbered on the screen.
std::vector<Button> buttons_of(const Doc& doc);

// An instant in `zone` (IANA) as "2026-11-21 19:00 Asia/Taipei"; empty when there is no such zone.
std::string local_time(sys_seconds at, const std::string& zone);

// The calendar day of an instant in `zone`; in UTC when there is no such zone.
std::chrono::sys_days local_day(sys_seconds at, const std::string& zone);

// `text` in an SGR style where the terminal wants colours.
std::string styled(std::string_view text, std::string_view sgr, const Look& look);

}  // namespace usher::terminal
