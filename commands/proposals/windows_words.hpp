// commands/proposals/windows_words.hpp: what is typed about final comment periods, in whichever language. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/command_table.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace usher::proposals {

// window, windows
std::span<const WordSpec> window_words();

enum class WindowVerb : std::uint8_t {
  list,
  show,
  open,
  extend,
  objection,
  retract,
  substantive,
  not_substantive,
  council,
  close
};
// "open": as it is typed after "/nep window".
std::string_view word_of(WindowVerb verb);

// "open 55 https://… 10", in any order of its parts.
struct WindowOrder {
  WindowVerb verb = WindowVerb::list;
  std::string typed_number;   // "NEP-55"; empty where none was typed
  std::optional<int> number;  // nothing: none, or one that is far too long
  std::string url;            // whatever holds "://"
  std::optional<int> days;
  std::string odd;  // the first word that is none of these
};
// `rest`: what follows "window". Any bytes; no more than the first 2,000 count.
WindowOrder window_order(std::string_view rest, std::string_view label);

}  // namespace usher::proposals
