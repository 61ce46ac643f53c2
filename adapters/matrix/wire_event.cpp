// adapters/matrix/wire_event.cpp: one event.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/common/look.hpp"
#include "adapters/matrix/ids.hpp"
#include "adapters/matrix/wire_reading.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/parse_options.hpp>

#include <algorithm>
#include <charconv>
#include <utility>

namespace usher::matrix {

namespace json = boost::json;

namespace {

constexpr std::size_t max_depth = 32;  // of a content: a message has four levels

// The texts of an event's members, each a value; empty where there is none.
struct Parts {
  std::string_view type, sender, id, room, state_key, at, content, about, redacts, previous,
      stripped;
};

std::string_view* place(Parts& parts, std::string_view key) {
  if (key == "type") return &parts.type;
  if (key == "sender") return &parts.sender;
  if (key == "content") return &parts.content;
  if (key == "event_id") return &parts.id;
  if (key == "origin_server_ts") return &parts.at;
  if (key == "unsigned") return &parts.about;
  if (key == "state_key") return &parts.state_key;
  if (key == "room_id") return &parts.room;
  if (key == "redacts") return &parts.redacts;
  // At the top level too, of application services; in `unsigned` for everybody.
  if (key == "prev_content") return &parts.previous;
  return key == "invite_room_state" ? &parts.stripped : nullptr;
}

// Of the value before which the scan stands.
Parts parts_of(Scan& scan) {
  Parts parts;
  std::string_view key;
  if (!scan.enter_object()) {
    scan.skip();
    return parts;
  }
  while (scan.next_key(key)) {
    std::string_view* const to = place(parts, key);
    const std::string_view value = scan.skip();
    if (to != nullptr) *to = value;
  }
  return scan.ok() ? parts : Parts();
}

// Milliseconds; of what is none, or centuries away, the nearest of 1970 and 9999.
sys_millis time_in(std::string_view digits) {
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  constexpr std::int64_t last = 253'402'300'799'999;
  return sys_millis(std::chrono::milliseconds(std::clamp<std::int64_t>(value, 0, last)));
}

std::string text_in(std::string_view value) { return string_in(value).value_or(std::string()); }

void read_about(Parts& parts, RoomEvent& event) {
  Scan scan(parts.about);
  std::string_view key;
  if (!scan.enter_object()) return;
  while (scan.next_key(key)) {
    std::string_view* to = nullptr;
    std::string_view because, transaction, membership;
    if (key == "prev_content") to = &parts.previous;
    if (key == "invite_room_state") to = &parts.stripped;
    if (key == "redacted_because") to = &because;
    if (key == "transaction_id") to = &transaction;
    if (key == "membership") to = &membership;
    const std::string_view value = scan.skip();
    if (to != nullptr) *to = value;
    if (!because.empty() && because != "null") event.redacted = true;
    if (!transaction.empty()) event.transaction = text_in(transaction);
    if (!membership.empty()) event.present = text_in(membership) == "join";
  }
}

void read_member(const Parts& parts, RoomEvent& event, bool stripped) {
  if (!parts.previous.empty()) event.previous = object_in(parts.previous);
  if (stripped || parts.stripped.empty()) return;
  if (look::text(event.content, "membership") != "invite") return;
  Scan scan(parts.stripped);
  std::size_t left = 1000;
  if (auto state = events_in(scan, event.room, left, true)) event.stripped = std::move(*state);
}

}  // namespace

std::optional<json::value> value_in(std::string_view text) {
  json::parse_options options;
  options.max_depth = max_depth;
  json::error_code error;
  json::value value = json::parse({text.data(), text.size()}, error, {}, options);
  if (error) return std::nullopt;
  return value;
}

json::object object_in(std::string_view text) {
  if (auto whole = value_in(text)) {
    if (json::object* const object = whole->if_object()) return std::move(*object);
    return {};
  }
  // Somebody has put something into it that only their own client understands: the rest of it counts all the same.
  json::object out;
  Scan scan(text);
  std::string_view key;
  if (!scan.enter_object()) return out;
  while (scan.next_key(key)) {
    const std::string name(key);
    if (auto value = value_in(scan.skip())) out[name] = std::move(*value);
  }
  return out;
}

std::optional<RoomEvent> event_in(Scan& scan, std::string_view room, bool stripped) {
  Parts parts = parts_of(scan);
  RoomEvent event;
  event.type = text_in(parts.type);
  event.sender = text_in(parts.sender);
  event.room = room.empty() ? text_in(parts.room) : room;
  if (!stripped) event.id = text_in(parts.id);
  if (event.type.empty() || !is_user_id(event.sender) || !is_room_id(event.room)) return {};
  if (!stripped && !is_event_id(event.id)) return {};
  if (!parts.state_key.empty()) event.state_key = string_in(parts.state_key);
  event.at = time_in(parts.at);
  if (!is_heard(event.type)) return event;
  event.content = object_in(parts.content);
  read_about(parts, event);
  if (event.type == "m.room.member") read_member(parts, event, stripped);
  if (event.type == "m.room.redaction") {
    // The event's own word first: until room version 11 the content is its sender's to invent.
    event.redacts = text_in(parts.redacts);
    if (event.redacts.empty()) event.redacts = look::text(event.content, "redacts");
    if (!is_event_id(event.redacts)) event.redacts.clear();
  }
  return event;
}

Result<std::vector<RoomEvent>> events_in(
    Scan& scan, std::string_view room, std::size_t& left, bool stripped
) {
  std::vector<RoomEvent> out;
  if (!scan.enter_array()) {
    scan.skip();
    return out;
  }
  while (scan.next_item()) {
    if (left == 0) return std::unexpected(errc::too_large);
    --left;
    auto event = event_in(scan, room, stripped);
    if (event && is_heard(event->type)) out.push_back(std::move(*event));
  }
  if (!scan.ok()) return std::unexpected(errc::malformed);
  return out;
}

}  // namespace usher::matrix
