// bot/script.cpp: telling a Chinese message with English names in it from an English one with Chinese words in it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/script.hpp"

#include "bot/han.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace usher {

namespace {

// Words that stand in English sentences but not in code, in names or between Chinese words. Python's keywords are not
// among them: an unfenced line of code is no English.
constexpr std::array<std::string_view, 30> function_words = {
    "are",  "be",   "can",  "could", "do",    "does",   "have",   "how",   "i'm", "it",
    "me",   "mean", "my",   "of",    "on",    "please", "should", "that",  "the", "there",
    "this", "to",   "what", "when",  "where", "which",  "why",    "would", "you", "your"
};
static_assert(std::ranges::is_sorted(function_words));

// A line that was copied from a terminal, unless there is Chinese on it.
bool is_pasted(std::string_view line) {
  const std::string_view first = line.substr(0, line.find(' '));
  return first.starts_with(">>>") || first == "Traceback" || first == "File" || first == "$" ||
         first.ends_with("Error:") || first.ends_with("Warning:") || first.ends_with("Exception:");
}

struct Tally {
  int han = 0, simplified = 0, traditional = 0;
  int words = 0;    // of Latin letters alone, on lines that have Chinese on them
  int english = 0;  // of the table above, on any line
  bool other_language = false;

  void character(char32_t c) {
    if (is_han(c)) {
      ++han;
      const HanForm form = han_form(c);
      if (form == HanForm::simplified) ++simplified;
      if (form == HanForm::traditional) ++traditional;
    }
    // Japanese writes few sentences without kana, Korean none without Hangul.
    if ((c >= 0x3040 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7A3)) other_language = true;
  }
  void word(std::string_view ascii) {
    constexpr std::string_view around = "\"'()[]{}<>,.;:!?*_`~";
    const auto begin = ascii.find_first_not_of(around);
    if (begin == std::string_view::npos) return;
    ascii = ascii.substr(begin, ascii.find_last_not_of(around) - begin + 1);
    const bool plain = std::ranges::all_of(ascii, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\'';
    });
    if (!plain) return;  // a name, an address, a number
    ++words;
    const bool self = ascii == "I";  // a small i is a variable
    if (self || std::ranges::binary_search(function_words, std::string_view(to_lower_ascii(ascii))))
      ++english;
  }
  void line(std::string_view text) {
    const Tally before = *this;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t begin = at;
      while (at < text.size() && text[at] > ' ' && text[at] < 0x7F) ++at;
      if (at > begin) {
        word(text.substr(begin, at - begin));
      } else {
        character(next_code_point(text, at));
      }
    }
    if (han != before.han) return;
    words = before.words;
    if (is_pasted(text)) english = before.english;
  }
};

}  // namespace

Script read_script(std::string_view text) {
  constexpr std::size_t enough = 8000;
  Tally tally;
  bool fenced = false;
  for (const std::string_view raw : split(text.substr(0, enough), '\n')) {
    const std::string_view line = trim(raw);
    if (line.starts_with("```")) {
      fenced = !fenced;
    } else if (!fenced) {
      tally.line(line);
    }
  }
  if (tally.han == 0 || tally.other_language) return Script::not_chinese;
  // An English word says about as much as two characters; four for each word of grammar leave room for "我想 contribute
  // to the docs，应该怎么开始？".
  if (tally.han * 2 < tally.words) return Script::not_chinese;
  if (tally.english >= 2 && tally.han < tally.english * 4) return Script::not_chinese;
  if (tally.traditional > tally.simplified) return Script::traditional;
  if (tally.simplified > tally.traditional) return Script::simplified;
  return Script::unclear;
}

}  // namespace usher
