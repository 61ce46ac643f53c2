// adapters/matrix/directs_find.cpp: conversations that are there already, in no row.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/common/look.hpp"
#include "adapters/matrix/directs.hpp"
#include "bot/log.hpp"

#include <algorithm>
#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;

namespace {

constexpr std::size_t most_looked_at = 10;

bool may_be(const Room* room) {
  return room != nullptr && room->mine == Room::Mine::joined && !room->encrypted && !room->space &&
         !room->open && room->replaced_by.empty();
}

}  // namespace

asio::awaitable<Directs::Found> Directs::find(std::string person) {
  if (uncertain_.contains(person)) {
    const auto read = co_await read_unknown_rooms();
    if (!read) co_return std::unexpected(Setback(read.error()));
  }
  const auto listed = co_await calls::account_data(&api_, us_, "m.direct");
  // Without an answer nothing is made: it would be a second one.
  if (!listed && listed.error().why != errc::not_found)
    co_return std::unexpected(setback_of(listed.error()));
  std::vector<std::string> maybe;
  if (listed) maybe = rooms_with(*listed, person);
  // Made by Usher, and nobody's yet.
  rooms_.each([&](const Room& room) {
    if (may_be(&room) && room.with.empty() && room.inviter.empty() && room.name.empty() &&
        rooms_.made_by_us(room.id))
      maybe.push_back(room.id);
  });
  std::size_t looked_at = 0;
  for (const std::string& room : maybe) {
    if (!may_be(rooms_.find(room)) || ++looked_at > most_looked_at) continue;
    const auto theirs = co_await is_theirs(room, person);
    if (!theirs) co_return std::unexpected(Setback(theirs.error()));
    if (*theirs) co_return room;
  }
  co_return std::string();
}

// A room that was just made, before the next batch tells of it.
asio::awaitable<Result<void>> Directs::read_unknown_rooms() {
  const auto joined = co_await calls::joined_rooms(&api_);
  if (!joined) co_return std::unexpected(joined.error().why);
  std::size_t looked_at = 0;
  for (const std::string& room : *joined) {
    const Room* const known = rooms_.find(room);
    if ((known != nullptr && is_known(*known)) || ++looked_at > most_looked_at) continue;
    const auto state = co_await calls::state(&api_, room);
    if (!state) co_return std::unexpected(state.error().why);
    const Rooms::Taken taken = rooms_.take_state(room, *state);
    if (!taken.rows) continue;
    const auto kept = co_await commit_(taken.rows);
    if (!kept) co_return std::unexpected(kept.error());
  }
  co_return Result<void>();
}

asio::awaitable<Result<bool>> Directs::is_theirs(std::string room, std::string person) {
  const auto members = co_await calls::joined_members(&api_, room);
  if (!members) {
    const errc why = members.error().why;
    if (!is_transient(why)) co_return false;  // Usher is not in it any more
    co_return std::unexpected(why);
  }
  const bool others = std::ranges::any_of(*members, [&](const calls::Member& one) {
    return one.user != us_ && one.user != person;
  });
  if (others) co_return false;
  if (std::ranges::find(*members, person, &calls::Member::user) == members->end()) {
    const auto asked = co_await calls::state_of(&api_, room, "m.room.member", person);
    if (!asked && is_transient(asked.error().why)) co_return std::unexpected(asked.error().why);
    if (!asked || look::text(*asked, "membership") != "invite") co_return false;
  }
  const auto encrypted = co_await is_encrypted(room);
  if (!encrypted) co_return std::unexpected(encrypted.error());
  co_return !*encrypted;
}

asio::awaitable<Result<bool>> Directs::is_encrypted(std::string room) {
  const auto state = co_await calls::state_of(&api_, room, "m.room.encryption", "");
  if (state) co_return true;
  if (state.error().why == errc::not_found) co_return false;
  co_return std::unexpected(state.error().why);
}

}  // namespace usher::matrix
