// commands/proposals/sections.cpp: finds titles, and where the text below each ends.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/sections.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace usher::proposals {

namespace {

constexpr std::size_t most_bytes = 256U << 10U;
constexpr std::size_t most_lines = 16000;
constexpr std::size_t most_sections = 1000;
constexpr std::size_t most_styles = 40;
constexpr std::size_t longest_title = 200;

std::vector<std::string_view> lines_in(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  bytes = bytes.substr(0, most_bytes);
  std::vector<std::string_view> lines;
  lines.reserve(std::min(bytes.size() / 32, most_lines));
  while (!bytes.empty() && lines.size() < most_lines) {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    std::string_view line = bytes.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  return lines;
}

bool is_blank(std::string_view line) { return trim(line).empty(); }

// "1.2 Abstract:" → "abstract"
std::string said_title(std::string_view line) {
  line = trim(line).substr(0, longest_title);
  const auto number = std::min(line.find_first_not_of("0123456789."), line.size());
  if (number > 0 && number < line.size() && line[number] == ' ') line.remove_prefix(number);
  std::string out;
  for (const std::string_view word : split_words(line)) {
    if (!out.empty()) out += ' ';
    out += to_lower_ascii(word);
  }
  while (out.ends_with(':') || out.ends_with('.')) out.pop_back();
  return out;
}

class Finder {
 public:
  explicit Finder(std::string_view bytes) { out_.lines = lines_in(bytes); }

  Outline find() {
    for (at_ = 0; at_ < out_.lines.size() && out_.sections.size() < most_sections;) {
      if (out_.lines[at_].starts_with("```"))
        in_fence_ = !in_fence_;  // of Markdown: what is in it may look like a title
      if (const std::size_t past = in_fence_ ? 0 : title_here(); past != 0)
        at_ = past;
      else
        ++at_;
    }
    close();
    return std::move(out_);
  }

 private:
  std::string_view line(std::size_t at) const {
    return at < out_.lines.size() ? out_.lines[at] : std::string_view();
  }

  // The line after the title that begins here; 0 where none does.
  std::size_t title_here() {
    const std::string_view here = line(at_);
    if (is_blank(here)) return 0;
    const auto marks = std::min(here.find_first_not_of('#'), here.size());
    if (marks >= 1 && marks <= 6 && marks < here.size() && here[marks] == ' ') {
      std::string_view words = trim(here.substr(marks));
      while (words.ends_with('#')) words.remove_suffix(1);
      add(words, static_cast<int>(marks) - 1, at_ + 1);
      return at_ + 1;
    }
    // A line above it, the title, and the same line below.
    if (is_rule(here)) {
      const std::string_view below = trim(line(at_ + 2));
      if (is_blank(line(at_ + 1)) || !is_rule(below) || below.front() != trim(here).front())
        return 0;
      add(line(at_ + 1), level_of(below.front(), true), at_ + 3);
      return at_ + 3;
    }
    const std::string_view below = line(at_ + 1);
    if (here.front() == ' ' || here.front() == '\t' || here.starts_with("..") || !is_rule(below) ||
        below.front() == ' ')
      return 0;
    // A long line over a short one is no title but text above a line of dots, say.
    if (below.size() < here.size() / 2) return 0;
    add(here, level_of(below.front(), false), at_ + 2);
    return at_ + 2;
  }

  int level_of(char mark, bool overlined) {
    const Style style{mark, overlined};
    const auto found = std::ranges::find(styles_, style);
    if (found != styles_.end()) return static_cast<int>(found - styles_.begin());
    if (styles_.size() < most_styles) styles_.push_back(style);
    return static_cast<int>(styles_.size()) - 1;
  }

  void add(std::string_view title, int level, std::size_t begin) {
    if (!out_.sections.empty()) out_.sections.back().next = at_;
    while (!open_.empty() && out_.sections[open_.back()].level >= level) {
      out_.sections[open_.back()].end = at_;
      open_.pop_back();
    }
    open_.push_back(out_.sections.size());
    out_.sections.push_back({said_title(title), level, begin, begin, begin});
  }

  void close() {
    for (const std::size_t one : open_) out_.sections[one].end = out_.lines.size();
    if (!out_.sections.empty()) out_.sections.back().next = out_.lines.size();
  }

  struct Style {
    char mark;
    bool overlined;
    bool operator==(const Style&) const = default;
  };

  Outline out_;
  std::size_t at_ = 0;
  bool in_fence_ = false;
  std::vector<Style> styles_;      // in order of appearance
  std::vector<std::size_t> open_;  // sections whose end has not come, from the highest level
};

}  // namespace

bool is_rule(std::string_view line) {
  constexpr std::string_view marks = "=-~^#*+_\"'`:.<>";
  // Most lines are none, which their last character says.
  if (line.size() < 3 || (marks.find(line.back()) == std::string_view::npos && line.back() != ' '))
    return false;
  line = trim(line);
  return line.size() >= 3 && marks.find(line.front()) != std::string_view::npos &&
         line.find_first_not_of(line.front()) == std::string_view::npos;
}

bool is_discussion(std::string_view title) {
  constexpr std::array<std::string_view, 6> known = {
      "discussion", "discussions", "discussion thread", "discussion threads", "讨论", "討論"
  };
  return std::ranges::find(known, title) != known.end();
}

Outline outline(std::string_view bytes) { return Finder(bytes).find(); }

}  // namespace usher::proposals
