// Who sits at this terminal, from what the system says.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/terminal/flow.hpp"
#include "bot/model.hpp"

#include <string>
#include <string_view>

namespace usher::terminal {

// The user of this process. Whoever can read the database's file can do all that the program can, so the local user has
// every role but the committee's, whose keys are people's own.
Person local_user();

// How the terminal wants to be written to: colours only on a terminal and without NO_COLOR, hyperlinks where they are
// known to work.
Look local_look();

// Makes multi-byte characters work: the locale of the environment where it is UTF-8, else C.UTF-8. Before any thread.
void use_utf8();

// "zh_TW.UTF-8" → "zh-TW", "zh_CN" → "zh-CN", "C" → "" (says nothing).
std::string language_of_locale(std::string_view locale);
// From TZ, or where /etc/localtime points to: ":Asia/Taipei" → "Asia/Taipei", "/usr/share/zoneinfo/Asia/Taipei" too.
// Empty for what is no IANA name ("CST-8").
std::string zone_of(std::string_view text);

}  // namespace usher::terminal
