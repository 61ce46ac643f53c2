// adapters/matrix/word.cpp: letters by their ranges.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/word.hpp"

#include "bot/han.hpp"
#include "bot/text.hpp"

#include <algorithm>

namespace usher::matrix {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_ascii_word(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

// Scripts without blanks between words: Thai to Myanmar, kana, Hangul, ideographs.
bool runs_on(char32_t c) {
  return (c >= 0x0E00 && c <= 0x109F) || (c >= 0x3040 && c <= 0x31FF) ||
         (c >= 0x1100 && c <= 0x11FF) || (c >= 0xAC00 && c <= 0xD7A3) || is_han(c);
}

// Punctuation, symbols, variation selectors, full-width forms, emoji, private use, what was broken.
bool is_mark(char32_t c) {
  return (c >= 0x80 && c <= 0xBF && c != 0xAA && c != 0xB5 && c != 0xBA) || c == 0xD7 ||
         c == 0xF7 || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x2E00 && c <= 0x2E7F) ||
         (c >= 0x3000 && c <= 0x303F) || (c >= 0xE000 && c <= 0xF8FF) ||
         (c >= 0xFE00 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFFFF) ||
         (c >= 0x1F000 && c <= 0x1FAFF) || c >= 0xE0000;
}

}  // namespace

bool is_word(char32_t c) { return c < 0x80 ? is_ascii_word(c) : !runs_on(c) && !is_mark(c); }

bool is_letter(char32_t c) {
  return c < 0x80 ? is_ascii_word(c) && c != '_' : runs_on(c) || !is_mark(c);
}

bool word_before(std::string_view text, std::size_t at) {
  if (at == 0) return false;
  std::size_t from = at - 1;
  // At most three bytes of a code point follow its first.
  while (from > 0 && at - from < 4 && (static_cast<unsigned char>(text[from]) & 0xC0U) == 0x80)
    --from;
  return is_word(next_code_point(text, from));
}

bool word_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_word(next_code_point(text, at));
}

bool begins_with(std::string_view text, std::string_view lead) {
  return text.size() >= lead.size() &&
         std::ranges::equal(text.substr(0, lead.size()), lead, {}, lower, lower);
}

}  // namespace usher::matrix
