// commands/group/asked.cpp: answers, and what stays within a room.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/asked.hpp"

#include "bot/people.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <utility>

namespace usher::group {

namespace {

constexpr std::size_t longest_echo = 60;
constexpr std::size_t most_listed = 12;

}  // namespace

bool Asked::alone() const {
  const auto* command = event.as<Command>();
  if (command != nullptr) return command->direct || event.at.room.empty();
  return event.at.room.empty();
}

Outcome told(Doc doc, std::vector<Effect> effects) {
  SayReply reply{std::move(doc)};
  reply.confidential = true;
  return {std::move(reply), std::move(effects)};
}

Outcome answered(Doc doc, const Asked& asked, std::vector<Effect> effects) {
  if (asked.event.as<Press>() == nullptr) return told(std::move(doc), std::move(effects));
  return {Replace{std::move(doc)}, std::move(effects)};
}

std::string name_of(const Person& who) { return who.name.empty() ? who.id : who.name; }

Say say_to(std::string_view space, std::string_view person, const Context& context) {
  const std::string lang = people::language_unasked(context, space, person);
  return context.say(lang.empty() ? context.community.language : lang);
}

Post post_to(std::string_view space, std::string_view person, std::string key, Doc doc, Lane lane) {
  Post out;
  out.to.place.space = space;
  out.to.people = {std::string(person)};
  out.audience = Audience::direct;
  out.body = std::move(doc);
  out.key = std::move(key);
  out.lane = lane;
  return out;
}

Post post_in(const Place& room, std::string key, Doc doc, Lane lane) {
  Post out;
  out.to.place = room;
  out.audience = Audience::room;
  out.body = std::move(doc);
  out.key = std::move(key);
  out.lane = lane;
  return out;
}

bool organises(const Group& group, const Asked& asked) {
  return stand_of(asked.db(), group.id, asked.space(), asked.person()) == Stand::organises;
}

bool may_see(const Group& group, const Asked& asked) {
  const bool published = group.state == State::published;
  if (published && group.wizard.kind == Kind::open) return true;
  const bool its_room =
      !group.room.empty() && group.space == asked.space() && group.room == asked.event.at.room;
  if (published && its_room) return true;
  const auto stand = stand_of(asked.db(), group.id, asked.space(), asked.person());
  return stand == Stand::organises || stand == Stand::asked;
}

std::vector<Group> visible_groups(const Asked& asked) {
  std::vector<Group> out = all_published(asked.db());
  std::erase_if(out, [&](const Group& one) { return !may_see(one, asked); });
  for (Group& one : groups_of(asked.db(), asked.space(), asked.person()))
    if (std::ranges::find(out, one.id, &Group::id) == out.end()) out.push_back(std::move(one));
  return out;
}

std::expected<Group, Doc> meant(
    std::string_view typed, const std::vector<Group>& of, const Asked& asked
) {
  const Say say = asked.say();
  typed = trim(typed);
  std::vector<Group> found;
  for (const Group& one : of)
    if (!typed.empty() && same_name(one.name(), typed)) found.push_back(one);
  if (found.empty())
    for (const Group& one : of)
      if (typed.empty() || is_meant(typed, one.name(), one.wizard[Step::place]))
        found.push_back(one);
  if (found.size() == 1) return std::move(found.front());
  Doc doc;
  if (of.empty()) {
    doc.paragraph({say("There is no user group here that I could show you.")});
    doc.paragraph({say(
        "To look for one: {find}. To found one: {new}",
        fmt::arg("find", Text(std::string("/group find Berlin"))),
        fmt::arg("new", Text(std::string("/group new")))
    )});
    return std::unexpected(std::move(doc));
  }
  if (found.empty())
    doc.paragraph({say(
        "I know no user group “{name}”.",
        fmt::arg("name", Text(shorten(sanitize(typed), longest_echo)))
    )});
  else
    doc.paragraph({say("Which one?")});
  std::vector<Line> lines;
  for (const Group& one : found.empty() ? of : found)
    if (lines.size() < most_listed) lines.push_back({code(title_of(one, say))});
  doc.bullets(std::move(lines));
  return std::unexpected(std::move(doc));
}

std::expected<Group, Doc> own_meant(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  auto own = groups_of(asked.db(), asked.space(), asked.person());
  if (own.empty()) return std::unexpected(Doc(say("You organise no user group here.")));
  auto found = meant(typed, own, asked);
  if (found || trim(typed).empty()) return found;
  // That it is there and is others' is no secret where it may be seen.
  const auto other = meant(typed, visible_groups(asked), asked);
  if (!other) return found;
  return std::unexpected(
      Doc(say("Only who organises {name} can do that.", fmt::arg("name", title_of(*other, say))))
  );
}

std::vector<KnownGroup> known_groups(const Asked& asked, std::int64_t but) {
  std::vector<KnownGroup> out = asked.settings.known;
  for (const Group& one : all_published(asked.db()))
    if (one.wizard.kind == Kind::open && one.id != but)
      out.push_back(
          {std::string(one.name()), std::string(one.wizard[Step::place]),
           std::string(one.wizard[Step::website])}
      );
  return out;
}

Text title_of(const Group& group, const Say& say) {
  if (!group.name().empty()) return Text(group.name());
  return Text(say("a group without a name").str());
}

}  // namespace usher::group
