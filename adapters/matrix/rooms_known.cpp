// adapters/matrix/rooms_known.cpp: what is known of rooms, and who is what there.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/rooms.hpp"
#include "adapters/matrix/rows.hpp"
#include "bot/log.hpp"

#include <algorithm>
#include <utility>

namespace usher::matrix {

namespace {

constexpr std::int64_t moderator = 50;

bool is_conversation(const Room& room, std::string_view person) {
  return !person.empty() && room.with == person && room.mine == Room::Mine::joined &&
         !room.encrypted && room.replaced_by.empty();
}

}  // namespace

void Rooms::read_from(Database* reader) {
  reader_ = reader;
  if (reader == nullptr) return;
  for (Room& room : rows::rooms(*reader)) {
    std::string id = room.id;
    rooms_.insert_or_assign(std::move(id), std::move(room));
  }
}

void Rooms::name_room(std::string_view room) {
  if (!is_named(room)) named_.emplace_back(room);
}

bool Rooms::is_named(std::string_view room) const {
  return std::ranges::find(named_, room) != named_.end();
}

void Rooms::forget_room(std::string_view room) {
  rooms_.erase(std::string(room));
  std::erase_if(standings_, [&](const auto& one) { return one.first == room; });
}

const Room* Rooms::find(std::string_view id) const {
  const auto at = rooms_.find(id);
  return at != rooms_.end() ? &at->second : nullptr;
}

std::size_t Rooms::joined() const {
  return static_cast<std::size_t>(std::ranges::count_if(rooms_, [](const auto& one) {
    return one.second.mine == Room::Mine::joined;
  }));
}

void Rooms::each(const std::function<void(const Room&)>& look) const {
  for (const auto& [id, room] : rooms_) look(room);
}

bool Rooms::made_by_us(std::string_view id) const {
  const Standing standing = standing_of(id);
  return !standing.creators.empty() && standing.creators.front() == us_;
}

// A thousand rooms are looked through in microseconds, which a post that is for one person can spare.
std::string Rooms::direct_with(std::string_view person) const {
  const Room* best = nullptr;
  for (const auto& [id, room] : rooms_) {
    if (!is_conversation(room, person)) continue;
    if (best == nullptr || std::pair(room.joined, room.id) > std::pair(best->joined, best->id))
      best = &room;
  }
  return best != nullptr ? best->id : std::string();
}

const Room& Rooms::set_direct(std::string_view id, std::string_view person) {
  Room& room = rooms_[std::string(id)];
  room.id = id;
  room.mine = Room::Mine::joined;
  room.direct = true;
  room.with = person;
  return room;
}

void Rooms::clear_direct(std::string_view id) {
  const auto at = rooms_.find(std::string(id));
  if (at == rooms_.end()) return;
  at->second.direct = false;
  at->second.with.clear();
}

void Rooms::forgotten(std::string_view person) {
  for (auto& [id, room] : rooms_) {
    if (room.with == person) room.with.clear();
    if (room.inviter == person) room.inviter.clear();
  }
  for (auto& [id, standing] : standings_) {
    const Room* const room = find(id);
    forget(standing, person, room != nullptr && room->direct);
  }
}

std::optional<Standing> Rooms::read_standing(std::string_view room) const {
  if (reader_ == nullptr) return std::nullopt;
  try {
    return rows::standing(*reader_, room);
  } catch (const DatabaseError& error) {
    log::warning("matrix: the power levels of {} could not be read: {}", room, error.what());
    return std::nullopt;
  }
}

Result<Roles> Rooms::roles(std::string_view room, std::string_view person) const {
  if (!moderators_organise_ || !is_named(room)) return Roles();
  const auto none = [&]() -> Result<Roles> {
    // Who has it from the configuration needs no homeserver's word.
    if (book_.of(space_, person, {}, false).has(Role::organiser)) return Roles();
    return std::unexpected(errc::unavailable);
  };
  const Room* const known = find(room);
  if (known == nullptr || !is_known(*known)) return none();
  const Standing* standing = held(room);
  std::optional<Standing> row;
  if (standing == nullptr) {
    row = read_standing(room);
    if (row) standing = &*row;
  }
  if (standing == nullptr) return none();
  const Power power(standing->levels, standing->creators, known->version);
  return power.of(person) >= moderator ? Roles{Role::organiser} : Roles();
}

}  // namespace usher::matrix
