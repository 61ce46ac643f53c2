// commands/proposals/rst.hpp: reStructuredText to plain words, for notes and titles. Pure functions.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace usher::proposals {

// Inline markup and line breaks removed, list items parted by "·", references said as a reader would
// ("NEP 56"), e-mail addresses dropped. At most `limit` bytes. Linear in its input.
std::string plain_words(std::string_view rst, std::string_view label, std::size_t limit);

// A title without its inline markup: "``dtype=object``" → "dtype=object".
std::string plain_title(std::string_view title);

}  // namespace usher::proposals
