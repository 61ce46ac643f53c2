// commands/proposals/discussion.hpp: whether a proposal's section Discussion leads to where it was discussed. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/document.hpp"

#include <cstdint>
#include <string_view>

namespace usher::proposals {

enum class Discussion : std::uint8_t {
  absent,     // there is no such section, or the text is longer than what is read of it
  no_link,    // nothing in it leads to the web
  no_thread,  // it leads to the web, but to no thread of a mailing list or a forum
  thread
};

// Footnotes and named references of reStructuredText count as the addresses that they stand for. Where there are
// several such sections, the one that leads farthest counts. Never throws for what the bytes hold; takes time in
// proportion to at most their first 256 KiB.
Discussion discussion_in(const Document& document);

// Whether the address is that of a message or thread in a mailing list's archive, or in a forum.
bool is_thread(std::string_view url);

}  // namespace usher::proposals
