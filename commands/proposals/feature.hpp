// commands/proposals/feature.hpp: /nep, /pep, …: enhancement proposals, looked up in a table that is kept fresh.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/proposals/poll.hpp"
#include "commands/proposals/series.hpp"
#include "commands/proposals/view.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace usher::proposals {

// One series. Its name is "proposals-<command>", so that several stand beside each other.
class Proposals final : public Feature {
 public:
  // `read`: what its source holds now, where somebody has looked (a folder on this machine).
  explicit Proposals(Settings settings, std::optional<Shelf> read = std::nullopt);

  std::string_view name() const override { return name_; }
  std::span<const CommandSpec> commands() const override { return {&spec_, 1}; }
  Outcome on(const Event& event, Context& context) override;
  std::vector<Effect> start(Context& context) override;
  void drop_caches() override { shelf_.reset(); }

 private:
  View view(Context& context, const Person& who);
  Outcome asked(const Command& command, const Event& event, Context& context);
  Outcome fetched(const Fetched& answer, Context& context);

  const Settings settings_;
  const std::string name_;
  std::array<std::string, 6> examples_;
  std::array<std::string_view, 6> example_views_;
  CommandSpec spec_;
  Poll poll_;
  const std::optional<Shelf> read_;
  std::optional<Shelf> shelf_;  // the table, read once; forgotten whenever a poll has written
};

}  // namespace usher::proposals
