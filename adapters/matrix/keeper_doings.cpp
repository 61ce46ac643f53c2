// adapters/matrix/keeper_doings.cpp: leaving, looking, opening conversations, telling once.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/keeper_impl.hpp"
#include "adapters/matrix/rows.hpp"
#include "bot/log.hpp"

#include <algorithm>
#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;

using What = Doing::What;

asio::awaitable<Keeper::Impl::End> Keeper::Impl::deed(Doing doing) {
  switch (doing.what) {
    case What::join:
      if (doing.why == "invited") co_return co_await invited(std::move(doing));
      co_return co_await join(std::move(doing));
    case What::decline:
      co_return co_await decline(
          std::move(doing.room), Verdict{Verdict::What::decline, Verdict::Why::stranger}
      );
    case What::leave:
      co_return co_await leave(std::move(doing));
    case What::open:
      co_return co_await open(std::move(doing));
    case What::tell:
      if (doing.why == "hello") co_return co_await hello(std::move(doing));
      co_return co_await tell(std::move(doing));
    case What::look:
      if (doing.room.empty()) co_return co_await count_rooms();
      co_return co_await look(std::move(doing));
  }
  co_return End::done;
}

bool Keeper::Impl::was_told(const std::string& about) const {
  if (reader == nullptr) return false;
  try {
    return rows::was_told(*reader, about);
  } catch (const DatabaseError& error) {
    log::warning("matrix: what was told could not be read: {}", error.what());
    return true;  // once too few, rather than twice
  }
}

asio::awaitable<Keeper::Impl::End> Keeper::Impl::open(Doing doing) {
  const auto room = co_await parts.directs.room_of(doing.person);
  if (stopping) co_return End::again;
  if (!room) {
    const errc why = room.error().why;
    if (why == errc::rate_limited || is_transient(why)) co_return End::again;
    log::info("matrix: no conversation could be opened: {}", describe(why));
    co_return End::done;
  }
  const std::string once = "open:" + doing.room;
  if (was_told(once)) co_return End::done;
  const bool said = co_await say(doing.person, why_opened(words(), doing.why == "encrypted"), once);
  if (stopping || !said) co_return End::again;
  const auto kept = co_await commit([once, now = parts.clock.seconds()](Database& db) {
    rows::tell_once(db, once, now);
  });
  co_return kept ? End::done : End::again;
}

asio::awaitable<Keeper::Impl::End> Keeper::Impl::tell(Doing doing) {
  const std::string once = about_of(doing);
  if (was_told(once)) co_return End::done;
  const Room* const room = parts.rooms.find(doing.room);
  if (room == nullptr || room->mine != Room::Mine::joined || !room->replaced_by.empty())
    co_return End::done;
  const bool encrypted = doing.why == "encrypted";
  if (encrypted ? !room->encrypted : room->can.speak) co_return End::done;  // it is over
  Doc doc = encrypted ? room_is_encrypted(words(), *room) : room_is_silent(words(), *room);
  const bool said = co_await say(doing.person, std::move(doc), once);
  if (stopping || !said) co_return End::again;
  const auto kept = co_await commit([once, now = parts.clock.seconds()](Database& db) {
    rows::tell_once(db, once, now);
  });
  co_return kept ? End::done : End::again;
}

