// adapters/slack/measure.hpp: how long a text is to Slack, and where it may be cut. Pure; linear in the text.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace usher::slack {

// Slack counts UTF-16 units: an emoji is two.
struct Measure {
  std::size_t units = 0;
  std::size_t weight = 0;  // units of it as JSON, in a string
  bool sound = true;       // valid UTF-8 without control characters but line breaks and tabs
};
Measure measure(std::string_view text);

// At most `limit` units, cut at a code point and with "…" where something was cut. What is not sound is made so first.
std::string shortened(std::string_view text, std::size_t limit);

// How many bytes of `text` are at most `limit` units: cut behind a line, else behind a word, where that keeps half of it;
// else before a code point that stands for itself (no combining mark, no part of an emoji). Without `must` 0 where neither
// line nor word ends in time. Never 0 with it, even if one code point is over the limit.
std::size_t prefix(std::string_view text, std::size_t limit, bool must);

// What a cut leaves: without the line break or the blanks that it was cut at.
std::string_view after_cut(std::string_view rest);

}  // namespace usher::slack
