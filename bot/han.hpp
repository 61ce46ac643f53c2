// Chinese characters, and which of the two scripts they belong to.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

namespace usher {

// Unified ideographs, the rare ones of the extensions among them.
constexpr bool is_han(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

enum class HanForm : std::uint8_t { either, simplified, traditional };

// Simplified or traditional only where the other script's writers do not use that character.
HanForm han_form(char32_t c);

}  // namespace usher
