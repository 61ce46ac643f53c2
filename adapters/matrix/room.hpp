// adapters/matrix/room.hpp: what is known of a room, and how state events change it. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/power.hpp"
#include "adapters/matrix/wire.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usher::matrix {

// Small: a thousand of them are held in memory. What is long (levels, members) is read from the row or asked for.
struct Room {
  enum class Mine : std::uint8_t { joined, invited, left } mine = Mine::joined;
  std::string id, name, alias;  // alias: m.room.canonical_alias
  std::string version;          // "12"
  std::string replaced_by;      // m.room.tombstone, from a sender who may
  bool encrypted = false;       // once true, for ever: no event takes it back
  bool open = false;            // anybody may join (join_rule public): no place for what is private
  bool readable = false;        // history_visibility world_readable
  bool space = false;           // m.room.create type m.space: never spoken in
  bool direct = false;          // made as a conversation
  std::string
      with;  // of a conversation: with whom; empty where they were forgotten and have said nothing since
  std::string inviter;
  sys_millis joined{};  // when Usher joined: origin_server_ts of its member event
  Abilities can;
  bool operator==(const Room&) const = default;
};

// What is long, and so in the row alone: the content of m.room.power_levels (empty where the room has none), and who made it.
struct Standing {
  boost::json::object levels;
  std::vector<std::string> creators;
  bool operator==(const Standing&) const = default;
};
// Names this person no more. direct: nobody asks what they may do in a conversation of two; else stand_in() is in their place.
void forget(Standing& standing, std::string_view person, bool direct);

// What state events have said. Each is set also where they say again what is known already: a batch that could not be
// committed comes a second time, and what it calls for is no less due then. What is to be done once is once by its row.
struct Change {
  bool any = false;        // the row is to be written
  bool power = false;      // who may do what: `standing` is to be written with it
  bool encrypted = false;  // m.room.encryption
  bool silenced = false;   // levels were said, and Usher may not speak
  bool replaced = false;   // a tombstone that counts
  bool renamed = false;
  bool came = false;  // Usher has joined
  std::string by;     // who sent m.room.encryption or the tombstone
  sys_millis at{};    // and when
};
// standing: of the row, changed in place. us: Usher's user id. Events whose sender had no right to send them do not reach us:
// homeservers see to that; but of a tombstone it is looked at again (facts/matrix.md 2, "aliases/spaces/upgrade"). No state
// event: nothing.
Change apply(Room& room, Standing& standing, const RoomEvent& event, std::string_view us);
// Into `all`: what one event after another has said.
void add(Change& all, const Change& one);

}  // namespace usher::matrix
