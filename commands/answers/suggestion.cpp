// commands/answers/suggestion.cpp: a file's lines, with a title, a text or some questions more.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/suggestion.hpp"

#include "bot/text.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace usher::answers {

namespace {

constexpr char field_end = '\x1e';  // sanitize() lets neither through
constexpr char entry_end = '\x1f';
constexpr std::string_view fence = "+++";

using Lines = std::vector<std::string>;

Lines lines_of(std::string_view text) {
  Lines out;
  for (const std::string_view line : split(text, '\n')) out.emplace_back(line);
  if (!out.empty() && out.back().empty()) out.pop_back();
  return out;
}

std::string joined(const Lines& lines) {
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string list(const std::vector<std::string>& entries) {
  std::string out;
  for (const std::string& one : entries) out += (out.empty() ? "" : ", ") + in_quotes(one);
  return "[" + out + "]";
}

Lines table(const Suggestion& what) {
  return {
      fmt::format("[{}]", what.lang), "title = " + in_quotes(what.title), "aliases = []",
      "asked = " + list(what.asked)
  };
}

Lines section(const Suggestion& what) {
  Lines out{"## " + what.lang, ""};
  std::ranges::move(lines_of(what.body), std::back_inserter(out));
  return out;
}

// Where the front matter's table of a language begins, and ends: at the next, or at the fence.
struct Range {
  std::size_t from = 0, to = 0;
  bool empty() const { return from == to; }
};

std::size_t end_of_front(const Lines& lines) {
  for (std::size_t i = 1; i < lines.size(); ++i)
    if (trim(lines[i]) == fence) return i;
  return lines.size();
}

Range table_of(const Lines& lines, std::string_view lang) {
  const std::size_t end = end_of_front(lines);
  const std::string head = fmt::format("[{}]", lang);
  for (std::size_t i = 1; i < end; ++i) {
    if (trim(lines[i]) != head) continue;
    std::size_t to = i + 1;
    while (to < end && !lines[to].starts_with('[')) ++to;
    return {i, to};
  }
  return {};
}

Range section_of(const Lines& lines, std::string_view lang) {
  for (std::size_t i = end_of_front(lines); i < lines.size(); ++i) {
    if (trim(lines[i]) != "## " + std::string(lang)) continue;
    std::size_t to = i + 1;
    while (to < lines.size() && !lines[to].starts_with("## ")) ++to;
    return {i, to};
  }
  return {};
}

bool sets(std::string_view line, std::string_view key) {
  return line.starts_with(key) && trim(line.substr(key.size())).starts_with('=');
}

void set_title(Lines& lines, const Suggestion& what) {
  const Range range = table_of(lines, what.lang);
  for (std::size_t i = range.from; i < range.to; ++i)
    if (sets(lines[i], "title")) lines[i] = "title = " + in_quotes(what.title);
}

// Before the bracket that ends the list, in the way in which the list is written.
void add_asked(Lines& lines, const Suggestion& what) {
  const Range range = table_of(lines, what.lang);
  std::size_t at = range.from;
  while (at < range.to && !sets(lines[at], "asked")) ++at;
  const auto here = [&lines](std::size_t line) {
    return lines.begin() + static_cast<std::ptrdiff_t>(line);
  };
  if (at == range.to) {
    std::size_t last = range.to;
    while (last > range.from + 1 && trim(lines[last - 1]).empty()) --last;
    lines.insert(here(last), "asked = " + list(what.asked));
    return;
  }
  if (trim(lines[at]).ends_with(']')) {  // on one line
    std::string& line = lines[at];
    line.resize(line.rfind(']'));
    const std::string more = list(what.asked);
    line += (trim(line).ends_with('[') ? "" : ", ") + more.substr(1);
    return;
  }
  std::size_t end = at + 1;
  while (end < range.to && !trim(lines[end]).starts_with(']')) ++end;
  if (std::string& last = lines[end - 1]; end - 1 > at && !trim(last).ends_with(',')) last += ',';
  for (const std::string& one : what.asked)
    lines.insert(here(end++), "    " + in_quotes(one) + ",");
}

void set_body(Lines& lines, const Suggestion& what) {
  Lines fresh = section(what);
  const Range range = section_of(lines, what.lang);
  if (range.empty()) {
    lines.emplace_back();
    std::ranges::move(fresh, std::back_inserter(lines));
    return;
  }
  if (range.to < lines.size()) fresh.emplace_back();
  const auto from = lines.begin() + static_cast<std::ptrdiff_t>(range.from);
  const auto at = lines.erase(from, lines.begin() + static_cast<std::ptrdiff_t>(range.to));
  lines.insert(at, fresh.begin(), fresh.end());
}

}  // namespace

std::string packed(const Suggestion& suggestion) {
  std::string asked;
  for (const std::string& one : suggestion.asked) asked += one + entry_end;
  std::string out = "suggest";
  const std::string& all = asked;
  for (const std::string* part :
       {&suggestion.id, &suggestion.lang, &suggestion.title, &all, &suggestion.body,
        &suggestion.link})
    out += field_end + *part;
  return out;
}

std::optional<Suggestion> unpacked(std::string_view packed) {
  const auto parts = split(packed, field_end);
  if (parts.size() != 7 || parts[0] != "suggest") return std::nullopt;
  Suggestion out;
  out.id = parts[1];
  out.lang = parts[2];
  out.title = parts[3];
  for (const std::string_view one : split(parts[4], entry_end))
    if (!one.empty()) out.asked.emplace_back(one);
  out.body = parts[5];
  out.link = parts[6];
  return out;
}

std::string amended(
    std::string_view file, const Suggestion& suggestion, std::string_view owner,
    std::chrono::sys_days review_by
) {
  Lines lines = lines_of(file);
  if (lines.empty()) {
    lines = {
        std::string(fence),
        "id = " + in_quotes(suggestion.id),
        "links = " + list({suggestion.link}),
        "owner = " + in_quotes(owner),
        fmt::format("review-by = {:%F}", review_by),
        "sticky = []",
        ""
    };
    std::ranges::move(table(suggestion), std::back_inserter(lines));
    lines.emplace_back(fence);
    lines.emplace_back();
    std::ranges::move(section(suggestion), std::back_inserter(lines));
    return joined(lines);
  }
  if (table_of(lines, suggestion.lang).empty()) {
    Lines fresh{""};
    std::ranges::move(table(suggestion), std::back_inserter(fresh));
    lines.insert(
        lines.begin() + static_cast<std::ptrdiff_t>(end_of_front(lines)), fresh.begin(), fresh.end()
    );
  } else {
    if (!suggestion.title.empty()) set_title(lines, suggestion);
    if (!suggestion.asked.empty()) add_asked(lines, suggestion);
  }
  if (!suggestion.body.empty()) set_body(lines, suggestion);
  return joined(lines);
}

}  // namespace usher::answers
