// commands/help.hpp: /help, made from the command table, and what is said where nothing else fits: to a command that does
// not exist, a button or a menu's entry that is left over, a plain sentence.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"

namespace usher {

// The engine gives every command and every shortcut that no feature declares to the feature called "help".
class Help final : public Feature {
 public:
  std::string_view name() const override { return "help"; }
  std::span<const CommandSpec> commands() const override;
  std::span<const ShortcutSpec> shortcuts() const override;
  // Messages: those that are said to Usher are answered, no other.
  Kinds wants() const override { return {Kind::message}; }
  bool concerns(const Event& event) const override;  // messages to Usher alone, or that name it
  bool last_resort() const override { return true; }
  Outcome on(const Event& event, Context& context) override;
};

}  // namespace usher
