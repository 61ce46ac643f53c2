// commands/proposals/discussion.cpp: finds the section, and looks where its links lead.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/discussion.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace usher::proposals {

namespace {

// What outline() reads. Of a longer text the end is not seen, where the section is and what its footnotes stand for.
constexpr std::size_t most_bytes = 256U << 10U;
constexpr std::size_t most_lines = 16000;
constexpr std::size_t most_links = 100;
constexpr std::size_t most_looked_at = 4;  // sections of this name

}  // namespace

bool is_thread(std::string_view url) {
  // Archives of mailing lists first, then forums.
  constexpr std::array<std::string_view, 14> signs = {
      "/pipermail/",        "/archives/list/", "/hyperkitty/",      "/mailman/",     "://lists.",
      "://list.",           "://mail.",        "mail-archive.com/", "://marc.info/", ".gmane.",
      "groups.google.com/", "://discuss.",     "://discourse.",     "/discussions/"
  };
  const std::string lower = to_lower_ascii(url);
  return std::ranges::any_of(signs, [&](std::string_view sign) {
    return lower.find(sign) != std::string::npos;
  });
}

Discussion discussion_in(const Document& document) {
  const std::span<const std::string_view> lines = document.outline.lines;
  Discussion best = Discussion::absent;
  if (document.bytes.size() > most_bytes || lines.size() >= most_lines) return best;
  std::size_t looked_at = 0;
  for (const Section& section : document.outline.sections) {
    if (!is_discussion(section.title) || ++looked_at > most_looked_at) continue;
    const auto links = links_in(
        lines.subspan(section.begin, section.end - section.begin), document.targets, most_links
    );
    Discussion here = links.empty() ? Discussion::no_link : Discussion::no_thread;
    if (std::ranges::any_of(links, is_thread)) here = Discussion::thread;
    best = std::max(best, here);
  }
  return best;
}

}  // namespace usher::proposals
