// commands/proposals/reading.hpp: all that is kept of a proposal's file: its header, and a few facts of its body. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/header.hpp"

#include <string_view>

namespace usher::proposals {

// Raised by one when the same bytes come to be read otherwise than before. What the table holds was read by one such
// version; proposals of any other are read again at the next poll, as changed facts and no news: Comparison (news.hpp)
// finds none in bytes that are as they were.
inline constexpr int reader_version = 1;

// parse_header, body.hpp and faults.hpp together. Never throws for what the bytes hold; takes time in proportion to at
// most their first 256 KiB.
Header read_proposal(std::string_view bytes, std::string_view file_name, const Grammar& grammar);

}  // namespace usher::proposals
