// adapters/matrix/sign.hpp: commands as they are typed here. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/command_table.hpp"

#include <string>
#include <string_view>

namespace usher::matrix {

// "Type /help" → "Type !help": clients keep what begins with a slash for themselves. Only where a command of the table stands
// by itself, so that paths and addresses stay as they are. Keeps the length. nullptr: as it is.
std::string with_sign(std::string_view text, const CommandTable* commands);

}  // namespace usher::matrix
