// commands/proposals/sections.hpp: the titles of a text and what stands below each. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

// One title. Its text goes from `begin` to `end`, where the next title of the same or a higher level stands; the titles
// in between are sections too, of their own.
struct Section {
  std::string title;  // lower-case ASCII, spaces collapsed, without a number before it: "abstract"
  int level = 0;      // 0 is the highest
  std::size_t begin = 0, end = 0;  // lines
  std::size_t next = 0;            // where the next title of any level stands
};

// The views point into the bytes.
struct Outline {
  std::vector<std::string_view> lines;
  std::vector<Section> sections;
};

// reStructuredText: lines underlined, and perhaps overlined, by one character; each new way of underlining is one level
// lower. Markdown: "## Abstract" as well. Bounded by 256 KiB, 16,000 lines, 1,000 sections; linear.
Outline outline(std::string_view bytes);

// "-----": at least three of one character that underlines titles.
bool is_rule(std::string_view line);

// Whether a section of this title is where a proposal says that it is discussed.
bool is_discussion(std::string_view title);

}  // namespace usher::proposals
