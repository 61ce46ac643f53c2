// commands/group/publishing.cpp: the checks before, the announcements after.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/publishing.hpp"

#include "bot/text.hpp"
#include "commands/group/events.hpp"
#include "commands/group/heard.hpp"
#include "commands/group/questions.hpp"
#include "commands/meeting/order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::group {

namespace {

// What is still to be done before; nothing where it can be published.
std::optional<Doc> not_yet(Group& group, const Asked& asked) {
  const Say say = asked.say();
  const bool has_no_room = group.in_house() && group.room.empty();
  if (group.state == State::published && !has_no_room)
    return Doc(say("{name} is published already.", fmt::arg("name", title_of(group, say))));
  // Whatever way somebody came to the end: each answer that is needed is there.
  const Step open = still_open(group.wizard);
  if (open != Step::review || group.wizard.at != Step::review) {
    if (open != Step::review && group.wizard.at != open) {
      group.wizard.at = open;
      group.person = asked.person();
      keep(asked.db(), group, asked.context.now);
    }
    return question_doc(group, asked, Doc(say("A few questions are open yet.")));
  }
  if (group.state == State::published) return std::nullopt;
  if (bus_number(asked.db(), group.id) >= fewest_organisers) return std::nullopt;
  Doc doc;
  doc.paragraph(
      {say("One organiser is not enough: a flu would end the group. I publish it when a second one "
           "has said yes.")}
  );
  put_organisers(doc, group, asked);
  doc.buttons({Button(
      say("Name another organiser"), "group.edit",
      fmt::format("{} {}", group.id, question(Step::organisers).id)
  )});
  return doc;
}

void announce(const Group& group, const Asked& asked, std::vector<Effect>& out) {
  const Say say = asked.context.say(asked.context.community.language);
  for (const Place& room : rooms_named(asked.settings, asked.context)) {
    Doc doc;
    doc.paragraph({say("A new user group:")});
    doc.append(card(group, asked, say, Card::announced));
    doc.paragraph({say(
        "More of them, or to found one: {command}", fmt::arg("command", Text(std::string("/group")))
    )});
    out.emplace_back(post_in(room, announcement_key(group), std::move(doc), Lane::announcement));
  }
}

void publish(Group& group, const Asked& asked) {
  group.state = State::published;
  group.wizard.settled = true;
  group.published = asked.context.now;
  group.person = "";
  keep(asked.db(), group, asked.context.now);
  follow_event(group, asked.settings, asked.context);
}

Doc published_doc(const Group& group, const Asked& asked) {
  const Say say = asked.say();
  Doc doc;
  doc.paragraph({say(
      "{name} is published: everybody can find it now.", fmt::arg("name", title_of(group, say))
  )});
  doc.paragraph({say(
      "What to do until the first event: {command}",
      fmt::arg("command", Text(std::string("/group checklist")))
  )});
  if (const auto preview = meeting_preview(group, asked))
    doc.append(*preview);
  else
    doc.paragraph({say(
        "When the first event has a date: {command}",
        fmt::arg("command", Text(std::string("/group change")))
    )});
  return doc;
}

Outcome publish_open(Group& group, const Asked& asked) {
  publish(group, asked);
  std::vector<Effect> effects;
  announce(group, asked, effects);
  ask_administrators(group, asked, effects);
  effects.push_back(plan(asked.settings, asked.context));
  Outcome out = was_published(group, asked);
  out.effects = std::move(effects);
  return out;
}

Outcome publish_in_house(Group& group, const Asked& asked) {
  const Say say = asked.say();
  const auto rooms = rooms_named(asked.settings, asked.context);
  const Place here{asked.space(), asked.event.at.room, ""};
  if (asked.alone() || asked.event.as<Command>() == nullptr)
    return told(
        say("An in-house group lives in a room of its own, and nobody else hears of it. Type this "
            "there, when you have the permission: {command}",
            fmt::arg("command", Text("/group publish " + std::string(group.name()))))
    );
  if (std::ranges::find(rooms, here) != rooms.end())
    return told(say("Everybody reads this room. Please take one where only your people are."));
  publish(group, asked);
  Doc doc;
  const Say room = asked.context.say(asked.context.community.language);
  doc.paragraph(
      {room("This is the room of an in-house user group now. What I say of it, I say here alone.")}
  );
  doc.append(card(group, asked, room, Card::announced));
  std::vector<Effect> effects;
  Post post = post_in(here, announcement_key(group), std::move(doc), Lane::announcement);
  // Only where not everybody can come in and read; it is the group's room when that was said there.
  post.guard.is_private = true;
  post.tell = true;
  effects.emplace_back(std::move(post));
  effects.push_back(plan(asked.settings, asked.context));
  Outcome out = was_published(group, asked);
  out.effects = std::move(effects);
  return out;
}

Outcome publish_it(Group& group, const Asked& asked) {
  if (auto doc = not_yet(group, asked)) return answered(std::move(*doc), asked);
  return group.in_house() ? publish_in_house(group, asked) : publish_open(group, asked);
}

}  // namespace

