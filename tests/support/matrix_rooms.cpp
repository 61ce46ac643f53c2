// tests/support/matrix_rooms.cpp: rooms are made, people come and go, and power is weighed.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/matrix_world.hpp"

#include <fmt/format.h>

namespace usher::testing::matrix {
namespace {

// A level as homeservers read it: also of a room of old, where it may be text.
std::int64_t level_at(const json::object& levels, std::string_view key, std::int64_t otherwise) {
  return number_at(levels, key, otherwise);
}

json::object first_levels(const Room& room, bool equal, const json::object& more) {
  json::object users;
  if (room.version != "12") users[room.creator] = 100;
  if (equal)
    if (const json::array* invited = array_at(more, "invite"))
      for (const json::value& one : *invited) users[one.as_string()] = 100;
  json::object out{
      {"ban", 50},
      {"events_default", 0},
      {"invite", 0},
      {"kick", 50},
      {"redact", 50},
      {"state_default", 50},
      {"users_default", 0},
      {"historical", 100},
      {"events",
       json::object{
           {"m.room.tombstone", room.version == "12" ? 150 : 100},
           {"m.room.encryption", 100},
           {"m.room.power_levels", 100},
           {"m.room.name", 50},
           {"m.room.canonical_alias", 50}
       }}
  };
  out["users"] = std::move(users);
  if (const json::object* wanted = object_at(more, "power_level_content_override"))
    for (const auto& [key, value] : *wanted) out[key] = value;
  return out;
}

}  // namespace

Room* World::room(std::string_view id_or_alias) {
  std::string id(id_or_alias);
  if (const auto alias = aliases.find(id); alias != aliases.end()) id = alias->second;
  const auto found = rooms.find(id);
  return found == rooms.end() ? nullptr : &found->second;
}

Room& World::create(
    const std::string& creator, const json::object& more, std::string_view version
) {
  // Of version 12 without a server's name in it.
  std::string id = fmt::format("!made{:08}-by-a-fake-homeserver-of-this-test", ++rooms_made_);
  if (version != "12") id += ":" + rules.server_name;
  if (more.contains("room_id")) id = text_at(more, "room_id");
  Room& room = rooms[id];
  room.id = id;
  room.creator = creator;
  room.version = version;
  json::object created{{"room_version", version}};
  if (const json::object* wanted = object_at(more, "creation_content"))
    for (const auto& [key, value] : *wanted) created[key] = value;
  set(room, creator, "m.room.create", "", created);
  member(room, creator, creator, "join");
  const std::string_view preset = text_at(more, "preset");
  set(room, creator, "m.room.power_levels", "",
      first_levels(room, preset == "trusted_private_chat", more));
  const std::string_view alias = text_at(more, "room_alias_name");
  if (!alias.empty()) {
    const std::string whole = fmt::format("#{}:{}", alias, rules.server_name);
    aliases[whole] = id;
    set(room, creator, "m.room.canonical_alias", "", {{"alias", whole}});
  }
  const bool is_public =
      preset == "public_chat" || (preset.empty() && text_at(more, "visibility") == "public");
  set(room, creator, "m.room.join_rules", "", {{"join_rule", is_public ? "public" : "invite"}});
  set(room, creator, "m.room.history_visibility", "", {{"history_visibility", "shared"}});
  if (const json::array* states = array_at(more, "initial_state"))
    for (const json::value& one : *states)
      if (one.is_object())
        if (const json::object* content = object_at(one.get_object(), "content"))
          set(room, creator, text_at(one.get_object(), "type"),
              text_at(one.get_object(), "state_key"), *content);
  if (!text_at(more, "name").empty())
    set(room, creator, "m.room.name", "", {{"name", text_at(more, "name")}});
  if (!text_at(more, "topic").empty())
    set(room, creator, "m.room.topic", "", {{"topic", text_at(more, "topic")}});
  if (const json::array* invited = array_at(more, "invite"))
    for (const json::value& one : *invited) {
      json::object how;
      if (flag_at(more, "is_direct")) how["is_direct"] = true;
      if (one.is_string())
        member(room, creator, std::string(one.get_string()), "invite", std::move(how));
    }
  return room;
}

void World::member(
    Room& room, const std::string& by, const std::string& who, std::string_view membership,
    json::object more
) {
  json::object content = std::move(more);
  content["membership"] = membership;
  const auto name = names.find(who);
  if (name != names.end() && (membership == "join" || membership == "invite"))
    content["displayname"] = name->second;
  set(room, by, "m.room.member", who, content);
}

std::int64_t World::level(const Room& room, std::string_view user) const {
  if (room.version == "12" && user == room.creator) return std::int64_t{1} << 53;
  const Event* event = room.state_of("m.room.power_levels");
  if (event == nullptr) return user == room.creator ? 100 : 0;
  const json::object levels = event->said();
  const std::int64_t otherwise = level_at(levels, "users_default", 0);
  const json::object* users = object_at(levels, "users");
  return users == nullptr ? otherwise : level_at(*users, user, otherwise);
}

bool World::may_send(const Room& room, std::string_view user, std::string_view type, bool is_state)
    const {
  const Event* event = room.state_of("m.room.power_levels");
  const json::object levels = event == nullptr ? json::object() : event->said();
  std::int64_t needed =
      level_at(levels, is_state ? "state_default" : "events_default", is_state ? 50 : 0);
  if (const json::object* events = object_at(levels, "events"))
    needed = level_at(*events, type, needed);
  return level(room, user) >= needed;
}

bool World::may(const Room& room, std::string_view user, std::string_view what) const {
  const Event* event = room.state_of("m.room.power_levels");
  const json::object levels = event == nullptr ? json::object() : event->said();
  return level(room, user) >= level_at(levels, what, what == "invite" ? 0 : 50);
}

}  // namespace usher::testing::matrix
