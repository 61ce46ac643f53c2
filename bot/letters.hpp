// bot/letters.hpp: which letters a word has, as a set that fits one number.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string_view>

namespace usher {

// The bytes of a word, folded into a set of 64. A typo in a Latin letter changes two of the set at most, so nearly all words
// that are far from another are told by this alone (std::popcount of the difference), before their edit distance is looked at.
constexpr std::uint64_t letters_of(std::string_view word) {
  std::uint64_t set = 0;
  for (const char c : word) set |= std::uint64_t{1} << (static_cast<unsigned char>(c) & 63U);
  return set;
}

}  // namespace usher
