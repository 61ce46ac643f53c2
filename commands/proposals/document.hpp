// commands/proposals/document.hpp: a proposal's file, laid out once for all who read it. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/layout.hpp"
#include "commands/proposals/links.hpp"
#include "commands/proposals/sections.hpp"

#include <string_view>

namespace usher::proposals {

// The views point into the bytes. Takes time in proportion to at most their first 256 KiB.
struct Document {
  Document(std::string_view of, const Grammar& grammar);

  std::string_view bytes;
  Layout header;    // its first lines
  Outline outline;  // its sections
  Targets
      targets;  // what its footnotes stand for; of a text without a section Discussion nobody asks, and it has none
};

}  // namespace usher::proposals
