// tests/fuzz/slack_sound.hpp: what holds for whatever is read from Slack.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/inbound.hpp"
#include "adapters/slack/route.hpp"
#include "bot/text.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace usher::slack::fuzz {

inline void must(bool holds) {
  if (!holds) std::abort();
}

inline bool is_harmless(std::string_view text) { return sanitize(text) == text; }

inline sys_seconds now() { return sys_seconds(std::chrono::seconds(1'764'072'000)); }

inline void check_words(const Event& event) {
  if (const auto* message = event.as<usher::Message>())
    must(sanitize(message->text, true) == message->text);
  if (const auto* command = event.as<Command>()) {
    must(!command->name.empty() && is_harmless(command->name));
    must(sanitize(command->args, true) == command->args);
  }
  if (const auto* shortcut = event.as<Shortcut>()) {
    const Snapshot& said = shortcut->message.reveal();
    must(is_harmless(said.author) && sanitize(said.text, true) == said.text);
  }
  if (const auto* submit = event.as<Submit>())
    for (const auto& [name, value] : submit->fields)
      must(name == "_state" || sanitize(value, true) == value);
}

inline void check_payload(Feed feed, const boost::json::object& payload, int retry) {
  static const Identity us{"T0", "Fuzz", "https://fuzz.slack.example/", "U0USHER", "B0USHER", ""};
  static const CommandTable commands;
  const auto out = read(feed, payload, Arrival{us, commands, now(), retry});
  if (!out) {
    must(out.error() == errc::malformed);
    return;
  }
  must(out->event.has_value() == out->dropped.empty());
  if (!out->event) return;
  const Event& event = *out->event;
  must(!event.id.empty() && event.id.size() <= 255);
  must(event.at.space == "slack:T0" && event.at.room.size() <= 64 && event.at.thread.size() <= 32);
  must(event.at.thread.empty() || !event.at.room.empty());
  must(event.route.bytes.size() <= 2048);
  const Way way = Way::of(event.route);
  // What answers may have left no room for the rest.
  must(way.at == now() && (way.thread.empty() || way.thread == event.at.thread));
  must(event.ack_carries == (out->ack == Received::Ack::message));
  must(out->retried == (retry > 0));
  check_words(event);
}

}  // namespace usher::slack::fuzz
