// adapters/matrix/directs.hpp: the conversation with a person: found, checked, made. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/calls.hpp"
#include "adapters/matrix/rooms.hpp"
#include "bot/adapter.hpp"
#include "bot/catalog.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace usher::matrix {

// m.direct as other devices of the account have it, read and changed (read-modify-write; a person's newest room comes first;
// what cannot be read is kept as it is). Pure.
std::vector<std::string> rooms_with(const boost::json::object& direct, std::string_view person);
boost::json::object with_room(
    boost::json::object direct, std::string_view person, std::string_view room
);

class Directs {
 public:
  using Commit = std::function<boost::asio::awaitable<Result<void>>(Write)>;
  // All outlive it. us: Usher's user id; language: as in Settings; contact_url: where else, for who must not be read by operators.
  Directs(
      Api& api, Rooms& rooms, const Catalog& catalog, const Clock& clock, std::string us,
      std::string language, std::string contact_url, Commit commit
  );
  Directs(const Directs&) = delete;
  Directs& operator=(const Directs&) = delete;

  // The room with this person: known and joined by Usher, not encrypted, the person in it or invited; else one is made and
  // they are invited, m.direct and the row follow, and the first thing said there is who can read along (operators of both
  // homeservers). One making at a time for one person. Idempotent over a crash: the row is written with the room's id before
  // anything is said; a room that was made and is in no row, by a createRoom whose outcome is unknown or before a crash, is
  // looked for among the joined rooms by its creator and member.
  // Setback: refused (the person takes no invitations: M_FORBIDDEN, M_INVITE_BLOCKED), rate_limited and alone (rooms
  // are made a few a minute: each waits for its own turn, the account's other posts do not), unsupported (this homeserver
  // encrypts every new room: the operator is told).
  boost::asio::awaitable<std::expected<std::string, Setback>> room_of(std::string person);
  // A room that Usher was invited to by that person and joined as theirs, or that is theirs again. Idempotent: in the row, in
  // m.direct, and who can read along is said there. False: not all of it could be done now.
  boost::asio::awaitable<bool> adopt(std::string room, std::string person);
  // It has become encrypted, or the person has left: no longer the conversation. In memory; the row is Keeper::take's.
  void abandon(std::string_view room);

 private:
  struct Making;
  using Found = std::expected<std::string, Setback>;
  boost::asio::awaitable<Found> find_or_make(std::string person);
  // --- directs_find.cpp ---
  // A room of theirs that is in no row; empty where there is none.
  boost::asio::awaitable<Found> find(std::string person);
  boost::asio::awaitable<Result<void>> read_unknown_rooms();
  // Whether it is that person's and Usher's alone, and not encrypted, as the homeserver says.
  boost::asio::awaitable<Result<bool>> is_theirs(std::string room, std::string person);
  boost::asio::awaitable<Result<bool>> is_encrypted(std::string room);
  // --- directs.cpp ---
  boost::asio::awaitable<Found> make(std::string person);
  boost::asio::awaitable<errc> keep(std::string room, std::string person);
  boost::asio::awaitable<void> list(std::string room, std::string person);
  boost::asio::awaitable<std::expected<void, Setback>> greet(std::string room, std::string person);
  Setback held_back(std::chrono::milliseconds asked);

  Api& api_;
  Rooms& rooms_;
  const Catalog& catalog_;
  const Clock& clock_;
  std::string us_, language_, contact_url_;
  Commit commit_;
  std::map<std::string, std::shared_ptr<Making>, std::less<>> making_;
  std::set<std::string, std::less<>> to_greet_;   // rooms where the first words are not said yet
  std::set<std::string, std::less<>> uncertain_;  // people with whom a room may have been made
  sys_millis not_before_{};                       // no createRoom before: after a 429, spread
  int held_back_ = 0;                             // how many wait for their turn
  sys_millis encrypts_until_{};  // this homeserver encrypts every room: not tried again before
};

}  // namespace usher::matrix
