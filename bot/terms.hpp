// bot/terms.hpp: text as the search index knows it: English stems, Chinese in pairs of characters.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace usher::search {

struct Term {
  std::string plain;  // as typed, folded: "arrays"; for the correction of typos
  std::string stem;   // as indexed: "array"; for Chinese the same as `plain`
  bool han =
      false;  // two characters of a Chinese, Japanese or Korean run, or one that stands alone
  bool operator==(const Term&) const = default;
};

// Folded (lower case, full-width forms to ASCII, Latin letters without their accents, Traditional characters to
// Simplified), parted at everything that is neither letter nor digit, at most `most` terms. Han runs become overlapping
// pairs, because SQLite's own tokenizers find no word of two characters. Any bytes are welcome. Thread-safe.
std::vector<Term> terms(std::string_view text, std::size_t most = 10000);

// The same with empty stems, but for Chinese: for whoever reads many texts and keeps what each word's stem is, which costs more to
// make than all else.
std::vector<Term> unstemmed_terms(std::string_view text, std::size_t most);
// Of a word that is folded: `plain` of a term that is not Chinese.
std::string stem_of(const std::string& plain);

// The same without stems, of which names have none: a fraction of the work.
std::vector<std::string> folded_words(std::string_view text, std::size_t most);

// "the", "of", "how": words that say nothing about what is looked for.
bool is_stop_word(std::string_view plain);

}  // namespace usher::search
