// commands/proposals/rst.cpp: takes reStructuredText's inline markup away, in one pass.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/rst.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace usher::proposals {

namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// "NEP56" and "nep-0022-ndarray-duck-typing-overview" are said as "NEP 56" and "NEP 22".
std::string said_target(std::string_view target, std::string_view label) {
  target = trim(target);
  if (target.starts_with('~'))
    target.remove_prefix(std::min(target.rfind('.'), target.size() - 1) + 1);
  if (target.starts_with('!')) target.remove_prefix(1);
  const std::string lower = to_lower_ascii(target);
  if (label.empty() || !lower.starts_with(to_lower_ascii(label))) return std::string(target);
  std::string_view rest = target.substr(label.size());
  while (!rest.empty() && (rest.front() == '-' || rest.front() == ' ' || rest.front() == '0'))
    rest.remove_prefix(1);
  const auto digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  if (digits == 0) return std::string(target);
  const bool named = digits == rest.size() || rest[digits] == '-';
  return named ? std::string(label) + " " + std::string(rest.substr(0, digits))
               : std::string(target);
}

// The inside of `…`: its words without "<target>".
std::string said_reference(std::string_view inside, std::string_view label, bool role) {
  const auto open = inside.rfind('<');
  if (open != std::string_view::npos && inside.ends_with('>') &&
      !trim(inside.substr(0, open)).empty())
    return std::string(trim(inside.substr(0, open)));
  return role ? said_target(inside, label) : std::string(inside);
}

class Plain {
 public:
  Plain(std::string_view text, std::string_view label) : text_(text), label_(label) {}

  std::string read() {
    out_.reserve(text_.size());
    while (at_ < text_.size()) step();
    return std::move(out_);
  }

 private:
  void step() {
    const char c = text_[at_];
    if (c == '\\' && at_ + 1 < text_.size()) return escaped();
    if (c == '`') return quoted(false);
    if (c == ':' && role_length() != 0) {
      at_ += role_length();
      return quoted(true);
    }
    if (c == '[' && footnote_length() != 0) {
      at_ += footnote_length();
      while (!out_.empty() && out_.back() == ' ') out_.pop_back();
      return;
    }
    if (c == '*' && emphasis()) return;
    if (c == '_' && is_reference_mark()) {
      ++at_;
      return;
    }
    out_.push_back(c);
    ++at_;
  }

  void escaped() {
    if (text_[at_ + 1] != ' ') out_.push_back(text_[at_ + 1]);
    at_ += 2;
  }

  // At a backquote: literal, reference, or a backquote that nothing closes. A search for a mark that is not there is
  // made once, which keeps the whole in linear time.
  void quoted(bool role) {
    const bool literal = text_.substr(at_).starts_with("``");
    const std::string_view mark = literal ? "``" : "`";
    std::size_t& none_after = literal ? no_literal_ : no_quote_;
    const std::size_t begin = at_ + mark.size();
    const std::size_t end = begin >= none_after ? std::string_view::npos : text_.find(mark, begin);
    if (end == std::string_view::npos) {
      none_after = std::min(none_after, begin);
      out_.push_back('`');
      ++at_;
      return;
    }
    const std::string_view inside = text_.substr(begin, end - begin);
    out_ += literal ? std::string(inside) : said_reference(inside, label_, role);
    at_ = end + mark.size();
    for (int i = 0; i < 2 && !literal && at_ < text_.size() && text_[at_] == '_'; ++i) ++at_;
  }

  // ":ref:`" → 5; 0 where no role begins.
  std::size_t role_length() const {
    std::size_t end = at_ + 1;
    while (end < text_.size() && end - at_ < 30 &&
           (is_word(text_[end]) || text_[end] == ':' || text_[end] == '-'))
      ++end;
    const bool role =
        end > at_ + 2 && end < text_.size() && text_[end] == '`' && text_[end - 1] == ':';
    return role ? end - at_ : 0;
  }

  // "[1]_" and "[#name]_".
  std::size_t footnote_length() const {
    std::size_t end = at_ + 1;
    while (end < text_.size() && end - at_ < 60 && text_[end] != ']' && text_[end] != ' ') ++end;
    const bool note = end + 1 < text_.size() && text_[end] == ']' && text_[end + 1] == '_';
    return note ? end + 2 - at_ : 0;
  }

  // A star at the edge of a word is emphasis, one between spaces is a product.
  bool emphasis() {
    std::size_t end = at_;
    while (end < text_.size() && end - at_ < 3 && text_[end] == '*') ++end;
    const char before = at_ == 0 ? ' ' : text_[at_ - 1];
    const char after = end == text_.size() ? ' ' : text_[end];
    if (end - at_ > 2 || is_word(before) == is_word(after) || (before == ' ' && after == ' '))
      return false;
    at_ = end;
    return true;
  }

  // "sequences_" is a reference, "__array_function__" a name.
  bool is_reference_mark() const {
    const char before = at_ == 0 ? ' ' : text_[at_ - 1];
    const char after = at_ + 1 == text_.size() ? ' ' : text_[at_ + 1];
    return is_word(before) && before != '_' && !is_word(after) && after != '`';
  }

  std::string_view text_, label_;
  std::string out_;
  std::size_t at_ = 0;
  std::size_t no_literal_ = std::string_view::npos;
  std::size_t no_quote_ = std::string_view::npos;
};

// Lines to one line: list items keep a mark, all else is parted by one space.
std::string one_line(std::string_view rst) {
  std::string out;
  for (std::string_view line : split(rst, '\n')) {
    line = trim(line);
    const bool item = line.starts_with("- ") || line.starts_with("* ");
    if (item) line = trim(line.substr(2));
    if (line.empty()) continue;
    if (!out.empty()) out += item && !out.ends_with(':') ? " · " : " ";
    out += line;
  }
  return out;
}

// "ada@example.org" and "<ada@example.org>,", but neither the operator "@" nor "@property" nor an address of the web.
bool is_mail(std::string_view word) {
  if (word.find("://") != std::string_view::npos) return false;
  constexpr std::string_view marks = "()[]<>{}\"'`.,;:!?*_";
  const auto begin = word.find_first_not_of(marks);
  if (begin == std::string_view::npos) return false;
  const std::string_view bare = word.substr(begin, word.find_last_not_of(marks) + 1 - begin);
  const auto at = bare.rfind('@');
  return at != std::string_view::npos && at != 0 && at + 1 != bare.size();
}

std::string without_addresses(std::string_view text) {
  std::string out;
  for (const std::string_view word : split_words(text)) {
    if (is_mail(word)) continue;
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

// Cut where a sentence ends if that keeps the larger part, else after a word.
std::string cut(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return std::string(text);
  const std::string_view kept = text.substr(0, limit - 4);
  const auto sentence = kept.rfind(". ");
  if (sentence != std::string_view::npos && sentence > limit / 2)
    return std::string(text.substr(0, sentence + 1)) + " …";
  const auto space = kept.rfind(' ');
  if (space == std::string_view::npos || space < limit / 2) return shorten(text, limit);
  return std::string(text.substr(0, space)) + "…";
}

}  // namespace

std::string plain_words(std::string_view rst, std::string_view label, std::size_t limit) {
  const std::string lines = one_line(rst);
  const std::string words = without_addresses(Plain(lines, label).read());
  return cut(sanitize(words), limit);
}

std::string plain_title(std::string_view title) { return sanitize(Plain(title, "").read()); }

}  // namespace usher::proposals
