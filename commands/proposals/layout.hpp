// commands/proposals/layout.hpp: the first lines of a proposal, parted but not yet understood. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/grammar.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

struct Field {
  std::string key;    // lower case
  std::string value;  // trimmed; lines of a continued value are parted by line breaks
};

// Bytes as they stand in the file, of bounded number and length.
struct Layout {
  std::string title;  // "NEP 18 — A title"
  std::vector<Field> fields;
  std::vector<std::string> notes;  // reStructuredText
  bool mail_like = false;          // "Author: Ada" instead of ":Author: Ada"
  bool front_matter = false;       // likewise, between lines of "---" (front_matter.hpp)
};

Layout lay_out(std::string_view bytes, const Grammar& grammar);

}  // namespace usher::proposals
