// tests/support/matrix_calls_rooms.cpp: coming, going, and reading.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/matrix_calls.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <charconv>

namespace usher::testing::matrix {
namespace {

json::object object_in(std::string_view body) {
  boost::system::error_code bad;
  json::value value = json::parse(body, bad);
  return bad || !value.is_object() ? json::object() : std::move(value.get_object());
}

}  // namespace

Answer Calls::coming(Asked& asked) {
  const std::string& user = asked.device->user;
  const bool short_form = asked.at(1) == "join";
  Room* room = world_.room(asked.at(2));
  const json::object body = object_in(asked.body);
  if (room == nullptr)
    return refusal(404, "M_NOT_FOUND", short_form ? "No known servers" : "Unknown room");
  const std::string now = room->membership(user);
  const std::string who(text_at(body, "user_id"));
  json::object more;
  if (!text_at(body, "reason").empty()) more["reason"] = text_at(body, "reason");
  if (asked.name == "join") {
    const Event* rule = room->state_of("m.room.join_rules");
    const bool is_public = rule != nullptr && text_at(rule->said(), "join_rule") == "public";
    if (now == "ban") return refusal(403, "M_FORBIDDEN", "You are banned from this room");
    if (now != "join" && now != "invite" && !is_public)
      return refusal(403, "M_FORBIDDEN", "You are not invited to this room.");
    if (now != "join") world_.member(*room, user, user, "join");
    return done({{"room_id", room->id}});
  }
  if (asked.name == "forget") return {};
  if (asked.name == "leave") {
    if (now == "join" || now == "invite") {
      world_.member(*room, user, user, "leave", std::move(more));
      return {};
    }
    return refusal(403, "M_FORBIDDEN", fmt::format("{} is not in the room", user));
  }
  if (now != "join") return refusal(403, "M_FORBIDDEN", "not in the room");
  if (!world_.may(*room, user, asked.name))
    return refusal(403, "M_FORBIDDEN", "You don't have permission");
  if (asked.name == "invite" && room->membership(who) == "join")
    return refusal(403, "M_FORBIDDEN", fmt::format("{} is already in the room.", who));
  world_.member(*room, user, who, asked.name == "invite" ? "invite" : "leave", std::move(more));
  return {};
}

Answer Calls::create(Asked& asked) {
  const json::object body = object_in(asked.body);
  std::string version(text_at(body, "room_version"));
  if (version.empty()) version = world_.rules.room_version;
  const std::string alias =
      fmt::format("#{}:{}", text_at(body, "room_alias_name"), world_.rules.server_name);
  if (world_.aliases.contains(alias))
    return refusal(400, "M_ROOM_IN_USE", "Room alias already taken");
  return done({{"room_id", world_.create(asked.device->user, body, version).id}});
}

Answer Calls::reading(Asked& asked) {
  const std::string& user = asked.device->user;
  if (asked.name == "joined_rooms") {
    json::array out;
    for (const auto& [id, room] : world_.rooms)
      if (room.membership(user) == "join") out.emplace_back(id);
    return done({{"joined_rooms", std::move(out)}});
  }
  if (asked.name == "resolve") {
    const auto found = world_.aliases.find(asked.at(3));
    if (found == world_.aliases.end()) return refusal(404, "M_NOT_FOUND", "Room alias not found");
    return done({{"room_id", found->second}, {"servers", json::array{world_.rules.server_name}}});
  }
  Room* room = world_.room(asked.at(2));
  if (room == nullptr || room->membership(user) != "join")
    return refusal(403, "M_FORBIDDEN", fmt::format("User {} not in room {}", user, asked.at(2)));
  if (asked.name == "event") {
    const Event* event = world_.event(asked.at(4));
    if (event == nullptr || event->room != room->id)
      return refusal(404, "M_NOT_FOUND", "Event not found.");
    Answer out;
    out.body.clear();
    world_.write(out.body, *event, "join", asked.device->id, true);
    return out;
  }
  if (asked.name == "messages") {
    std::size_t limit = 10;
    const std::string_view given = asked.of_query("limit");
    std::from_chars(given.data(), given.data() + given.size(), limit);
    const json::object filter = object_in(asked.of_query("filter"));
    Answer out;
    out.body = sync_.messages(
        *room, asked.of_query("from"), asked.of_query("to"), EventFilter::read(&filter),
        std::min<std::size_t>(limit, 1000), user, asked.of_query("dir") != "f"
    );
    return out;
  }
  if (asked.name == "state_of") {
    const Event* event = room->state_of(asked.at(4), asked.at(5));
    if (event == nullptr) return refusal(404, "M_NOT_FOUND", "Event not found.");
    Answer out;
    out.body = event->content;
    return out;
  }
  Answer out;
  if (asked.name == "joined_members") {
    json::object joined;
    for (const std::string& one : room->members("join")) {
      const json::object said = room->state_of("m.room.member", one)->said();
      joined[one] =
          json::object{{"display_name", text_at(said, "displayname")}, {"avatar_url", nullptr}};
    }
    return done({{"joined", std::move(joined)}});
  }
  const bool members = asked.name == "members";
  out.body = members ? R"({"chunk":[)" : "[";
  bool first = true;
  for (const auto& [key, event] : room->state) {
    if (members && key.first != "m.room.member") continue;
    if (!std::exchange(first, false)) out.body += ',';
    world_.write(out.body, event, "", asked.device->id, true);
  }
  out.body += members ? "]}" : "]";
  return out;
}

}  // namespace usher::testing::matrix
