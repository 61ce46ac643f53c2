// commands/group/removing.cpp: the end of a group, and what was said of it in rooms.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/heard.hpp"
#include "commands/group/publishing.hpp"
#include "commands/meeting/order.hpp"

#include <fmt/format.h>

#include <utility>

namespace usher::group {

namespace {

bool may_remove(const Group& group, const Asked& asked) {
  if (asked.event.who.roles.has(Role::administrator) && may_see(group, asked)) return true;
  return organises(group, asked) && bus_number(asked.db(), group.id) == 1;
}

}  // namespace

std::vector<Effect> take_back(
    const Group& group, const Settings& settings, const Context& context
) {
  std::vector<Effect> out;
  if (group.state != State::published) return out;
  std::vector<Place> rooms = rooms_named(settings, context);
  if (group.in_house()) {
    rooms.clear();
    if (!group.room.empty()) rooms.push_back({group.space, group.room, ""});
  }
  for (Place& room : rooms)
    out.emplace_back(Retract{announcement_key(group), To{.place = std::move(room), .people = {}}});
  return out;
}

Outcome remove_asked(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  const auto group = meant(typed, visible_groups(asked), asked);
  if (!group) return told(group.error());
  const Text title = title_of(*group, say);
  const auto name = fmt::arg("name", title);
  if (!may_remove(*group, asked))
    return told(
        say("Only its last organiser or an administrator can remove {name}. To leave it to the "
            "others: {command}",
            name, fmt::arg("command", Text(std::string("/group leave"))))
    );
  Doc doc;
  doc.paragraph({say("Remove {name}, with everything that is kept of it?", name)});
  doc.buttons(
      {Button(
           say("Remove it"), "group.remove", fmt::format("{}", group->id), Button::Style::danger
       ),
       Button(say("Leave it"), "group.stay")}
  );
  return told(std::move(doc));
}

Outcome remove_pressed(std::string_view value, const Asked& asked) {
  const Say say = asked.say();
  const auto group = group_by_id(asked.db(), meeting::number_typed(value).value_or(0));
  if (!group || !may_see(*group, asked))
    return answered(say("This group is not there any more."), asked);
  if (!may_remove(*group, asked))
    return answered(say("Only its last organiser or an administrator can remove it."), asked);
  auto effects = take_back(*group, asked.settings, asked.context);
  for (const Organiser& one : organisers(asked.db(), group->id)) {
    const bool self = one.space == asked.space() && one.person == asked.person();
    if (self || one.stand != Stand::organises) continue;
    const Say to = say_to(one.space, one.person, asked.context);
    effects.emplace_back(post_to(
        one.space, one.person, fmt::format("group:removed:{}", group->id),
        to("{person} has removed the user group {name}.",
           fmt::arg("person", Text(name_of(asked.event.who))),
           fmt::arg("name", title_of(*group, to))),
        Lane::reply
    ));
  }
  remove(asked.db(), group->id);
  note_answer(asked, group->id, answer_was::removed, group->meeting);
  return answered(removed_doc(group->meeting, say), asked, std::move(effects));
}

Doc removed_doc(std::string_view meeting, const Say& say) {
  Doc doc;
  doc.paragraph({say("It is removed.")});
  if (!meeting.empty())
    doc.paragraph({say(
        "Where its meeting goes on, an organiser of the community ends it: {command}",
        fmt::arg("command", Text("/meeting change " + std::string(meeting)))
    )});
  return doc;
}

}  // namespace usher::group
