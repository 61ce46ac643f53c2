// commands/proposals/watch_words.hpp: the words of watching, in whichever language they are typed. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/command_table.hpp"
#include "commands/proposals/watches.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace usher::proposals {

// In the order of watch_words().
enum class WatchVerb : std::uint8_t { watch, unwatch, watching };

std::span<const WordSpec> watch_words();

struct WatchOrder {
  WatchVerb verb = WatchVerb::watch;
  std::string what;   // "18 47", "all"; without "here"
  bool here = false;  // this room is meant
};
// What follows the verb, "here" taken out of it.
WatchOrder watch_order(WatchVerb verb, std::string_view rest);

// "all", "new", "status", in whichever language; nothing for numbers and anything else.
std::optional<Watched> watched_kind(std::string_view word);

}  // namespace usher::proposals
