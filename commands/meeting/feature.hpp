// commands/meeting/feature.hpp: /meeting: when meetings take place, reminders of them, and what changes about them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/poll.hpp"
#include "commands/meeting/settings.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace usher::meeting {

class Meetings final : public Feature {
 public:
  explicit Meetings(Settings settings);

  std::string_view name() const override { return "meeting"; }
  std::span<const CommandSpec> commands() const override { return specs_; }
  Kinds wants() const override { return {Kind::room_changed}; }
  bool concerns(const Event& event) const override;
  Outcome on(const Event& event, Context& context) override;
  std::vector<Effect> start(Context& context) override;
  void drop_caches() override { revision_.reset(); }

 private:
  Outcome asked(const Command& command, const Event& event, Context& context) const;
  Outcome due(const Tick& tick, Context& context);
  Outcome told(Polled polled, Context& context);
  Outcome handled(const Event& event, Context& context);
  void refresh(Database& db);

  Settings configured_;
  Settings settings_;  // with what was made in chat: a cache, by the revision of its rows
  std::optional<std::int64_t> revision_;
  Poll poll_;                         // refers to settings_
  std::array<CommandSpec, 4> specs_;  // /meeting, /agenda, /action, /talk
};

}  // namespace usher::meeting
