// bot/dispatch_roles.cpp: who somebody is, and the words for those who may not.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/dispatch.hpp"
#include "bot/say.hpp"

namespace usher {

namespace {

// Who may, in a sentence that sends nobody away empty-handed.
Phrase who_may(Role needed, const Say& say) {
  switch (needed) {
    case Role::maintainer:
      return say("Only maintainers and administrators can do that. Please ask one of them.");
    case Role::organiser:
      return say("Only organisers and administrators can do that. Please ask one of them.");
    case Role::committee:
      return say(
          "Only members of the Code of Conduct committee can do that. Please ask one of "
          "them."
      );
    case Role::administrator:
      return say("Only administrators can do that. Please ask one of them.");
    case Role::contributor:
    case Role::everyone:
      break;
  }
  return say("Only contributors can do that. Please ask one of them.");
}

}  // namespace

// What a platform says of a person's roles is one voice; the configuration is the other.
Person Dispatcher::known(const Event& event) const {
  const auto served = served_.find(event.at.space);
  const bool own = served != served_.end() && served->second.capabilities.own_committee;
  Person who = event.who;
  who.roles = roles_.of(event.at.space, who.id, who.roles, own);
  return who;
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
  Line line = {who_may(needed, say)};
  if (!community_.contact_url.empty()) {
    line.emplace_back(Text(std::string(" ")));
    line.push_back(link(say("You can reach them here."), community_.contact_url));
  }
  Doc doc;
  doc.paragraph(std::move(line));
  return SayReply{std::move(doc)};
}

}  // namespace usher
