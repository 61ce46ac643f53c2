// adapters/matrix/invites.cpp: who may ask Usher where.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/invites.hpp"

#include "adapters/matrix/ids.hpp"

#include <algorithm>

namespace usher::matrix {

namespace {

constexpr int most_joins = 10;  // in a minute

bool holds(std::span<const std::string> list, std::string_view one) {
  return std::ranges::find(list, one) != list.end();
}

// A server's name is compared as written: it comes in small letters from every server that others can reach.
bool is_welcome(const Invite& invite, const Welcome& welcome) {
  if (holds(welcome.people, invite.inviter)) return true;
  return holds(welcome.servers, "*") || holds(welcome.servers, server_of(invite.inviter));
}

// By its id alone: an alias in stripped state is the inviter's word.
bool is_named(const Invite& invite, const Known& known) {
  return holds(known.named, invite.room) || holds(known.settings.rooms, invite.room);
}

}  // namespace

Invite invite_of(const Room& room) {
  return {
      .room = room.id,
      .inviter = room.inviter,
      .name = room.name,
      .alias = room.alias,
      .version = room.version,
      .direct = room.direct,
      .encrypted = room.encrypted,
      .space = room.space
  };
}

Invite read_invite(const RoomNews& news, std::string_view us) {
  Room room;
  room.id = news.room;
  Standing standing;
  for (const RoomEvent& event : news.state) apply(room, standing, event, us);
  return invite_of(room);
}

Verdict judge(const Invite& invite, const Known& known) {
  using What = Verdict::What;
  using Why = Verdict::Why;
  const bool named = is_named(invite, known);
  const bool welcome = is_welcome(invite, known.settings.welcome);
  const bool unreadable = invite.encrypted && !known.can_read;
  // Strangers first: who is not to be joined learns nothing else, and nothing is opened for them.
  if (!named && !welcome && !(invite.direct && known.served)) return {What::decline, Why::stranger};
  if (unreadable && invite.direct && !named) return {What::instead, Why::encrypted_direct};
  if (unreadable) return {What::decline, Why::encrypted_room};
  // A Space has nothing to say in it; those that the configuration names are joined for the rooms in them.
  if (invite.space && !named) return {What::decline, Why::is_space};
  if (named) return {What::join, Why::named};
  if (known.recent >= most_joins) return {What::wait, Why::crowded};
  return {What::join, invite.direct ? Why::direct : Why::welcome};
}

}  // namespace usher::matrix
