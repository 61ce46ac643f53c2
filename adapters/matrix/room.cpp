// adapters/matrix/room.cpp: state events, one after another.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/room.hpp"

#include "adapters/common/look.hpp"
#include "adapters/matrix/ids.hpp"
#include "bot/text.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <utility>

namespace usher::matrix {

namespace json = boost::json;

namespace {

constexpr std::size_t longest_name = 255, longest_version = 32;  // bytes

std::string line_of(std::string_view text, std::size_t limit) {
  const std::string plain = sanitize(text);
  return shorten(trim(plain), limit);
}

Power power_in(const Room& room, const Standing& standing) {
  return {standing.levels, standing.creators, room.version};
}

void weigh(Room& room, const Standing& standing, std::string_view us, Change& change) {
  room.can = abilities_of(power_in(room, standing), us);
  change.power = true;
  change.silenced = !room.can.speak;
}

// A name that is said to be another one's is believed: it is only shown. Nothing is joined by it.
void aliased(Room& room, const RoomEvent& event) {
  const std::string_view alias = look::text(event.content, "alias");
  room.alias = is_room_alias(alias) ? std::string(alias) : std::string();
}

void made(Room& room, Standing& standing, const RoomEvent& event) {
  room.version = line_of(look::text(event.content, "room_version"), longest_version);
  if (room.version.empty()) room.version = "1";
  room.space = look::text(event.content, "type") == "m.space";
  standing.creators = creators_of(event.content, event.sender);
}

void replaced(Room& room, const Standing& standing, const RoomEvent& event, Change& change) {
  const std::string_view by = look::text(event.content, "replacement_room");
  if (!is_room_id(by) || by == room.id) return;
  const Power power = power_in(room, standing);
  if (power.of(event.sender) < power.needed("m.room.tombstone", true)) return;
  room.replaced_by = by;
  change.replaced = true;
  change.by = event.sender;
  change.at = event.at;
}

void came(Room& room, const RoomEvent& event, Change& change) {
  const std::string_view before = look::text(event.previous, "membership");
  // A new display name is a member event like a join.
  const bool again = before.empty() ? room.mine != Room::Mine::joined : before != "join";
  if (again || room.joined == sys_millis{}) room.joined = event.at;
  room.mine = Room::Mine::joined;
  if (room.direct && room.with.empty()) room.with = room.inviter;
  change.came = true;
}

bool member(Room& room, const RoomEvent& event, std::string_view us, Change& change) {
  if (event.state_key != us) return false;
  const std::string_view now = look::text(event.content, "membership");
  if (now == "join") {
    came(room, event, change);
  } else if (now == "invite") {
    room.mine = Room::Mine::invited;
    room.inviter = event.sender;
    room.direct = look::flag(event.content, "is_direct");
  } else if (now == "leave" || now == "ban") {
    room.mine = Room::Mine::left;
  }
  return true;
}

}  // namespace

void forget(Standing& standing, std::string_view person, bool direct) {
  const std::string instead = direct ? std::string() : stand_in(person);
  // The first of them has made the room, and stays the first.
  std::ranges::replace(standing.creators, person, instead);
  json::value* const users = standing.levels.if_contains("users");
  if (users == nullptr || !users->is_object()) return;
  const auto own = users->get_object().find(person);
  if (own == users->get_object().end()) return;
  json::value power = own->value();
  users->get_object().erase(own);
  if (!direct) users->get_object()[instead] = std::move(power);
}

Change apply(Room& room, Standing& standing, const RoomEvent& event, std::string_view us) {
  Change change;
  if (!event.state_key) return change;
  change.any = true;
  if (event.type == "m.room.member") {
    change.any = member(room, event, us, change);
    return change;
  }
  if (!event.state_key->empty()) return {};
  if (event.type == "m.room.create") {
    made(room, standing, event);
    weigh(room, standing, us, change);
  } else if (event.type == "m.room.power_levels") {
    standing.levels = event.content;
    weigh(room, standing, us, change);
  } else if (event.type == "m.room.encryption") {
    room.encrypted = true;  // also without an algorithm: nothing is risked
    change.encrypted = true;
    change.by = event.sender;
    change.at = event.at;
  } else if (event.type == "m.room.name") {
    room.name = line_of(look::text(event.content, "name"), longest_name);
    change.renamed = true;
  } else if (event.type == "m.room.canonical_alias") {
    aliased(room, event);
  } else if (event.type == "m.room.join_rules") {
    room.open = look::text(event.content, "join_rule") == "public";
  } else if (event.type == "m.room.history_visibility") {
    room.readable = look::text(event.content, "history_visibility") == "world_readable";
  } else if (event.type == "m.room.tombstone") {
    replaced(room, standing, event, change);
    change.any = change.replaced;
  } else {
    change.any = false;
  }
  return change;
}

void add(Change& all, const Change& one) {
  if (!one.by.empty()) {
    all.by = one.by;
    all.at = one.at;
  }
  if (one.power) all.silenced = one.silenced;  // the latest word counts
  all.any |= one.any;
  all.power |= one.power;
  all.encrypted |= one.encrypted;
  all.replaced |= one.replaced;
  all.renamed |= one.renamed;
  all.came |= one.came;
}

}  // namespace usher::matrix
