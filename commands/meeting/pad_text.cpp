// commands/meeting/pad_text.cpp: sections of a page by their dates.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/pad_text.hpp"

#include "bot/text.hpp"
#include "commands/meeting/minutes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace usher::meeting {

namespace {

std::string date_of(sys_seconds at) { return archive_path("{date}", at); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "2026-01-14" in a heading; empty where it is none, or has no date.
std::string_view date_in_heading(std::string_view line) {
  constexpr std::string_view shape = "0000-00-00";
  if (!line.starts_with('#')) return {};
  for (std::size_t at = 0; at + shape.size() <= line.size(); ++at) {
    const std::string_view part = line.substr(at, shape.size());
    const bool fits = std::ranges::equal(part, shape, [](char c, char of) {
      return of == '0' ? is_digit(c) : c == of;
    });
    if (fits) return part;
  }
  return {};
}

void put_list(std::string& out, std::string_view heading, const std::vector<std::string>& items) {
  out += fmt::format("### {}\n\n", heading);
  for (const std::string& one : items) out += fmt::format("- {}\n", one);
  out += items.empty() ? "- \n\n" : "\n";
}

}  // namespace

std::string pad_section(const PadSection& section) {
  const std::chrono::hh_mm_ss time(
      section.start - std::chrono::floor<std::chrono::days>(section.start)
  );
  std::string out = fmt::format(
      "## {} {}\n\n- Time: {:02}:{:02} UTC\n", date_of(section.start), section.title,
      time.hours().count(), time.minutes().count()
  );
  if (!section.notes.empty()) out += fmt::format("- Earlier notes: {}\n", section.notes);
  if (!section.conduct.empty())
    out += fmt::format("\n**Code of Conduct**\n{}\n", trim(section.conduct));
  out += "\n**Present:** \n\n";
  put_list(out, "Follow-up from the last meeting", section.follow_up);
  put_list(out, "Topics", section.topics);
  out += "### Action items\n\n- \n";
  return without_passcodes(out);
}

std::string with_section(std::string_view page, std::string_view section) {
  std::string out(page);
  while (out.ends_with('\n') || out.ends_with('\r') || out.ends_with(' ')) out.pop_back();
  if (!out.empty()) out += "\n\n";
  out += section;
  return out;
}

bool has_section(std::string_view page, sys_seconds date) {
  const std::string wanted = date_of(date);
  return std::ranges::any_of(split(page, '\n'), [&](std::string_view line) {
    return date_in_heading(line) == wanted;
  });
}

std::string section_of(std::string_view page, sys_seconds date) {
  const std::string wanted = date_of(date);
  std::string out;
  bool in = false;
  bool dated = false;
  for (const std::string_view line : split(page, '\n')) {
    if (const std::string_view found = date_in_heading(line); !found.empty()) {
      in = found == wanted;
      dated = true;
    }
    if (in) {
      out += line;
      out += '\n';
    }
  }
  if (!dated) out = page;
  return out;
}

}  // namespace usher::meeting
