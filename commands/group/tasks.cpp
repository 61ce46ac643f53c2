// commands/group/tasks.cpp: the checklist, ticked off and divided.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/tasks.hpp"

#include "bot/text.hpp"
#include "commands/group/events.hpp"
#include "commands/group/inviting.hpp"
#include "commands/meeting/order.hpp"
#include "commands/meeting/when_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::group {

namespace {

Text blank() { return Text(std::string(" ")); }

std::string shown_name(const std::vector<Organiser>& all, const Task& task) {
  for (const Organiser& one : all)
    if (one.space == task.space && one.person == task.person && !one.name.empty()) return one.name;
  return task.person;
}

Line line_of(
    const Group& group, const Task& task, const std::vector<Organiser>& all, const Asked& asked
) {
  const Say say = asked.say();
  const meeting::Zone zone = zone_of(group);
  Line line{
      code(Text(spec_of(task.item).id)), blank(), item_words(task.item, say),
      Text(std::string(" – "))
  };
  if (group.event == sys_seconds{})
    line.emplace_back(say("when the first event has a date"));
  else if (task.item == Item::host)
    line.emplace_back(meeting::at_words(group.event, zone, say));
  else
    line.emplace_back(meeting::day_words(due(task.item, group.event, zone), zone, say));
  line.emplace_back(Text(std::string(" – ")));
  if (task.done)
    line.emplace_back(bold(say("done")));
  else if (task.person.empty())
    line.emplace_back(say("nobody's yet"));
  else
    line.emplace_back(Text(shown_name(all, task)));
  if (!task.done && group.event != sys_seconds{} &&
      due(task.item, group.event, zone) < asked.context.now) {
    line.emplace_back(blank());
    line.emplace_back(bold(say("(overdue)")));
  }
  return line;
}

Doc checklist_doc(const Group& group, const Asked& asked) {
  const Say say = asked.say();
  const auto all = organisers(asked.db(), group.id);
  const auto items = tasks(asked.db(), group.id);
  Doc doc;
  doc.heading({say("What is to be done for {name}", fmt::arg("name", title_of(group, say)))});
  if (group.event != sys_seconds{})
    doc.paragraph(
        {say("The next event:"), blank(), meeting::at_inline(group.event, zone_of(group), {}, say)}
    );
  std::vector<Line> lines;
  std::vector<Button> done;
  std::vector<Button> take;
  for (const Task& task : items) {
    lines.push_back(line_of(group, task, all, asked));
    if (task.done) continue;
    const std::string value = fmt::format("{} {}", group.id, spec_of(task.item).id);
    const Text id(spec_of(task.item).id);
    done.emplace_back(say("Done: {item}", fmt::arg("item", id)), "group.done", value);
    if (task.person.empty())
      take.emplace_back(say("I do: {item}", fmt::arg("item", id)), "group.take", value);
  }
  doc.bullets(std::move(lines));
  if (!take.empty()) doc.buttons(std::move(take));
  if (!done.empty()) doc.buttons(std::move(done));
  if (!group.meeting.empty())
    doc.paragraph({say(
        "Speakers, and who stands by: {command}",
        fmt::arg("command", Text("/talk " + group.meeting))
    )});
  doc.paragraph({say(
      "To give one to somebody: {command}",
      fmt::arg("command", Text(std::string("/group assign venue @grace")))
  )});
  return doc;
}

Outcome changed(Group& group, const Asked& asked) {
  Effect next = plan(asked.settings, asked.context);
  return answered(checklist_doc(group, asked), asked, {std::move(next)});
}

Doc no_item(const Asked& asked) {
  const Say say = asked.say();
  Doc doc;
  doc.paragraph({say("Which of these?")});
  std::vector<Line> lines;
  lines.reserve(all_items.size());
  for (const ItemSpec& one : all_items)
    lines.push_back({code(Text(one.id)), blank(), item_words(one.item, say)});
  doc.bullets(std::move(lines));
  return doc;
}

Task task_of(const Group& group, Item item, const Asked& asked) {
  const auto all = tasks(asked.db(), group.id);
  return *std::ranges::find(all, item, &Task::item);
}

}  // namespace

