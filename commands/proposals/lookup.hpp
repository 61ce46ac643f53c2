// commands/proposals/lookup.hpp: words after "/nep" → an answer; the same in chat and on the command line.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/view.hpp"

namespace usher::proposals {

// Any bytes are welcome.
Answer look_up(std::string_view args, const View& view);

// What a button's Press asks for: `action` without the feature's name: "show", "page".
Answer pressed(std::string_view action, std::string_view value, const View& view);

}  // namespace usher::proposals
