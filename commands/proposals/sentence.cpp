// commands/proposals/sentence.cpp: full stops that end a sentence, and those that do not.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/sentence.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace usher::proposals {

namespace {

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_capital(c) || (c >= 'a' && c <= 'z'); }

// What a full stop belongs to without ending anything.
bool is_abbreviation(std::string_view word) {
  constexpr std::array<std::string_view, 27> known = {
      "e.g",    "i.e",  "eg", "ie",  "al",  "cf",  "vs",  "viz",  "resp",
      "fig",    "figs", "eq", "eqs", "sec", "no",  "nos", "vol",  "pp",
      "approx", "ca",   "v",  "dr",  "mr",  "mrs", "ms",  "prof", "st"
  };
  while (!word.empty() && !is_letter(word.front())) word.remove_prefix(1);
  if (word.size() > 6) return false;
  if (word.size() == 1 && is_capital(word.front())) return true;  // "J. Smith"
  return std::ranges::find(known, to_lower_ascii(word)) != known.end();
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::size_t end() {
    while (at_ < text_.size()) {
      if (text_[at_] == '`') {
        skip_quoted();
      } else if (const std::size_t mark = wide_mark(); mark != 0) {
        return past_closing(at_ + mark);
      } else if (text_[at_] == '.' || text_[at_] == '!' || text_[at_] == '?') {
        const std::size_t past = past_closing(at_ + 1);
        if (ends_at(past)) return past;
        ++at_;
      } else {
        ++at_;
      }
    }
    return text_.size();
  }

 private:
  // Code and links: their stops are their own. A mark that nothing closes is looked for once.
  void skip_quoted() {
    const bool code = text_.substr(at_).starts_with("``");
    const std::string_view mark = code ? "``" : "`";
    bool& none = code ? no_code_ : no_quote_;
    const auto close = none ? std::string_view::npos : text_.find(mark, at_ + mark.size());
    if (close == std::string_view::npos) none = true;
    at_ = close == std::string_view::npos ? at_ + 1 : close + mark.size();
  }

  std::size_t wide_mark() const {
    for (const std::string_view mark : {"。", "！", "？"})
      if (text_.substr(at_).starts_with(mark)) return mark.size();
    return 0;
  }

  // Brackets, quotation marks, emphasis and footnotes that belong to the sentence.
  std::size_t past_closing(std::size_t at) const {
    for (bool more = true; more;) {
      more = false;
      for (const std::string_view mark :
           {")", "\"", "'", "*", "]", "”", "’", "」", "』", "）", "》"})
        if (text_.substr(at).starts_with(mark)) {
          at += mark.size();
          more = true;
        }
    }
    if (at < text_.size() && text_[at] == '[') {
      const auto close = text_.substr(at, 40).find("]_");
      if (close != std::string_view::npos) at += close + 2;
    }
    return at;
  }

  // Whether the stop at at_ ends a sentence; `past`: where the text goes on.
  bool ends_at(std::size_t past) const {
    if (past < text_.size() && !is_space(text_[past])) return false;
    while (past < text_.size() && is_space(text_[past])) ++past;
    if (past == text_.size()) return true;
    if (text_[past] >= 'a' && text_[past] <= 'z') return false;
    if (text_[at_] != '.') return true;
    std::size_t begin = at_;
    while (begin > 0 && !is_space(text_[begin - 1]) && at_ - begin < 12) --begin;
    return !is_abbreviation(text_.substr(begin, at_ - begin));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool no_code_ = false, no_quote_ = false;
};

}  // namespace

std::string_view first_sentence(std::string_view paragraph) {
  return paragraph.substr(0, Scanner(paragraph).end());
}

}  // namespace usher::proposals
