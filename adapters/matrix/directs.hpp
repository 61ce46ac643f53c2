// adapters/matrix/directs.hpp: the conversation with a person: found, checked, made. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/calls.hpp"
#include "adapters/matrix/rooms.hpp"
#include "bot/adapter.hpp"
#include "bot/catalog.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include <expected>
#include <functional>
#include <map>
#include <memory>
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
  // All outlive it. space, language: as in Settings; contact_url: where else, for who must not be read by operators.
  Directs(
      Api& api, Rooms& rooms, const Catalog& catalog, const Clock& clock, std::string language,
      std::string contact_url, Commit commit
  );
  Directs(const Directs&) = delete;
  Directs& operator=(const Directs&) = delete;

  // The room with this person: known and joined by Usher, not encrypted, the person in it or invited; else one is made and
  // they are invited, m.direct and the row follow, and the first thing said there is who can read along (operators of both
  // homeservers). One making at a time for one person. Idempotent over a crash: the row is written with the room's id before
  // anything is said; createRoom whose outcome is unknown is looked for among the joined rooms by its creator and member.
  // Setback: refused (the person takes no invitations: M_FORBIDDEN, M_INVITE_BLOCKED), rate_limited and alone (rooms
  // are made a few a minute: each waits for its own turn, the account's other posts do not).
  boost::asio::awaitable<std::expected<std::string, Setback>> room_of(std::string person);
  // A room that Usher was invited to by that person and joined as theirs.
  boost::asio::awaitable<void> adopt(std::string room, std::string person);
  // It has become encrypted, or the person has left: no longer the conversation.
  void abandon(std::string_view room);

 private:
  struct Making;
  Api& api_;
  Rooms& rooms_;
  const Catalog& catalog_;
  const Clock& clock_;
  std::string language_, contact_url_;
  Commit commit_;
  std::map<std::string, std::shared_ptr<Making>, std::less<>> making_;
  sys_millis not_before_{};  // no createRoom before: after a 429, spread
};

}  // namespace usher::matrix
