// adapters/matrix/rooms.cpp: what batches say of rooms, in memory and as rows.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/rooms.hpp"

#include "adapters/matrix/rows.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace usher::matrix {

namespace {

using How = RoomNews::How;
using Mine = Room::Mine;
using RoomRow = std::pair<Room, std::optional<Standing>>;

Mine mine_of(How how) {
  if (how == How::invited) return Mine::invited;
  return how == How::joined ? Mine::joined : Mine::left;
}

// State comes in no order: who may do what first, for the rest is weighed by it.
constexpr int turns = 3;
int turn_of(const RoomEvent& event) {
  if (event.type == "m.room.create") return 0;
  return event.type == "m.room.power_levels" ? 1 : 2;
}

std::vector<const RoomEvent*> in_turn(const std::vector<RoomEvent>& state) {
  std::vector<const RoomEvent*> out;
  out.reserve(state.size());
  for (int turn = 0; turn < turns; ++turn)
    for (const RoomEvent& event : state)
      if (turn_of(event) == turn) out.push_back(&event);
  return out;
}

// The time of the row is that of the state, for nothing but the operator's eye.
sys_seconds time_of(const Room& room) {
  return std::chrono::floor<std::chrono::seconds>(room.joined);
}

}  // namespace

Rooms::Rooms(std::string space, std::string us, const RoleBook& book, bool moderators_organise)
    : space_(std::move(space)),
      us_(std::move(us)),
      book_(book),
      moderators_organise_(moderators_organise) {}

void Rooms::take_one(
    const RoomNews& news, std::vector<RoomRow>& rows, std::vector<std::string>& gone, Change& change
) {
  if (news.how == How::left) {
    forget_room(news.room);
    gone.push_back(news.room);
    return;
  }
  const auto [at, fresh] = rooms_.try_emplace(news.room);
  Room& room = at->second;
  room.id = news.room;
  const Mine before = room.mine;
  std::optional<Standing> standing;
  const auto apply_one = [&](const RoomEvent& event) {
    if (!event.state_key) return;
    if (!standing) standing = standing_of(news.room);
    add(change, apply(room, *standing, event, us_));
  };
  for (const RoomEvent* event : in_turn(news.state)) apply_one(*event);
  for (const RoomEvent& event : news.timeline) apply_one(event);
  room.mine = mine_of(news.how);
  // Also where its own join is not shown: it stands before the timeline then, or after a gap.
  if (!fresh && before != Mine::joined && room.mine == Mine::joined) change.came = true;
  if (room.mine == Mine::joined && room.direct && room.with.empty() && change.came)
    room.with = room.inviter;
  if (!change.any && !change.came && !fresh) return;
  change.any = true;
  // Of an invitation nothing is proven: its powers are not kept.
  const bool proven = change.power && news.how == How::joined;
  if (proven) hold(news.room, *standing);
  rows.emplace_back(room, proven ? std::move(standing) : std::nullopt);
}

Rooms::Taken Rooms::take(std::span<const RoomNews> news) {
  Taken out;
  std::vector<RoomRow> rows;
  std::vector<std::string> gone;
  out.changes.reserve(news.size());
  for (const RoomNews& one : news) {
    Change change;
    take_one(one, rows, gone, change);
    out.changes.emplace_back(one.room, std::move(change));
  }
  if (rows.empty() && gone.empty()) return out;
  // A room that was left and is joined again in one batch, or the other way, stands as the last news say.
  std::erase_if(gone, [&](const std::string& room) { return rooms_.contains(room); });
  std::erase_if(rows, [&](const RoomRow& row) { return !rooms_.contains(row.first.id); });
  out.rows = [rows = std::move(rows), gone = std::move(gone)](Database& db) {
    for (const std::string& room : gone) rows::drop_room(db, room);
    for (const auto& [room, standing] : rows) {
      rows::keep_room(db, room, time_of(room));
      if (standing) rows::keep_standing(db, room.id, *standing);
    }
  };
  return out;
}

Rooms::Taken Rooms::take_state(std::string_view room, std::span<const RoomEvent> state) {
  RoomNews news;
  news.how = How::joined;
  news.room = room;
  news.state.assign(state.begin(), state.end());
  return take(std::span(&news, 1));
}

const Standing* Rooms::held(std::string_view room) const {
  const auto at = std::ranges::find(standings_, room, &std::pair<std::string, Standing>::first);
  return at != standings_.end() ? &at->second : nullptr;
}

void Rooms::hold(std::string_view room, const Standing& standing) {
  std::erase_if(standings_, [&](const auto& one) { return one.first == room; });
  standings_.emplace_front(std::string(room), standing);
  constexpr std::size_t most = 64;
  if (standings_.size() <= most + named_.size()) return;
  for (auto at = std::prev(standings_.end()); at != standings_.begin(); --at) {
    if (is_named(at->first)) continue;
    standings_.erase(at);
    return;
  }
}

// What is on the disk, where it is not at hand; nothing where neither says.
Standing Rooms::standing_of(std::string_view room) const {
  if (const Standing* const at_hand = held(room)) return *at_hand;
  return read_standing(room).value_or(Standing());
}

}  // namespace usher::matrix
