// tests/matrix/sound.hpp: what holds for whatever is read from a homeserver. For tests and fuzzing alike.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/gate.hpp"
#include "adapters/matrix/ids.hpp"
#include "adapters/matrix/inbound.hpp"
#include "adapters/matrix/names.hpp"
#include "adapters/matrix/wire.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace usher::matrix::sound {

inline bool is_line(std::string_view text) { return sanitize(text) == text; }
inline bool is_text(std::string_view text) { return sanitize(text, true) == text; }

inline bool holds(const std::variant<usher::Message, Command>& said) {
  if (const auto* command = std::get_if<Command>(&said))
    return command->name.size() > 0 && is_line(command->name) && is_text(command->args);
  return is_text(std::get<usher::Message>(said).text);
}

inline bool holds(const Event& event) {
  if (const auto* message = event.as<usher::Message>())
    return holds(std::variant<usher::Message, Command>(*message));
  if (const auto* command = event.as<Command>())
    return holds(std::variant<usher::Message, Command>(*command));
  if (const auto* edited = event.as<Edited>())
    return is_event_id(edited->first) && holds(edited->now);
  if (const auto* deleted = event.as<Deleted>()) return is_event_id(deleted->first);
  if (const auto* reacted = event.as<Reacted>())
    return is_line(reacted->emoji) && !reacted->emoji.empty() && reacted->emoji.size() <= 64;
  if (const auto* changed = event.as<RoomChanged>())
    return is_line(changed->now) && changed->now.size() <= 255;
  return event.as<Joined>() != nullptr || event.as<Left>() != nullptr;
}

inline bool holds(const Received& out, const RoomEvent& from) {
  if (out.event.has_value() != out.dropped.empty()) return false;
  if (!out.event) return true;
  const Event& event = *out.event;
  const Way way = Way::of(event.route);
  return event.id == from.id && event.at.room == from.room && is_user_id(event.who.id) &&
         !event.ack_carries && event.route.bytes.size() <= 2048 && way.room == from.room &&
         way.thread == event.at.thread && way.event == out.way.event && !way.event.empty() &&
         (event.at.thread.empty() || is_event_id(event.at.thread)) && holds(event);
}

inline bool holds(const RoomEvent& event, bool stripped) {
  const bool ids = is_user_id(event.sender) && is_room_id(event.room) &&
                   (event.id.empty() ? stripped : is_event_id(event.id)) &&
                   (event.redacts.empty() || is_event_id(event.redacts));
  if (!ids || !is_heard(event.type)) return false;
  static const Identity us{"@usher:localhost", "localhost", "Usher"};
  static const CommandTable commands;
  Names names(4);
  names.take(event);
  const std::string name = names.of(event.room, event.state_key.value_or(""));
  if (!is_line(name) || name.size() > 80) return false;
  const auto passage = pass(event, Gate{}, sys_millis());
  if (passage == Passage::late && event.at > sys_millis()) return false;
  return holds(read(event, Arrival{us, commands, false, false}), event) &&
         holds(read(event, Arrival{us, commands, true, true}), event);
}

inline bool holds(const std::vector<RoomEvent>& events, bool stripped) {
  return std::ranges::all_of(events, [&](const RoomEvent& one) {
    return holds(one, stripped) && holds(one.stripped, true);
  });
}

inline bool holds(const Batch& batch) {
  return std::ranges::all_of(batch.rooms, [](const RoomNews& news) {
    const bool invited = news.how == RoomNews::How::invited;
    const auto here = [&](const RoomEvent& event) { return event.room == news.room; };
    return is_room_id(news.room) && holds(news.state, invited) && holds(news.timeline, false) &&
           (!invited || news.timeline.empty()) && std::ranges::all_of(news.state, here) &&
           std::ranges::all_of(news.timeline, here);
  });
}

inline bool holds(const Page& page) {
  return holds(page.events, false) && holds(page.state, false);
}

}  // namespace usher::matrix::sound
