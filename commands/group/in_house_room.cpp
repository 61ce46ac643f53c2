// commands/group/in_house_room.cpp: the one room where an in-house group is spoken of: taken, refused, lost.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/publishing.hpp"
#include "commands/meeting/order.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace usher::group {

namespace {

std::optional<Group> group_announced(std::string_view key, Database& db) {
  if (!key.starts_with("group:")) return std::nullopt;
  const std::string_view rest = key.substr(6);
  auto group = group_by_id(db, meeting::number_typed(rest.substr(0, rest.find(':'))).value_or(0));
  const bool its = group && group->in_house() && group->state == State::published &&
                   group->room.empty() && announcement_key(*group) == key;
  return its ? std::move(group) : std::nullopt;
}

}  // namespace

void room_taken(const Delivered& told, Context& context) {
  auto group = group_announced(told.key, context.db);
  if (!group) return;
  group->room = told.to.place.room;
  keep(context.db, *group, context.now);
}

std::vector<Effect> room_refused(const Undelivered& told, Context& context) {
  auto group = group_announced(told.key, context.db);
  if (!group) return {};
  const std::string key =
      fmt::format("group:refused:{}:{}", group->id, group->published.time_since_epoch().count());
  group->state = State::begun;
  group->published = {};
  keep(context.db, *group, context.now);
  std::vector<Effect> out;
  for (const Organiser& one : organisers(context.db, group->id)) {
    if (one.stand != Stand::organises) continue;
    const Say say = say_to(one.space, one.person, context);
    out.emplace_back(post_to(
        one.space, one.person, key,
        say("{name} is not published: that room is not private, or I cannot write there. Type this "
            "in one where only your people are: {command}",
            fmt::arg("name", title_of(*group, say)),
            fmt::arg("command", Text("/group publish " + std::string(group->name())))),
        Lane::reply
    ));
  }
  return out;
}

std::vector<Effect> room_lost(const Place& room, Context& context) {
  std::vector<Effect> out;
  for (const Group& group : all_published(context.db)) {
    if (!group.in_house() || group.space != room.space || group.room != room.room) continue;
    for (const Organiser& one : organisers(context.db, group.id)) {
      if (one.stand != Stand::organises) continue;
      const Say say = say_to(one.space, one.person, context);
      out.emplace_back(post_to(
          one.space, one.person,
          fmt::format("group:lost:{}:{}", group.id, context.now.time_since_epoch().count()),
          say("{name} has no room any more. To give it another, type this there: {command}",
              fmt::arg("name", title_of(group, say)),
              fmt::arg("command", Text("/group publish " + std::string(group.name())))),
          Lane::reply
      ));
    }
  }
  return out;
}

}  // namespace usher::group
