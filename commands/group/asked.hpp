// commands/group/asked.hpp: somebody asks, and what they may see.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/group/settings.hpp"
#include "commands/group/table.hpp"

#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::group {

// Refers to what the caller owns, for the length of one event.
struct Asked {
  const Settings& settings;
  const Event& event;
  Context& context;

  Say say() const { return context.say(event.who); }
  Database& db() const { return context.db; }
  const std::string& space() const { return event.at.space; }
  const std::string& person() const { return event.who.id; }
  // In a conversation with Usher alone, as far as the event says.
  bool alone() const;
};

// For the asker alone, wherever it was asked.
Outcome told(Doc doc, std::vector<Effect> effects = {});
// In place of the message whose button was pressed; else as told().
Outcome answered(Doc doc, const Asked& asked, std::vector<Effect> effects = {});

std::string name_of(const Person& who);
// In the language of somebody who did not ask.
Say say_to(std::string_view space, std::string_view person, const Context& context);
Post post_to(std::string_view space, std::string_view person, std::string key, Doc doc, Lane lane);
Post post_in(const Place& room, std::string key, Doc doc, Lane lane);

// An open one that is published is everybody's. Of an in-house one nobody learns but in its own room, and who organises it or
// was asked to. What is being set up is its organisers'.
bool may_see(const Group& group, const Asked& asked);
bool organises(const Group& group, const Asked& asked);

// Of those that may be seen, the one that is meant; else the answer that says which there are. Where nothing was typed, the only
// one.
std::expected<Group, Doc> meant(
    std::string_view typed, const std::vector<Group>& of, const Asked& asked
);
// Likewise, of those that the asker organises.
std::expected<Group, Doc> own_meant(std::string_view typed, const Asked& asked);
// Published, and the asker's own, that may be seen.
std::vector<Group> visible_groups(const Asked& asked);
// Of those open ones that are published here, and those that the configuration knows.
std::vector<KnownGroup> known_groups(const Asked& asked, std::int64_t but);

Text title_of(const Group& group, const Say& say);

}  // namespace usher::group
