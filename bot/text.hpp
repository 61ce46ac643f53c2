// UTF-8 text from outside, made harmless: what people type, what files say.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace usher {

// Valid UTF-8 with every broken sequence replaced by U+FFFD, C0/C1 controls, bidirectional
// controls, zero-width characters other than joiners, and line separators removed. Newlines and
// tabs stay when `keep_lines`, else become one space.
std::string sanitize(std::string_view bytes, bool keep_lines = false);

// At most `limit` bytes, cut at a code point, with "…" when something was cut.
std::string shorten(std::string_view text, std::size_t limit);

// Decodes one code point at `at` and moves past it; U+FFFD for a broken byte. `at` must be below
// text.size().
char32_t next_code_point(std::string_view text, std::size_t& at);
std::size_t count_code_points(std::string_view text);
void append_code_point(std::string& to, char32_t c);

// Columns in a terminal: 2 for East Asian wide characters and emoji, 0 for combining marks.
int display_width(std::string_view text);

std::string to_lower_ascii(std::string_view text);
std::string to_upper_ascii(std::string_view text);
bool same_ascii(std::string_view a, std::string_view b);  // case ignored
// White space here is ASCII's, the full-width space of Chinese keyboards (U+3000) and the unbreakable one (U+00A0).
std::string_view trim(std::string_view text);
std::vector<std::string_view> split_words(std::string_view text);
struct FirstWord {
  std::string_view word, rest;  // both trimmed; empty where there is none
};
FirstWord first_word(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char at);

// Damerau-Levenshtein distance over code points, at most `limit` + 1. For "did you mean".
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

}  // namespace usher
