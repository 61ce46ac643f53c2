// bot/typos.hpp: how many typos a word may hold, and which words are too far from another to be looked at.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace usher {

// By its length in bytes.
constexpr std::size_t typos_forgiven(std::string_view word) {
  return word.size() < 4 ? 0 : word.size() < 8 ? 1 : 2;
}

// The bytes of a word, folded into a set of 64. A typo in a Latin letter changes two of the set at most, so nearly all words
// that are far from another are told by this alone (std::popcount of the difference), before their edit distance is looked at.
constexpr std::uint64_t letters_of(std::string_view word) {
  std::uint64_t set = 0;
  for (const char c : word) set |= std::uint64_t{1} << (static_cast<unsigned char>(c) & 63U);
  return set;
}

}  // namespace usher
