// commands/welcome/feature.hpp: one message for whoever is new, and /welcome for whoever asks.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/welcome/settings.hpp"

namespace usher::welcome {

class Welcome final : public Feature {
 public:
  explicit Welcome(Settings settings) : settings_(std::move(settings)) {}
  std::string_view name() const override { return "welcome"; }
  std::span<const CommandSpec> commands() const override;
  Kinds wants() const override { return {Kind::joined, Kind::left}; }
  bool concerns(const Event& event) const override;
  Outcome on(const Event& event, Context& context) override;
  std::vector<Effect> start(Context& context) override;

 private:
  Outcome joined(const Event& event, Context& context) const;
  Outcome typed(const Command& command, const Event& event, Context& context) const;
  Outcome pressed(const Press& press, const Event& event, Context& context) const;
  Outcome submitted(const Submit& submit, const Event& event, Context& context) const;

  Settings settings_;
};

}  // namespace usher::welcome
