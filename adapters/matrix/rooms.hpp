// adapters/matrix/rooms.hpp: the rooms that Usher is in, in memory and in their table. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/room.hpp"
#include "bot/adapter.hpp"
#include "bot/role_book.hpp"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace usher::matrix {

class Rooms {
 public:
  // book outlives it. named: ids of the rooms that the configuration names, once they are known (keeper.hpp).
  Rooms(std::string space, std::string us, const RoleBook& book, bool moderators_organise);
  Rooms(const Rooms&) = delete;
  Rooms& operator=(const Rooms&) = delete;

  // All rows, at the start. reader: a connection of the adapter's own, or nullptr.
  void read_from(Database* reader);
  void name_room(std::string room) { named_.push_back(std::move(room)); }

  // Takes the state of a batch: memory at once, and the rows to be written for it, which must go into a transaction before
  // the batch counts as done (the feed's first Inbound). Idempotent. Changes by room, for keeper.hpp.
  struct Taken {
    Write rows;  // may be empty
    std::vector<std::pair<std::string, Change>> changes;
  };
  Taken take(std::span<const RoomNews> news);
  // The same of a room whose whole state was asked for (application services, after a join; after an `again`).
  Taken take_state(std::string_view room, std::span<const RoomEvent> state);
  void forget_room(std::string_view room);  // left

  const Room* find(std::string_view id) const;  // valid until the next change
  std::size_t joined() const;
  // Every joined room, for the doctor, invitations and the start.
  void each(const std::function<void(const Room&)>& look) const;
  // Whether this person is seen in any room that Usher serves and has not left (Names::seen); else asked of joined_members.
  // The conversation with a person, where there is one and both are in it; empty where there is none.
  std::string direct_with(std::string_view person) const;
  void set_direct(std::string room, std::string person);

  // What the platform says of a person there: organiser, where the room is one that the configuration names and their power
  // is 50 or more; nothing else: who invites Usher into a room of their own is nobody's administrator. errc: the room's
  // levels are not known and could not be read.
  Result<Roles> roles(std::string_view room, std::string_view person) const;

 private:
  std::string space_, us_;
  const RoleBook& book_;
  bool moderators_organise_;
  Database* reader_ = nullptr;
  std::vector<std::string> named_;
  std::unordered_map<std::string, Room> rooms_;
  std::unordered_map<std::string, std::string> directs_;  // by person
};

}  // namespace usher::matrix
