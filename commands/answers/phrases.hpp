// commands/answers/phrases.hpp: phrases, looked for word by word in what somebody wrote.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::answers {

// "a, b c": what stands between the commas.
std::vector<std::string> listed(std::string_view phrases);

// Of words as search::folded_words() makes them (bot/terms.hpp): lower case, Simplified, Chinese in pairs of characters. A phrase is
// there where all its words stand one after another. Chinese needs no space about it. Several words whose last
// is a possessive are others: "report someone" is not in "report someone's bug".
class Phrases {
 public:
  explicit Phrases(std::span<const std::string> phrases);
  Phrases(std::initializer_list<std::string_view> phrases);

  bool in(std::span<const std::string> words) const;        // anywhere
  bool begin_of(std::span<const std::string> words) const;  // right there
  // How many words the longest has that stands right there, and ends where its last word does, Chinese too; 0: none does.
  std::size_t longest_at(std::span<const std::string> words) const;
  bool empty() const { return phrases_.empty(); }

 private:
  void add(std::string_view phrase);
  std::vector<std::vector<std::string>> phrases_;
};

}  // namespace usher::answers
