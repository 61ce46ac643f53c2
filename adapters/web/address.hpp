// adapters/web/address.hpp: whether a message speaks to Usher, and whether it is a command in plain words. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/command_table.hpp"
#include "bot/event.hpp"

#include <string_view>

namespace usher::web {

// "@usher nep 18" in a room, "nep 18" in the conversation with Usher: a Command; else a Message without the address.
What addressed(std::string_view text, bool direct, const CommandTable& commands);

}  // namespace usher::web
