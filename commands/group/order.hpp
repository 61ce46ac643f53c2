// commands/group/order.hpp: what people type after /group. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/command_table.hpp"

#include <cstdint>
#include <span>

namespace usher::group {

enum class Verb : std::uint8_t {
  find,
  create,
  answer,
  back,
  skip,
  cancel,
  publish,
  show,
  mine,
  checklist,
  done,
  assign,
  change,
  event,
  leave,
  ideas,
  calendar,
  remove
};
// In the order of Verb.
std::span<const WordSpec> verb_words();

}  // namespace usher::group
