// bot/dispatch_roles.cpp: who somebody is, whether they may, and what features can ask of others.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/dispatch.hpp"
#include "bot/named_in.hpp"
#include "bot/say.hpp"
#include "bot/who_may.hpp"

#include <algorithm>
#include <iterator>

namespace usher {

Context Dispatcher::context(Database& db, bool repeat) const {
  auto language = [this, &db](std::string_view space, std::string_view person) {
    const auto served = served_.find(space);
    const bool known = served != served_.end() && served->second.language;
    return known ? served->second.language(db, person) : std::string();
  };
  Context out{db, catalog_, commands_, community_, clock_.seconds(), repeat, std::move(language)};
  if (served_.empty()) return out;
  out.holders = [this](Role role) { return holders(role); };
  out.rooms = [this](std::string_view what) { return rooms(what); };
  out.people = [this](std::string_view what) { return people(what); };
  out.confides = [this, &db](const Event& event) { return confides(db, event); };
  out.goes_with = [this, &db](const Event& event) {
    Context now = context(db, true);  // asked, and nothing written
    std::vector<Phrase> all;
    for (const auto& feature : features_)
      std::ranges::move(feature->goes_with(event, now), std::back_inserter(all));
    return all;
  };
  return out;
}

// What a platform says of a person's roles is one voice; the configuration is the other.
Person Dispatcher::known(const Event& event) const {
  const auto served = served_.find(event.at.space);
  const bool own = served != served_.end() && served->second.capabilities.own_committee;
  Person who = event.who;
  who.roles = roles_.of(event.at.space, who.id, who.roles, own);
  return who;
}

// "slack:U1" is somebody in every Slack workspace that is served, "slack:T1:U1" in that one.
std::vector<To> Dispatcher::holders(Role role) const {
  std::vector<To> out;
  const std::vector<RoleBook::Named> named = roles_.holding(role);
  for (const auto& [space, served] : served_) {
    const std::string_view kind = std::string_view(space).substr(0, space.find(':'));
    for (const auto& [place, id] : named) {
      if (place != space && place != kind) continue;
      To to{.place = {space, "", ""}, .people = {id}};
      if (std::ranges::find(out, to) == out.end()) out.push_back(std::move(to));
    }
  }
  return out;
}

// "slack:C1" is that room, or person, in every workspace, "slack:T1:C1" in that one: the space, and the id there.
std::vector<std::pair<std::string, std::string>> Dispatcher::meant_by(std::string_view what) const {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& [space, served] : served_) {
    if (const std::string_view id = named_in(what, space); !id.empty())
      out.emplace_back(space, std::string(id));
  }
  return out;
}

std::vector<Place> Dispatcher::rooms(std::string_view what) const {
  std::vector<Place> out;
  for (auto& [space, id] : meant_by(what)) out.push_back({std::move(space), std::move(id), ""});
  return out;
}

std::vector<To> Dispatcher::people(std::string_view what) const {
  std::vector<To> out;
  for (auto& [space, id] : meant_by(what))
    out.push_back({.place = {std::move(space), "", ""}, .people = {std::move(id)}});
  return out;
}

bool Dispatcher::confides(Database& db, const Event& event) const {
  const auto served = served_.find(event.at.space);
  if (served == served_.end() || served->second.capabilities.whispers || event.at.room.empty())
    return true;
  return served->second.direct_room && served->second.direct_room(db, event.who) == event.at.room;
}

// A command that this person's role does not allow, and what it would take.
std::optional<Reply> Dispatcher::refused(const Event& event) const {
  const auto* command = event.as<Command>();
  if (command == nullptr) return std::nullopt;
  const CommandTable::Entry* entry = commands_.find(command->name);
  if (entry == nullptr) return std::nullopt;
  const Role needed = role_of(*entry->spec, match_word(*entry->spec, command->args).word);
  if (event.who.roles.has(needed)) return std::nullopt;
  const Say say(catalog_, event.who.lang);
  return SayReply{who_may(needed, say, community_)};
}

}  // namespace usher
