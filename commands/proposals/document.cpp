// commands/proposals/document.cpp: header, sections and footnotes, each looked for once.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/document.hpp"

#include <algorithm>
#include <span>

namespace usher::proposals {

namespace {

std::span<const std::string_view> with_targets(const Outline& outline) {
  const bool wanted = std::ranges::any_of(outline.sections, [](const Section& section) {
    return is_discussion(section.title);
  });
  return wanted ? std::span<const std::string_view>(outline.lines)
                : std::span<const std::string_view>();
}

}  // namespace

Document::Document(std::string_view of, const Grammar& grammar)
    : bytes(of),
      header(lay_out(of, grammar)),
      outline(proposals::outline(of)),
      targets(with_targets(outline)) {}

}  // namespace usher::proposals
