// commands/proposals/feature.hpp: /nep, /pep, …: enhancement proposals, looked up in a table that is kept fresh.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "bot/search.hpp"
#include "commands/proposals/poll.hpp"
#include "commands/proposals/series.hpp"
#include "commands/proposals/topics.hpp"
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
  std::span<const ShortcutSpec> shortcuts() const override { return menu_; }
  Kinds wants() const override { return {Kind::room_changed}; }
  // A room that is called otherwise, or opened to others, is the same room.
  bool concerns(const Event& event) const override;
  Outcome on(const Event& event, Context& context) override;
  std::vector<Effect> start(Context& context) override;
  void drop_caches() override {
    shelf_.reset();
    words_.forget();
  }

 private:
  const Shelf& shelf(Context& context);
  View view(Context& context, const Person& who);
  Moment moment(Context& context) { return {settings_, shelf(context), context, name_}; }
  Outcome asked(const Command& command, const Event& event, Context& context);
  std::string_view after_name(std::string_view text) const;
  Outcome pressed(const Press& press, const Event& event, Context& context);
  Outcome chosen(const Shortcut& shortcut, const Event& event, Context& context);
  Outcome said_by_button(const std::string& args, const Event& event, Context& context);
  Outcome due(const Tick& tick, Context& context);
  Outcome fetched(const Fetched& answer, Context& context);
  Outcome heard(Polled polled, Context& context);

  const Settings settings_;
  const std::string name_;
  const std::vector<std::string> examples_;
  const std::vector<std::string_view> example_views_;  // into examples_
  const std::vector<std::string_view> other_names_;    // into settings_
  CommandSpec spec_;
  const std::string about_, named_;  // callbacks
  const std::array<ShortcutSpec, 2> menu_;
  Poll poll_;
  Topics topics_;
  const std::optional<Shelf> read_;
  search::Words words_;         // of its search, likewise
  std::optional<Shelf> shelf_;  // the table, read once; a poll changes both
};

}  // namespace usher::proposals
