// adapters/slack/emoji.hpp: reactions: Unicode emoji and the names that Slack has for them. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace usher::slack {

// What reactions.add takes: "👍" → "+1", "👍🏽" → "+1::skin-tone-4". Variation selectors do not matter. Nothing for what is
// not in the table (emoji_table.cpp): it cannot be reacted with.
std::optional<std::string> emoji_name(std::string_view emoji);

// What a reaction event names: "+1" or "thumbsup" → "👍". A workspace's own emoji, and what is not in the table, is ":name:".
std::string emoji_of(std::string_view name);

}  // namespace usher::slack
