// bot/config_names.hpp: which names the commands of Usher's own have, so that a configuration gives none of them away again.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

namespace usher {

// In a chat, in a terminal or on the command line, in every language: "help", "帮助", "backup". tests/names_test.py compares
// them with what the features declare. lower: without capitals. Any thread.
bool is_own_command(std::string_view lower);

// Whether people can type this after a slash and be understood: one word of up to twenty characters in lower case, of letters
// (of any script), digits, - and _, the first of them a letter. Any bytes; control characters of Unicode are not looked for.
bool is_command_name(std::string_view text);

}  // namespace usher