// That a room is a conversation is its inviter's word: it is looked at who is in it.
asio::awaitable<Keeper::Impl::End> Keeper::Impl::hello(Doing doing) {
  if (was_told(about_of(doing))) co_return End::done;
  const Room* const room = parts.rooms.find(doing.room);
  if (room == nullptr || room->mine != Room::Mine::joined || room->with != doing.person)
    co_return End::done;
  if (room->encrypted && !parts.crypto.able()) co_return End::done;
  const auto there = co_await calls::joined_members(&parts.api, doing.room);
  if (stopping) co_return End::again;
  if (!there) co_return after(there.error(), "asking who is in", doing.room);
  const bool others = std::ranges::any_of(*there, [&](const calls::Member& one) {
    return one.user != us() && one.user != doing.person;
  });
  const Room* const now = parts.rooms.find(doing.room);
  if (now == nullptr) co_return End::done;
  if (others) {
    parts.directs.abandon(doing.room);
    Room as_it_is = *now;
    const auto kept =
        co_await commit([as_it_is = std::move(as_it_is), at = parts.clock.seconds()](Database& db) {
          rows::keep_room(db, as_it_is, at);
        });
    co_return kept ? End::done : End::again;
  }
  const bool adopted = co_await parts.directs.adopt(doing.room, doing.person);
  co_return adopted ? End::done : End::again;
}

// Usher is not in it any more, whatever a batch will say of that.
asio::awaitable<Keeper::Impl::End> Keeper::Impl::drop(std::string room) {
  parts.rooms.forget_room(room);
  const auto kept = co_await commit([room](Database& db) { rows::drop_room(db, room); });
  co_return kept ? End::done : End::again;
}

asio::awaitable<Keeper::Impl::End> Keeper::Impl::leave(Doing doing) {
  const Room* const room = parts.rooms.find(doing.room);
  if (room == nullptr || room->mine != Room::Mine::joined || parts.rooms.is_named(doing.room))
    co_return End::done;
  const auto there = co_await calls::joined_members(&parts.api, doing.room);
  if (stopping) co_return End::again;
  if (!there) co_return after(there.error(), "asking who is in", doing.room);
  const bool others =
      std::ranges::any_of(*there, [&](const calls::Member& one) { return one.user != us(); });
  if (others) co_return End::done;
  const auto left = co_await calls::leave(&parts.api, doing.room, {});
  if (stopping) co_return End::again;
  if (!left && !is_done_already("leave", left.error())) {
    const End how = after(left.error(), "leaving", doing.room);
    if (how != End::done) co_return how;
  }
  log::info("matrix: left {}, where nobody else was", doing.room);
  co_return co_await drop(doing.room);
}

asio::awaitable<Keeper::Impl::End> Keeper::Impl::look(Doing doing) {
  const auto state = co_await calls::state(&parts.api, doing.room);
  if (stopping) co_return End::again;
  if (!state) {
    const End how = after(state.error(), "reading the state of", doing.room);
    if (how != End::done) co_return how;
    co_return co_await drop(doing.room);
  }
  RoomNews news;
  news.how = RoomNews::How::joined;
  news.room = doing.room;
  news.state = *state;
  Rooms::Taken taken = parts.rooms.take(std::span(&news, 1));
  const Write more = take(news, taken.changes.front().second);
  const auto kept = co_await commit([first = std::move(taken.rows), more](Database& db) {
    if (first) first(db);
    if (more) more(db);
  });
  co_return kept ? End::done : End::again;
}

// Which rooms Usher is in, as the homeserver says: some were left while it was away, others are new to this database.
asio::awaitable<Keeper::Impl::End> Keeper::Impl::count_rooms() {
  const auto joined = co_await calls::joined_rooms(&parts.api);
  if (stopping) co_return End::again;
  if (!joined) co_return after(joined.error(), "asking for the rooms of", us());
  std::vector<std::string> gone;
  parts.rooms.each([&](const Room& room) {
    if (room.mine == Room::Mine::joined && std::ranges::find(*joined, room.id) == joined->end())
      gone.push_back(room.id);
  });
  for (const std::string& room : *joined) {
    const Room* const known = parts.rooms.find(room);
    const bool as_joined =
        known != nullptr && known->mine == Room::Mine::joined && is_known(*known);
    if (!as_joined) add(Doing{What::look, room, {}, {}, {}}, false);
  }
  End how = End::done;
  for (const std::string& room : gone) {
    const End dropped = co_await drop(room);
    if (dropped != End::done) how = dropped;
  }
  co_return how;
}

}  // namespace usher::matrix
