// adapters/matrix/room.hpp: what is known of a room, and how state events change it. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/power.hpp"
#include "adapters/matrix/wire.hpp"

#include <cstdint>
#include <string>
#include <string_view>

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
  bool direct = false;          // made as a conversation with `with`
  std::string with;             // whose and Usher's alone
  std::string inviter;
  sys_millis joined{};  // when Usher joined: origin_server_ts of its member event
  Abilities can;
  bool operator==(const Room&) const = default;
};

// What a change calls for, beside the row.
struct Change {
  bool any = false;        // the row is to be written
  bool power = false;      // levels: to be written with it
  bool encrypted = false;  // it has just become so
  bool silenced = false;   // Usher may not speak any more, or may speak again
  bool replaced = false;
  bool renamed = false;
};
// levels: of the row, changed in place. us: Usher's user id. Events whose sender had no right to send them do not reach us:
// homeservers see to that; but of a tombstone it is looked at again (facts/matrix.md 2, "aliases/spaces/upgrade").
Change apply(Room& room, boost::json::object& levels, const RoomEvent& event, std::string_view us);

}  // namespace usher::matrix
