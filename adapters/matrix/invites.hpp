// adapters/matrix/invites.hpp: whether an invitation is accepted. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/room.hpp"
#include "adapters/matrix/settings.hpp"
#include "adapters/matrix/wire.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace usher::matrix {

// What the stripped state says, none of which is proven before Usher is in the room.
struct Invite {
  std::string room, inviter, name, alias, version;
  bool direct = false;     // is_direct of Usher's own member event
  bool encrypted = false;  // m.room.encryption
  bool space = false;
};
Invite read_invite(const RoomNews& news, std::string_view us);
Invite invite_of(const Room& room);  // of one that Usher is invited to, as rooms.hpp has read it

struct Verdict {
  enum class What : std::uint8_t {
    join,
    decline,  // leave with `reason`, which the inviter's client shows
    instead,  // an encrypted conversation: decline with the reason, and open one that is not (directs.hpp)
    wait  // too many at once: looked at again after a minute
  } what = What::join;
  enum class Why : std::uint8_t {
    welcome,
    named,
    direct,
    stranger,
    encrypted_room,
    encrypted_direct,
    is_space,
    crowded
  } why = Why::welcome;
};
// served: the inviter is in a room that Usher serves (of direct ones alone; asked when needed). can_read: the crypto can
// (crypto.hpp). recent: joins within the last minute (at most 10 a minute, named rooms always).
struct Known {
  const Settings& settings;
  std::span<const std::string> named;  // ids of configured rooms
  bool served = false, can_read = false;
  int recent = 0;
};
Verdict judge(const Invite& invite, const Known& known);

}  // namespace usher::matrix
