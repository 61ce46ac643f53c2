// adapters/matrix/wire_page.cpp: pages of a room's history, a room's whole state, and single events.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/wire_reading.hpp"

#include <boost/json/serialize.hpp>

#include <string>
#include <utility>

namespace usher::matrix {

namespace {

// A page has at most a thousand events, whatever was asked for; the state of a room some tens of thousands.
constexpr std::size_t most = 200'000;

}  // namespace

Result<Page> read_messages(std::string_view body, std::string_view room) {
  Scan scan(body);
  if (!scan.enter_object()) return std::unexpected(errc::malformed);
  Page out;
  std::size_t left = most;
  std::string_view key;
  while (scan.next_key(key)) {
    if (key == "chunk" || key == "state") {
      std::vector<RoomEvent>& to = key == "chunk" ? out.events : out.state;
      auto events = events_in(scan, room, left);
      if (!events) return std::unexpected(events.error());
      to = std::move(*events);
    } else if (key == "end") {
      out.end = string_in(scan.skip()).value_or(std::string());
    } else {
      scan.skip();
    }
  }
  if (!scan.ok() || !scan.at_end()) return std::unexpected(errc::malformed);
  return out;
}

Result<std::vector<RoomEvent>> read_state(std::string_view body, std::string_view room) {
  Scan scan(body);
  std::size_t left = most;
  if (!scan.is_array()) return std::unexpected(errc::malformed);
  auto events = events_in(scan, room, left);
  if (events && !scan.at_end()) return std::unexpected(errc::malformed);
  return events;
}

std::optional<RoomEvent> read_event(const boost::json::object& event, std::string_view room) {
  // Through its text, so that there is one reader of events: single ones are rarely asked for.
  const std::string text = boost::json::serialize(event);
  Scan scan(text);
  return event_in(scan, room);
}

}  // namespace usher::matrix
