// commands/proposals/words.hpp: the words that statuses and types are, in the reader's language, and their marks.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/say.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace usher::proposals {

struct Word {
  std::string_view name;  // as proposals write it: "Draft"
  Msgid said;
  std::string_view mark = {};  // a sign beside the word, so that nothing hangs on colour: "✎"
};

std::span<const Word> status_words();
std::span<const Word> type_words();

// The word that a header means, whatever its case; null for one that NEP 0 does not know.
const Word* status_meant(std::string_view as_written);
// "Standard", "Standards", "Standard Track" → "Standards Track".
const Word* type_meant(std::string_view as_written);

// "★ Final", in the reader's language; an unknown status as it was written; "no status" where there is none.
Line status_line(std::string_view as_written, const Say& say);
Inline type_inline(std::string_view as_written, const Say& say);

// The word that a person means by what they typed: its name in English or in the language of any catalog, or the
// beginning of it, if only one begins so. Null otherwise.
const Word* word_typed(std::span<const Word> words, std::string_view typed, const Catalog& catalog);

}  // namespace usher::proposals
