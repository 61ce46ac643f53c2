// commands/proposals/body.hpp: what is read of a proposal below its header. Pure: bytes in, facts out.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/document.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

inline constexpr std::size_t longest_abstract = 400;  // bytes
inline constexpr std::size_t most_discussions = 10;

// All text is valid UTF-8 without control or bidirectional characters and without e-mail addresses.
struct BodyFacts {
  // The first sentence of the section Abstract, else of Executive summary or Summary, as plain text on one line. A
  // longer one is cut and ends in "…". Empty where there is no such section, or nothing to say in it.
  std::string abstract;
  // The links of the section Discussion and of the field Discussions-To: http and https, each once, in order.
  std::vector<std::string> discussion_urls;
  bool operator==(const BodyFacts&) const = default;
};

// reStructuredText, with titles underlined by whatever character, or Markdown. `label` is "NEP" or "PEP". Never throws
// for what the bytes hold; takes time in proportion to at most their first 256 KiB.
BodyFacts read_body(const Document& document, std::string_view label);
BodyFacts read_body(std::string_view bytes, std::string_view label);

}  // namespace usher::proposals
