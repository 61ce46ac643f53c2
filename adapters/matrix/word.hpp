// adapters/matrix/word.hpp: where a word begins and ends, in the scripts that people write to Usher in. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <string_view>

namespace usher::matrix {

// A letter, a digit or "_" of a script that puts blanks between its words. Chinese, Japanese, Korean and Thai need no blank
// around a name: "请问Usher在吗".
bool is_word(char32_t c);
// A letter or digit of any script: what a command's name may begin with. No punctuation, no emoji.
bool is_letter(char32_t c);

bool word_before(std::string_view text, std::size_t at);  // one ends just before `at`
bool word_at(std::string_view text, std::size_t at);      // one goes on at `at`

// In capitals or not (ASCII).
bool begins_with(std::string_view text, std::string_view lead);

}  // namespace usher::matrix
