// adapters/web/places.hpp: rooms and people as the database has them at this moment, for the brain's side of delivery.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/web/message.hpp"
#include "adapters/web/rows.hpp"
#include "adapters/web/settings.hpp"
#include "bot/adapter.hpp"

#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::web {

// The thread that owns `db`. The same answers as Roster gives from memory.
class Places {
 public:
  Places(std::span<const RoomSpec> rooms, Database& db) : rooms_(rooms), db_(db) {}

  bool is_known(std::string_view person) const;
  bool exists(std::string_view room) const;
  bool is_member(std::string_view room, std::string_view person) const;
  bool is_private(std::string_view room) const;
  std::vector<std::string> members(std::string_view room) const;

 private:
  const RoomSpec* room(std::string_view id) const;

  std::span<const RoomSpec> rooms_;
  Database& db_;
};

// A post as it has become a message of the space.
struct Seated {
  Message message;  // sealed: with its text, which is in no row
  rows::Added added;
  std::vector<std::string> new_members;  // of a group
  Receipt receipt() const;
};
// Writes it. outbox: the row that it was, so that a repeat adds none; 0: none. errc: not_found, where there is no such room
// or person; guard_failed.
std::expected<Seated, errc> seat(
    std::span<const RoomSpec> rooms, Database& db, const Pending& pending, std::int64_t outbox,
    sys_seconds now
);

// The room of a conversation of several people with Usher: the same for the same people, in whatever order.
std::string group_room(std::vector<std::string> people);

std::int64_t number_in(std::string_view text);  // of a reference or a thread; 0 for what is none

// "4711 tab" as an event's route: which message was pressed, from which tab.
struct Way {
  std::string tab;
  std::int64_t message = 0;
};
Route to_route(const Way& way);
Way read_route(const Route& route);

}  // namespace usher::web
