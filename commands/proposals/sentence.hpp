// commands/proposals/sentence.hpp: where the first sentence of a paragraph ends. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

namespace usher::proposals {

// The beginning of a paragraph of reStructuredText or Markdown, up to and with the end of its first sentence; all of it
// where none ends. A full stop ends none after "e.g.", in "NumPy 1.20", in code or a link, or before a small letter;
// "。" always does. Linear.
std::string_view first_sentence(std::string_view paragraph);

}  // namespace usher::proposals
