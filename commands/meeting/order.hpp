// commands/meeting/order.hpp: what people type after /meeting. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/command_table.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

enum class Verb : std::uint8_t {
  next,
  subscribe,
  unsubscribe,
  mine,
  snooze,
  zone,
  cancel,
  move,
  relocate,
  restore,
  announce,
  host,
  unhost,
  hosts,
  missing,
  start,
  here,
  topic,
  info,
  action,
  agreed,
  link,
  undo,
  end,
  calendar,
  notes,
  create,
  change
};
// In the order of Verb.
std::span<const WordSpec> verb_words();

// "24h", "1 h" in one word, "90min", "2d", "start", "开始": how long before the start. Nothing where it is none, or over 30 days.
std::optional<std::chrono::seconds> lead_typed(std::string_view word);

// "community 24h 10m here"
struct Typed {
  std::string what;  // "community", "tag:newcomer", "all"; as typed, words parted by blanks
  std::vector<std::chrono::seconds> leads;  // longest first, each once
  bool here = false;                        // for this room
};
Typed read_typed(std::string_view text);

// "7", "#7 and so on": the number in the first word. Nothing where it is none.
std::optional<std::int64_t> number_typed(std::string_view text);

// "community: plans", with a colon of either width: what stands before the first one, and after it, without blanks around.
struct Parted {
  std::string_view before, after;
};
std::optional<Parted> parted_by_colon(std::string_view text);

}  // namespace usher::meeting
