// commands/group/reminding.cpp: what is due is told to whose it is, once; what nobody goes on with is deleted.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/events.hpp"
#include "commands/group/heard.hpp"
#include "commands/group/tasks.hpp"
#include "commands/meeting/when_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace usher::group {

namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr days kept{90};            // what nobody goes on with
constexpr days remembered{365};     // which ideas somebody was shown
constexpr days told_for{2};         // after the event, nothing of it is said any more
constexpr hours longest_sleep{24};  // dates are moved elsewhere, too

constexpr days asked_within{1};  // an inviter's others (inviting.cpp)
constexpr days answered_for{2};  // a repeat comes sooner

using Person = std::pair<std::string, std::string>;  // space and id

std::vector<Person> whose(const Task& task, const std::vector<Organiser>& all) {
  if (!task.person.empty()) return {{task.space, task.person}};
  std::vector<Person> out;
  for (const Organiser& one : all)
    if (one.stand == Stand::organises) out.emplace_back(one.space, one.person);
  return out;
}

// At that time: nothing that is to be done before the event is said once it has begun, and nothing at all when it is long over.
bool is_to_be_told(
    const Task& task, const Group& group, const meeting::Zone& zone, sys_seconds when
) {
  if (task.done || task.told == remind_at(task.item, group.event, zone)) return false;
  if (group.event == sys_seconds{} || group.event + told_for < when) return false;
  return task.item == Item::thanks || when < group.event;
}

// All that is due of one group, one message to each.
void remind_of(const Group& group, Context& context, std::vector<Effect>& out) {
  const meeting::Zone zone = zone_of(group);
  const auto people = organisers(context.db, group.id);
  std::map<Person, std::vector<Task>> by_person;
  for (Task task : tasks(context.db, group.id)) {
    const sys_seconds at = remind_at(task.item, group.event, zone);
    if (at > context.now || !is_to_be_told(task, group, zone, context.now)) continue;
    task.told = at;
    keep(context.db, group.id, task);
    for (const Person& one : whose(task, people)) by_person[one].push_back(task);
  }
  for (const auto& [person, due_now] : by_person) {
    const Say say = say_to(person.first, person.second, context);
    out.emplace_back(post_to(
        person.first, person.second,
        fmt::format(
            "group:due:{}:{}:{}", group.id, group.event.time_since_epoch().count(),
            spec_of(due_now.back().item).id
        ),
        due_doc(group, due_now, say), Lane::reminder
    ));
  }
}

// Its meeting, where it has one, is reminded of by that; an in-house group's event stays within its room.
void tell_its_room(const Group& group, Context& context, std::vector<Effect>& out) {
  if (!group.in_house() || group.room.empty()) return;
  if (group.event - days(1) > context.now || group.event <= context.now) return;
  const Say say = context.say(context.community.language);
  const meeting::Zone zone = zone_of(group);
  Doc doc;
  doc.paragraph(
      {say("{name} meets soon:", fmt::arg("name", title_of(group, say))), Text(std::string(" ")),
       meeting::at_inline(group.event, zone, {}, say)}
  );
  Post post = post_in(
      {group.space, group.room, ""},
      fmt::format("group:event:{}:{}", group.id, group.event.time_since_epoch().count()),
      std::move(doc), Lane::reminder
  );
  post.guard.is_private = true;  // where Usher has not heard that the room was opened
  out.emplace_back(std::move(post));
}

std::vector<Group> followed(const Settings& settings, Context& context) {
  std::vector<Group> all = all_published(context.db);
  for (Group& group : all) follow_event(group, settings, context);
  return all;
}

Effect next_tick(const std::vector<Group>& all, Context& context) {
  sys_seconds next = context.now + longest_sleep;
  for (const Group& group : all) {
    if (group.event == sys_seconds{} || group.event + told_for < context.now) continue;
    const meeting::Zone zone = zone_of(group);
    for (const Task& task : tasks(context.db, group.id)) {
      const sys_seconds at = std::max(remind_at(task.item, group.event, zone), context.now);
      if (is_to_be_told(task, group, zone, at)) next = std::min(next, at);
    }
    if (const sys_seconds before = group.event - days(1); before > context.now)
      next = std::min(next, before);
  }
  return Remind{std::string(due_job), next};
}

}  // namespace

Effect plan(const Settings& settings, Context& context) {
  return next_tick(followed(settings, context), context);
}

std::vector<Effect> remind(const Settings& settings, Context& context) {
  std::vector<Effect> out;
  prune(context.db, context.now - kept);
  prune_ideas(context.db, context.now - remembered);
  prune_invitations(context.db, context.now - asked_within);
  prune_heard(context.db, context.now - answered_for);
  const std::vector<Group> all = followed(settings, context);
  for (const Group& group : all) {
    if (group.event == sys_seconds{} || group.event + told_for < context.now) continue;
    remind_of(group, context, out);
    tell_its_room(group, context, out);
  }
  out.push_back(next_tick(all, context));
  return out;
}

}  // namespace usher::group
