// bot/fingerprint.hpp: what tells two texts apart without saying either: for keys that must not name anybody.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

namespace usher {

// 32 hexadecimal digits (BLAKE2b, 128 bits). The same wherever and whenever it is made. Without a key: who guesses the text can
// make it too.
std::string fingerprint(std::string_view text);

}  // namespace usher
