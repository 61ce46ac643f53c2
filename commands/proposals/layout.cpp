// commands/proposals/layout.cpp: finds title, fields and notes among the first lines.
//
// What real files do (all of it is met in NumPy's history): fields come in several blocks parted by blank lines; a
// directive stands between title and fields; there is no blank line below the title, or the line above it is too long;
// keys are repeated; values go on in indented lines; the title covers two lines, or stands in a field, or is missing;
// a second list of fields, of an earlier proposal, follows after prose; body text directly below looks like a
// continuation but is not indented. So: skip to the first field, allow blank lines between fields, take a continuation
// only if it is indented and directly below, stop at any other text.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/layout.hpp"

#include "bot/text.hpp"
#include "commands/proposals/front_matter.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace usher::proposals {

namespace {

constexpr std::size_t most_bytes = 64U << 10U;
constexpr std::size_t most_lines = 600;
constexpr std::size_t most_fields = 200;
constexpr std::size_t longest_value = 4000;
constexpr std::size_t most_notes = 4;
constexpr std::size_t longest_note = 4000;

bool is_blank(std::string_view line) { return trim(line).empty(); }
bool is_indented(std::string_view line) { return line.starts_with(' ') || line.starts_with('\t'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The first lines, parted when they are asked for: a header is short, and what follows it may be long.
class Lines {
 public:
  explicit Lines(std::string_view bytes) : rest_(bytes) {
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
    rest_ = rest_.substr(0, most_bytes);
  }

  bool has(std::size_t at) {
    while (lines_.size() <= at && lines_.size() < most_lines && !rest_.empty()) part();
    return at < lines_.size();
  }
  // Empty where there is none.
  std::string_view operator[](std::size_t at) { return has(at) ? lines_[at] : std::string_view(); }

 private:
  void part() {
    // Of a file whose lines end in \r alone, the next \n is far, and looked for once.
    if (before_feed_ == 0) before_feed_ = std::min(rest_.find('\n'), rest_.size()) + 1;
    const auto feed = before_feed_ - 1;
    const auto end = std::min(rest_.substr(0, feed).find('\r'), feed);
    lines_.push_back(rest_.substr(0, end));
    const std::size_t past = end + (rest_.substr(end).starts_with("\r\n") ? 2 : 1);
    before_feed_ = past > feed ? 0 : before_feed_ - past;
    rest_.remove_prefix(std::min(past, rest_.size()));
  }

  std::string_view rest_;
  std::size_t before_feed_ = 0;  // where its next \n is, counted from 1; 0: not known
  std::vector<std::string_view> lines_;
};

// "=====": the line below, and sometimes above, a title.
bool is_adornment(std::string_view line) {
  line = trim(line);
  constexpr std::string_view marks = "=-~^#*+_\"'`:.";
  return line.size() >= 3 && marks.find(line.front()) != std::string_view::npos &&
         line.find_first_not_of(line.front()) == std::string_view::npos;
}

// ":Author: Ada" in a field list, "Author: Ada" in mail-like lines.
std::optional<Field> field_of(std::string_view line, bool mail_like) {
  if (!mail_like) {
    if (!line.starts_with(':')) return std::nullopt;
    line.remove_prefix(1);
  }
  const auto colon = line.find(':');
  if (colon == 0 || colon == std::string_view::npos || colon > 40) return std::nullopt;
  const std::string_view key = line.substr(0, colon);
  const bool plain = std::ranges::all_of(key, [](char c) {
    return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == ' ';
  });
  const std::string_view rest = line.substr(colon + 1);
  if (!plain || !is_letter(key.front()) || (!rest.empty() && !is_indented(rest)))
    return std::nullopt;
  return Field{to_lower_ascii(trim(key)), std::string(trim(rest).substr(0, longest_value))};
}

// Prose may have a colon too, so that the first key must be one of those that headers begin with.
bool begins_mail_like(std::string_view line, const Grammar& grammar) {
  if (grammar.style == HeaderStyle::rst) return false;
  const auto field = field_of(line, true);
  if (!field) return false;
  return field->key == to_lower_ascii(grammar.label) || field->key == "number" ||
         field->key == "title" || field->key == "author";
}

class Reader {
 public:
  Reader(std::string_view bytes, const Grammar& grammar) : lines_(bytes), grammar_(grammar) {}

  Layout read() {
    find_fields();
    read_fields();
    read_notes();
    layout_.mail_like = mail_like_;
    return std::move(layout_);
  }

 private:
  // Up to the first field: remembers the title, passes over directives, labels and prose. A second title means that the
  // body has begun and that there is no header.
  void find_fields() {
    while (lines_.has(at_) && is_blank(lines_[at_])) ++at_;
    if (lines_.has(at_) && begins_mail_like(lines_[at_], grammar_)) {
      mail_like_ = true;
      return;
    }
    bool title_seen = false;
    bool right_below = false;  // nothing but the title, so far
    for (; lines_.has(at_); ++at_) {
      if (grammar_.style != HeaderStyle::rfc2822 && field_of(lines_[at_], false)) return;
      if (is_blank(lines_[at_])) continue;
      // The oldest one has mail-like lines below a title.
      if (right_below && begins_mail_like(lines_[at_], grammar_)) {
        mail_like_ = true;
        return;
      }
      right_below = false;
      const std::size_t height = title_height();
      if (height == 0) continue;
      if (title_seen) break;
      title_seen = true;
      right_below = true;
      for (std::size_t i = 0; i < height; ++i)
        layout_.title += (i == 0 ? "" : " ") + std::string(trim(lines_[at_ + i]));
      at_ += height;  // and the loop passes the line below
    }
    at_ = most_lines;
  }

  // How many lines the title at this line has: one, or two between lines above and below; 0 where there is none.
  std::size_t title_height() {
    const std::string_view here = lines_[at_];
    if (is_blank(here) || is_adornment(here) || here.starts_with("..")) return 0;
    if (is_adornment(lines_[at_ + 1])) return 1;
    const bool overlined = at_ > 0 && is_adornment(lines_[at_ - 1]);
    return overlined && !is_blank(lines_[at_ + 1]) && is_adornment(lines_[at_ + 2]) ? 2 : 0;
  }

  void read_fields() {
    bool open = false;  // whether an indented line belongs to the last field
    for (; lines_.has(at_) && layout_.fields.size() < most_fields; ++at_) {
      const std::string_view line = lines_[at_];
      if (is_blank(line)) {
        open = false;
        if (mail_like_) return;
      } else if (auto field = field_of(line, mail_like_)) {
        layout_.fields.push_back(std::move(*field));
        open = true;
      } else if (open && is_indented(line)) {
        std::string& value = layout_.fields.back().value;
        if (value.size() < longest_value)
          value += "\n" + std::string(trim(line).substr(0, longest_value));
      } else {
        return;
      }
    }
  }

  // ".. note::" → what follows the colons; nothing for any other line.
  static std::optional<std::string_view> note_begin(std::string_view line) {
    if (!line.starts_with("..")) return std::nullopt;
    const std::string_view rest = trim(line.substr(2));
    for (const std::string_view kind :
         {"note::", "warning::", "important::", "attention::", "caution::", "hint::", "admonition::"
         })
      if (to_lower_ascii(rest.substr(0, kind.size())) == kind)
        return trim(rest.substr(kind.size()));
    return std::nullopt;
  }

  // The notes right below the header; other directives are passed over, anything else ends the search.
  void read_notes() {
    while (lines_.has(at_) && layout_.notes.size() < most_notes) {
      const std::string_view line = lines_[at_];
      if (!is_blank(line) && !line.starts_with("..")) return;
      const auto begin = note_begin(line);
      ++at_;
      std::string text = begin ? std::string(*begin) + "\n" : std::string();
      const bool directive = !is_blank(line);
      while (directive && lines_.has(at_) && (is_blank(lines_[at_]) || is_indented(lines_[at_]))) {
        if (begin) text += std::string(trim(lines_[at_])) + "\n";
        ++at_;
      }
      if (!begin) continue;
      if (!is_blank(text)) layout_.notes.push_back(text.substr(0, longest_note));
    }
  }

  Lines lines_;
  const Grammar& grammar_;
  std::size_t at_ = 0;
  bool mail_like_ = false;
  Layout layout_;
};

}  // namespace

Layout lay_out(std::string_view bytes, const Grammar& grammar) {
  if (grammar.style != HeaderStyle::rst)
    if (auto fields = front_matter(bytes)) {
      Layout out;
      out.fields = std::move(*fields);
      out.mail_like = out.front_matter = true;
      return out;
    }
  return Reader(bytes, grammar).read();
}

}  // namespace usher::proposals
