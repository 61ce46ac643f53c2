// tests/slack/wire.hpp: payloads as Slack sends them (tests/wire/slack, made after Slack's documentation with invented
// ids), and the workspace that they come from.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/frame.hpp"
#include "adapters/slack/inbound.hpp"
#include "bot/command_table.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace usher::slack::test_rig {

inline const sys_seconds noon{std::chrono::seconds(1'764'072'000)};  // 2025-11-25, 12:00 UTC

inline Identity wire_identity() {
  Identity us;
  us.team = "T0WIRE";
  us.team_name = "Wire";
  us.url = "https://wire.slack.example/";
  us.user = "U0USHER";
  us.bot = "B0USHER";
  us.app = "A0USHER";
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
  return std::filesystem::path(USHER_SOURCE_DIR) / "tests/wire/slack";
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

inline Envelope wire_envelope(const std::string& name) {
  auto frame = read_frame(wire(name));
  INFO(name);
  REQUIRE(frame);
  REQUIRE(std::holds_alternative<Envelope>(*frame));
  return std::get<Envelope>(std::move(*frame));
}

inline boost::json::object json_object(std::string_view text) {
  auto value = boost::json::parse({text.data(), text.size()});
  return std::move(value.as_object());
}

// What is made of a payload that came at noon.
inline Result<Received> read_at_noon(Feed feed, const boost::json::object& payload, int retry = 0) {
  static const Identity us = wire_identity();
  return read(feed, payload, Arrival{us, wire_commands(), noon, retry});
}
inline Received received(const std::string& name) {
  const Envelope envelope = wire_envelope(name);
  auto out = read_at_noon(envelope.feed, envelope.payload, envelope.retry);
  INFO(name);
  REQUIRE(out);
  return std::move(*out);
}

// The event as that kind; the test ends where it is none.
template <class T>
const T& event_as(const Received& received) {
  INFO(received.dropped);
  REQUIRE(received.event);
  REQUIRE(received.event->as<T>() != nullptr);
  return *received.event->as<T>();
}

// Why it is no event.
inline std::string dropped(const std::string& name) {
  const Received out = received(name);
  CHECK_FALSE(out.event);
  CHECK(out.ack == Received::Ack::empty);
  return std::string(out.dropped);
}

}  // namespace usher::slack::test_rig