Phrase item_words(Item item, const Say& say) {
  switch (item) {
    case Item::venue:
      return say("The venue is sure");
    case Item::announce:
      return say("It is announced everywhere");
    case Item::speaker:
      return say("The speaker has confirmed, and somebody stands by");
    case Item::remind:
      return say("Everybody is reminded");
    case Item::check_in:
      return say("The organisers have agreed who does what");
    case Item::host:
      return say("A host is there when it begins");
    case Item::thanks:
      break;
  }
  return say("Thanks are said, and notes written");
}

Doc due_doc(const Group& group, const std::vector<Task>& due_now, const Say& say) {
  Doc doc;
  doc.paragraph({say("Due for {name}:", fmt::arg("name", title_of(group, say)))});
  const meeting::Zone zone = zone_of(group);
  std::vector<Line> lines;
  std::vector<Button> buttons;
  for (const Task& task : due_now) {
    lines.push_back(
        {item_words(task.item, say), Text(std::string(" – ")),
         meeting::day_words(due(task.item, group.event, zone), zone, say)}
    );
    const std::string value = fmt::format("{} {}", group.id, spec_of(task.item).id);
    buttons.emplace_back(
        say("Done: {item}", fmt::arg("item", Text(spec_of(task.item).id))), "group.done", value
    );
  }
  doc.bullets(std::move(lines));
  doc.paragraph({say("The event:"), blank(), meeting::at_inline(group.event, zone, {}, say)});
  doc.buttons(std::move(buttons));
  return doc;
}

Outcome show_checklist(std::string_view typed, const Asked& asked) {
  auto group = own_meant(typed, asked);
  if (!group) return told(std::move(group.error()));
  follow_event(*group, asked.settings, asked.context);
  return answered(checklist_doc(*group, asked), asked);
}

Outcome task_done_typed(std::string_view typed, const Asked& asked) {
  const auto [word, rest] = first_word(typed);
  const auto item = item_typed(word);
  if (!item) return told(no_item(asked));
  auto group = own_meant(rest, asked);
  if (!group) return told(std::move(group.error()));
  Task task = task_of(*group, *item, asked);
  task.done = true;
  keep(asked.db(), group->id, task);
  return changed(*group, asked);
}

Outcome assign_typed(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  const auto [word, rest] = first_word(typed);
  const auto item = item_typed(word);
  if (!item) return told(no_item(asked));
  const auto [who, name] = first_word(rest);
  const bool named = who.starts_with('@') || who.starts_with("<@");
  auto group = own_meant(named ? name : rest, asked);
  if (!group) return told(std::move(group.error()));
  Organiser owner{asked.space(), asked.person(), name_of(asked.event.who), Stand::organises};
  if (named) {
    const auto people = people_typed(who, asked);
    if (!people.empty()) owner = people.front();
  }
  if (stand_of(asked.db(), group->id, owner.space, owner.person) != Stand::organises)
    return told(
        say("{person} does not organise {name}, so I would not remind them.",
            fmt::arg("person", Text(owner.person)), fmt::arg("name", title_of(*group, say)))
    );
  Task task = task_of(*group, *item, asked);
  task.space = owner.space;
  task.person = owner.person;
  task.told = {};
  keep(asked.db(), group->id, task);
  return changed(*group, asked);
}

Outcome task_pressed(std::string_view value, bool done, const Asked& asked) {
  const Say say = asked.say();
  const auto [number, word] = first_word(value);
  const auto item = item_typed(word);
  auto group = group_by_id(asked.db(), meeting::number_typed(number).value_or(0));
  if (!group || !item || !organises(*group, asked))
    return answered(say("This group is not there any more, or you do not organise it."), asked);
  Task task = task_of(*group, *item, asked);
  if (done) {
    task.done = true;
  } else {
    task.space = asked.space();
    task.person = asked.person();
  }
  keep(asked.db(), group->id, task);
  return changed(*group, asked);
}

}  // namespace usher::group
