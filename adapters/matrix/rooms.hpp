// adapters/matrix/rooms.hpp: the rooms that Usher is in, in memory and in their table. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/room.hpp"
#include "bot/adapter.hpp"
#include "bot/role_book.hpp"
#include "bot/text_hash.hpp"

#include <functional>
#include <list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace usher::matrix {

class Rooms {
 public:
  // book outlives it. named: ids of the rooms that the configuration names, once they are known (keeper.hpp).
  Rooms(std::string space, std::string us, const RoleBook& book, bool moderators_organise);
  Rooms(const Rooms&) = delete;
  Rooms& operator=(const Rooms&) = delete;

  // All rows, at the start. reader: a connection of the adapter's own, or nullptr. Throws DatabaseError.
  void read_from(Database* reader);
  void name_room(std::string_view room);
  bool is_named(std::string_view room) const;
  const std::vector<std::string>& named() const { return named_; }

  // Takes the state of a batch: memory at once, and the rows to be written for it, which must go into a transaction before
  // the batch counts as done (the feed's first Inbound). Idempotent: a batch that comes again is written again. What Usher is
  // there is what the news say (RoomNews::how).
  struct Taken {
    Write rows;  // may be empty
    // One for each news, in their order: for keeper.hpp.
    std::vector<std::pair<std::string, Change>> changes;
  };
  Taken take(std::span<const RoomNews> news);
  // The same of a room whose whole state was asked for (application services, after a join; after an `again`).
  Taken take_state(std::string_view room, std::span<const RoomEvent> state);
  void forget_room(std::string_view room);  // left; the row is the caller's

  // Valid until the next change. A room of which nothing but a membership came yet has no version (is_known() below).
  const Room* find(std::string_view id) const;
  std::size_t joined() const;
  // Every room, also those that Usher is only invited to.
  void each(const std::function<void(const Room&)>& look) const;
  bool made_by_us(std::string_view id) const;
  // The conversation with a person, where there is one that Usher is in and that is not encrypted; the newest. Else empty.
  std::string direct_with(std::string_view person) const;
  // Memory alone: the row is the caller's. A room that is not known becomes a joined one.
  const Room& set_direct(std::string_view room, std::string_view person);
  void clear_direct(std::string_view room);
  void forgotten(std::string_view person);  // as rows::forget

  // What the platform says of a person there: organiser, where the room is one that the configuration names and their power
  // is 50 or more; nothing else: who invites Usher into a room of their own is nobody's administrator. errc: the room's
  // levels are not known and could not be read.
  Result<Roles> roles(std::string_view room, std::string_view person) const;

 private:
  void take_one(
      const RoomNews& news, std::vector<std::pair<Room, std::optional<Standing>>>& rows,
      std::vector<std::string>& gone, Change& change
  );
  Standing standing_of(std::string_view room) const;
  std::optional<Standing> read_standing(std::string_view room) const;
  const Standing* held(std::string_view room) const;
  void hold(std::string_view room, const Standing& standing);

  std::string space_, us_;
  const RoleBook& book_;
  bool moderators_organise_;
  Database* reader_ = nullptr;
  std::vector<std::string> named_;
  std::unordered_map<std::string, Room, TextHash, std::equal_to<>> rooms_;
  // The latest, which may not be on the disk yet, and those of named rooms; the newest first.
  std::list<std::pair<std::string, Standing>> standings_;
};

// Whether its state was read: how it is encrypted, who may speak.
inline bool is_known(const Room& room) { return !room.version.empty(); }

}  // namespace usher::matrix
