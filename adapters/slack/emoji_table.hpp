// adapters/slack/emoji_table.hpp: Slack's names of the emoji that people react with. Used by emoji.cpp alone.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <span>
#include <string_view>

namespace usher::slack {

// Of several names for one emoji the first is the one that Slack gives in events.
struct EmojiName {
  std::string_view name, emoji;
};
std::span<const EmojiName> emoji_table();

}  // namespace usher::slack
