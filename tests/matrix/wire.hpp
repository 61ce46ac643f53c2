// tests/matrix/wire.hpp: bodies as a homeserver sends them (tests/wire/matrix, from Synapse 1.163 with invented ids), and the
// account that they come to.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/inbound.hpp"
#include "adapters/matrix/wire.hpp"
#include "bot/command_table.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher::matrix::test_rig {

inline const sys_millis noon{std::chrono::milliseconds(1'764'072'000'000)
};  // 2025-11-25, 12:00 UTC

inline const Identity& wire_identity() {
  static const Identity us{"@usher:localhost", "localhost", "Usher"};
  return us;
}

inline constexpr std::string_view wire_help_names[] = {"帮助"};
inline constexpr CommandSpec wire_specs[] = {
    {.name = "nep", .grammar = "", .summary = mark("Look up")},
    {.name = "help", .grammar = "", .summary = mark("Help"), .also = wire_help_names}
};
inline const CommandTable& wire_commands() {
  static const CommandTable table = [] {
    CommandTable made;
    made.add("test", wire_specs);
    return made;
  }();
  return table;
}

inline std::filesystem::path wire_folder() {
  return std::filesystem::path(USHER_SOURCE_DIR) / "tests/wire/matrix";
}

// The bytes of one.
inline std::string wire(const std::string& name) {
  std::ifstream in(wire_folder() / name, std::ios::binary);
  INFO(name);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::vector<std::string> wire_names() {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(wire_folder()))
    out.push_back(entry.path().filename().string());
  return out;
}

inline boost::json::object json_object(std::string_view text) {
  auto value = boost::json::parse({text.data(), text.size()});
  return std::move(value.as_object());
}

inline Batch synced(const std::string& name) {
  auto batch = read_sync(wire(name));
  INFO(name);
  REQUIRE(batch);
  return std::move(*batch);
}
inline Batch pushed(const std::string& name) {
  auto batch = read_transaction(wire(name), wire_identity().user);
  INFO(name);
  REQUIRE(batch);
  return std::move(*batch);
}

// The news of its only room.
inline RoomNews only_room(Batch batch) {
  REQUIRE(batch.rooms.size() == 1);
  return std::move(batch.rooms.front());
}

// "m.room.message", "m.room.name" of each.
inline std::vector<std::string> types_of(const std::vector<RoomEvent>& events) {
  std::vector<std::string> out;
  out.reserve(events.size());
  for (const RoomEvent& event : events) out.push_back(event.type);
  return out;
}

// What is made of an event of a room where several are, or of the conversation with its sender.
inline Received received(const RoomEvent& event, bool direct = false, bool asks_secret = false) {
  return read(event, Arrival{wire_identity(), wire_commands(), direct, asks_secret});
}
inline std::vector<Received> all_received(const std::string& name) {
  std::vector<Received> out;
  for (const RoomNews& news : synced(name).rooms)
    for (const RoomEvent& event : news.timeline) out.push_back(received(event));
  return out;
}

// A message of Ada's in a room of version 12.
inline RoomEvent message(std::string_view content) {
  RoomEvent event;
  event.room = "!room";
  event.id = "$event";
  event.type = "m.room.message";
  event.sender = "@ada:localhost";
  event.at = noon;
  event.content = json_object(content);
  return event;
}
inline RoomEvent text(std::string_view body) {
  RoomEvent event = message(R"({"msgtype":"m.text"})");
  event.content["body"] = boost::json::string(body.data(), body.size());
  return event;
}

// "command nep [18]", "message [words] mention direct", "edited … of $first", else why it was dropped.
inline std::string outcome(const std::variant<usher::Message, Command>& said) {
  if (const auto* command = std::get_if<Command>(&said))
    return "command " + command->name + " [" + command->args + "]";
  const auto& one = std::get<usher::Message>(said);
  return "message [" + one.text + "]" + (one.mention ? " mention" : "") +
         (one.direct ? " direct" : "");
}
inline std::string outcome(const Received& out) {
  if (!out.event) return "dropped: " + std::string(out.dropped);
  if (const auto* command = out.event->as<Command>())
    return outcome(std::variant<usher::Message, Command>(*command));
  if (const auto* one = out.event->as<usher::Message>())
    return outcome(std::variant<usher::Message, Command>(*one));
  if (const auto* edited = out.event->as<Edited>())
    return "edited " + outcome(edited->now) + " of " + edited->first;
  if (const auto* deleted = out.event->as<Deleted>()) return "deleted " + deleted->first;
  if (const auto* reacted = out.event->as<Reacted>())
    return "reacted " + reacted->emoji + " to " + out.touched;
  if (out.event->as<Joined>() != nullptr) return "joined " + out.event->who.id;
  if (out.event->as<Left>() != nullptr) return "left " + out.event->who.id;
  if (const auto* changed = out.event->as<RoomChanged>())
    return (changed->how == RoomChanged::How::renamed ? "renamed " : "replaced ") + changed->now;
  return "something else";
}
inline std::vector<std::string> outcomes(const std::vector<Received>& all) {
  std::vector<std::string> out;
  out.reserve(all.size());
  for (const Received& one : all) out.push_back(outcome(one));
  return out;
}

}  // namespace usher::matrix::test_rig
