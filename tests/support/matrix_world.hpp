// tests/support/matrix_world.hpp: what a homeserver holds: rooms, and events in one long order. No sockets; one thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/slack_rules.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace usher::testing::matrix {

namespace json = boost::json;
using slack::array_at, slack::flag_at, slack::number_at, slack::object_at, slack::text_at;

// The content as text: of most events nobody ever asks for more, and a load has hundreds of thousands.
struct Event {
  std::uint64_t position = 0;  // in the order of all events; 1 is the first
  std::string id, room, type, sender;
  std::optional<std::string> state_key;
  std::string content, previous;  // JSON; previous: of a state event that took another's place
  std::int64_t at_ms = 0;         // UTC
  std::string device, txn;        // of who sent it with a transaction id
  std::string relates_to, rel_type, redacts;
  std::string redacted_by;  // the id of the redaction
  std::int64_t item = -1;   // of the load that it belongs to

  json::object said() const;  // the content
};

struct Room {
  std::string id, creator, version;
  std::vector<std::uint64_t> timeline;  // positions, oldest first
  std::map<std::pair<std::string, std::string>, Event, std::less<>> state;  // by type and key
  std::set<std::pair<std::string, std::string>> annotations;  // "sender key" on an event

  const Event* state_of(std::string_view type, std::string_view key = {}) const;
  std::string membership(std::string_view user
  ) const;  // "join", "invite", "leave", "ban"; empty: never there
  std::uint64_t membership_since(std::string_view user) const;  // position; 0: never there
  std::vector<std::string> members(std::string_view membership) const;
  bool encrypted() const { return state_of("m.room.encryption") != nullptr; }
};

struct Rules {
  std::string server_name = "localhost", room_version = "12";
  std::size_t history = 400'000;  // events that are kept
  std::int64_t ahead_ms = 0;      // of the machine's clock, by which the homeserver's own goes
  std::set<std::string> allow;    // kinds of violations that are none in this test
};

class World {
 public:
  World();

  Rules rules;
  std::string usher;  // the bot's user id
  std::unordered_map<std::string, Room> rooms;
  std::map<std::string, std::string, std::less<>> aliases;  // to a room's id
  std::map<std::string, std::string, std::less<>> names;    // of people, by user id
  std::function<void(const Event&)> happened;               // each event, once it is stored

  // --- rooms ---
  Room* room(std::string_view id_or_alias);
  // preset: "public_chat", "private_chat", "trusted_private_chat". more: createRoom's own words.
  Room& create(const std::string& creator, const json::object& more, std::string_view version);
  void member(
      Room& room, const std::string& by, const std::string& who, std::string_view membership,
      json::object more = {}
  );

  // --- events ---
  // Stores it, gives it id and position, and tells of it. relations are read from its content.
  Event& store(Room& room, Event event);
  Event& say(
      Room& room, const std::string& sender, std::string_view type, const json::object& content
  );
  Event& set(
      Room& room, const std::string& sender, std::string_view type, std::string_view key,
      const json::object& content
  );
  Event& redact(
      Room& room, const std::string& sender, std::string_view event, std::string_view reason
  );
  Event* event(std::string_view id);
  Event* at(std::uint64_t position);  // nullptr: not kept
  std::uint64_t last() const { return first_ + log_.size() - 1; }
  std::uint64_t first() const { return first_; }

  // --- power ---
  std::int64_t level(const Room& room, std::string_view user) const;
  bool may_send(const Room& room, std::string_view user, std::string_view type, bool is_state)
      const;
  bool may(const Room& room, std::string_view user, std::string_view what)
      const;  // "redact", "kick", "invite"

  // --- as it is sent. before: to somebody with that membership then; empty: does not say. ---
  void write(
      std::string& out, const Event& event, std::string_view membership, std::string_view device,
      bool with_room
  ) const;
  json::array stripped(const Room& room, const Event& invitation) const;

  // The client did what it must not: kept, and counted; unless that kind is allowed.
  void violation(std::string_view kind, const std::string& what);
  const std::vector<std::string>& violations() const { return violations_; }
  std::size_t violation_count() const { return violation_count_; }
  const std::map<std::string, std::uint64_t, std::less<>>& allowed() const { return allowed_; }

 private:
  void trim();

  std::deque<Event> log_;
  std::uint64_t first_ = 1;  // position of the oldest that is kept
  std::uint64_t rooms_made_ = 0;
  std::vector<std::string> violations_;
  std::size_t violation_count_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> allowed_;
};

std::int64_t now_ms();
std::string quoted(std::string_view text);  // as a JSON string

}  // namespace usher::testing::matrix
