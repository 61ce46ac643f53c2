// tests/support/matrix_acts.cpp: what people do.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/matrix_control.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <array>
#include <stdexcept>

namespace usher::testing::matrix {
namespace {

json::object relation(std::string_view type, std::string_view event) {
  return {{"rel_type", type}, {"event_id", event}};
}

json::object message(const json::object& command) {
  json::object content{
      {"msgtype",
       command.contains("msgtype") ? text_at(command, "msgtype") : std::string_view("m.text")},
      {"body", text_at(command, "body")},
      {"m.mentions", json::object()}
  };
  const std::string_view thread = text_at(command, "thread");
  const std::string_view reply = text_at(command, "reply");
  if (!thread.empty()) {
    json::object relates = relation("m.thread", thread);
    relates["is_falling_back"] = reply.empty();
    relates["m.in_reply_to"] = json::object{{"event_id", reply.empty() ? thread : reply}};
    content["m.relates_to"] = std::move(relates);
  } else if (!reply.empty()) {
    content["m.relates_to"] = json::object{{"m.in_reply_to", json::object{{"event_id", reply}}}};
  }
  if (const json::object* more = object_at(command, "content"))
    for (const auto& [key, value] : *more) content[key] = value;
  return content;
}

}  // namespace

json::object Control::talk(std::string_view what, const json::object& command) {
  const std::string user = user_of(command);
  if (what == "message") {
    Event event;
    event.type = "m.room.message";
    event.sender = user;
    event.content = json::serialize(message(command));
    event.at_ms = number_at(command, "at_ms", 0);
    return {{"event", world.store(room_of(command), std::move(event)).id}};
  }
  if (what == "event") {
    const json::object* content = object_at(command, "content");
    return {
        {"event", world
                      .say(
                          room_of(command), user, text_at(command, "type"),
                          content == nullptr ? json::object() : *content
                      )
                      .id}
    };
  }
  const Event& about = event_of(command);
  const std::string id = about.id;
  Room& room = *world.room(about.room);
  if (what == "edit") {
    json::object inner = message(command);
    json::object content = inner;
    content["body"] = fmt::format("* {}", text_at(command, "body"));
    content["m.new_content"] = std::move(inner);
    content["m.relates_to"] = relation("m.replace", id);
    return {{"event", world.say(room, user, "m.room.message", content).id}};
  }
  if (what == "react") {
    json::object relates = relation("m.annotation", id);
    relates["key"] = text_at(command, "key");
    return {
        {"event", world.say(room, user, "m.reaction", {{"m.relates_to", std::move(relates)}}).id}
    };
  }
  return {{"event", world.redact(room, user, id, text_at(command, "reason")).id}};
}

json::object Control::rooms(std::string_view what, const json::object& command) {
  const std::string user = user_of(command);
  if (what == "room") {
    json::object more{{"preset", "public_chat"}};
    if (!text_at(command, "id").empty()) more["room_id"] = text_at(command, "id");
    if (!text_at(command, "name").empty()) more["name"] = text_at(command, "name");
    if (!text_at(command, "alias").empty()) more["room_alias_name"] = text_at(command, "alias");
    if (flag_at(command, "direct")) more["is_direct"] = true;
    if (flag_at(command, "direct")) more["preset"] = "trusted_private_chat";
    if (flag_at(command, "space")) more["creation_content"] = json::object{{"type", "m.space"}};
    if (flag_at(command, "encrypted"))
      more["initial_state"] = json::array{json::object{
          {"type", "m.room.encryption"},
          {"state_key", ""},
          {"content", json::object{{"algorithm", "m.megolm.v1.aes-sha2"}}}
      }};
    if (const json::array* invite = array_at(command, "invite")) more["invite"] = *invite;
    if (const json::object* levels = object_at(command, "levels"))
      more["power_level_content_override"] = *levels;
    const std::string_view version = text_at(command, "version");
    Room& room = world.create(
        user, more, version.empty() ? std::string_view(world.rules.room_version) : version
    );
    if (const json::array* join = array_at(command, "join"))
      for (const json::value& one : *join)
        if (one.is_string())
          world.member(room, std::string(one.get_string()), std::string(one.get_string()), "join");
    return {{"room", room.id}};
  }
  Room& room = room_of(command);
  if (what == "join" || what == "leave") {
    world.member(room, user, user, what);
  } else if (what == "invite" || what == "kick") {
    json::object more;
    if (flag_at(command, "direct")) more["is_direct"] = true;
    const std::string by = user_of(command, "by");
    world.member(
        room, by, text_at(command, "user").empty() ? world.usher : user,
        what == "invite" ? "invite" : "leave", std::move(more)
    );
  } else if (what == "state") {
    const json::object* content = object_at(command, "content");
    world.set(
        room, user, text_at(command, "type"), text_at(command, "key"),
        content == nullptr ? json::object() : *content
    );
  } else if (what == "encrypt") {
    world.set(room, user, "m.room.encryption", "", {{"algorithm", "m.megolm.v1.aes-sha2"}});
  } else if (what == "read") {
    const auto found = calls.receipts.find(fmt::format("{} {}", room.id, world.usher));
    return {{"event", found == calls.receipts.end() ? std::string() : found->second}};
  } else {  // upgrade
    const std::string old = room.id;
    const std::string last = world.at(room.timeline.back())->id;
    json::object more{{"preset", "public_chat"}};
    more["creation_content"] =
        json::object{{"predecessor", json::object{{"room_id", old}, {"event_id", last}}}};
    if (const Event* name = room.state_of("m.room.name"))
      more["name"] = text_at(name->said(), "name");
    const std::string now = world.create(user, more, world.rules.room_version).id;
    world.set(
        *world.room(old), user, "m.room.tombstone", "",
        {{"body", "This room has been replaced"}, {"replacement_room", now}}
    );
    for (auto& [alias, id] : world.aliases)
      if (id == old) id = now;
    return {{"room", now}};
  }
  return {};
}

json::object Control::people(std::string_view what, const json::object& command) {
  constexpr std::array<std::string_view, 5> words{"message", "edit", "redact", "react", "event"};
  constexpr std::array<std::string_view, 9> places{"room",  "join",    "leave",   "invite", "kick",
                                                   "state", "encrypt", "upgrade", "read"};
  for (const std::string_view one : words)
    if (one == what) return talk(what, command);
  for (const std::string_view one : places)
    if (one == what) return rooms(what, command);
  if (what == "name") {
    world.names[user_of(command)] = text_at(command, "name");
    return {};
  }
  throw std::runtime_error(fmt::format("there is no command {}", what));
}

}  // namespace usher::testing::matrix
