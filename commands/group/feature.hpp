// commands/group/feature.hpp: /group: user groups: finding, founding and running them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/group/settings.hpp"

#include <array>
#include <string_view>
#include <vector>

namespace usher::group {

class UserGroups final : public Feature {
 public:
  explicit UserGroups(Settings settings);

  std::string_view name() const override { return "group"; }
  std::span<const CommandSpec> commands() const override { return specs_; }
  Kinds wants() const override { return {Kind::room_changed}; }
  bool concerns(const Event& event) const override;
  Outcome on(const Event& event, Context& context) override;
  std::vector<Effect> start(Context& context) override;
  std::vector<Phrase> goes_with(const Event& event, Context& context) override;

 private:
  // The events' kinds, not the groups'.
  using Kind = usher::Kind;

  Settings settings_;
  std::array<CommandSpec, 1> specs_;
};

}  // namespace usher::group