// Of an in-house one: of that time, for it may take another room, or the same one again.
std::string announcement_key(const Group& group) {
  if (!group.in_house()) return fmt::format("group:{}", group.id);
  return fmt::format("group:{}:{}", group.id, group.published.time_since_epoch().count());
}

std::vector<Place> rooms_named(const Settings& settings, const Context& context) {
  std::vector<Place> out;
  if (!context.rooms) return out;
  for (const std::string& named : settings.announce)
    for (Place& room : context.rooms(named))
      if (std::ranges::find(out, room) == out.end()) out.push_back(std::move(room));
  return out;
}

void ask_administrators(const Group& group, const Asked& asked, std::vector<Effect>& out) {
  if (!group.wizard.doubtful || group.in_house() || !asked.context.holders) return;
  for (const To& to : asked.context.holders(Role::administrator)) {
    const Say say = say_to(to.place.space, to.people.front(), asked.context);
    Doc doc;
    doc.paragraph({say(
        "A user group was published whose name may clash with another or offend: {name}. Please "
        "look at it.",
        fmt::arg("name", title_of(group, say))
    )});
    doc.buttons({Button(
        say("Remove it"), "group.remove", fmt::format("{}", group.id), Button::Style::danger
    )});
    out.emplace_back(post_to(
        to.place.space, to.people.front(),
        fmt::format("group:doubt:{}:{}", group.id, asked.context.now.time_since_epoch().count()),
        std::move(doc), Lane::reply
    ));
  }
}

Outcome publish_asked(std::string_view typed, const Asked& asked) {
  if (trim(typed).empty()) {
    auto own = groups_of(asked.db(), asked.space(), asked.person());
    std::erase_if(own, [](const Group& one) { return one.state == State::published; });
    if (own.size() == 1) return publish_it(own.front(), asked);
  }
  auto group = own_meant(typed, asked);
  if (!group) return told(std::move(group.error()));
  return publish_it(*group, asked);
}

Outcome publish_pressed(std::string_view value, const Asked& asked) {
  const Say say = asked.say();
  auto group = group_by_id(asked.db(), meeting::number_typed(value).value_or(0));
  if (!group || !organises(*group, asked))
    return answered(say("This group is not there any more, or you do not organise it."), asked);
  return publish_it(*group, asked);
}

Outcome was_published(const Group& group, const Asked& asked) {
  note_answer(asked, group.id, answer_was::published);
  if (!group.in_house()) return answered(published_doc(group, asked), asked);
  const Say say = asked.say();
  return told(
      say("{name} has its room. What to do until the first event: {command}",
          fmt::arg("name", title_of(group, say)),
          fmt::arg("command", Text(std::string("/group checklist"))))
  );
}

}  // namespace usher::group
