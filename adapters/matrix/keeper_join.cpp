// adapters/matrix/keeper_join.cpp: coming to rooms, and declining to.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/ids.hpp"
#include "adapters/matrix/keeper_impl.hpp"
#include "adapters/matrix/rows.hpp"
#include "bot/log.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;

using What = Doing::What;

namespace {

constexpr std::chrono::minutes a_minute{1}, members_for{10};
constexpr std::size_t most_rooms = 50;

std::vector<std::string> servers_in(std::string_view via) {
  std::vector<std::string> out;
  for (const std::string_view one : split(via, ','))
    if (!one.empty()) out.emplace_back(one);
  return out;
}

std::size_t hash_of(std::string_view person) { return std::hash<std::string_view>()(person); }

}  // namespace

asio::awaitable<Keeper::Impl::End> Keeper::Impl::join(Doing doing) {
  std::string room = doing.room;
  std::vector<std::string> via = servers_in(doing.via);
  if (is_room_alias(room)) {
    const auto found = co_await calls::resolve(&parts.api, room);
    if (stopping) co_return End::again;
    if (!found) {
      const End how = after(found.error(), "finding", room);
      // Somebody may give a room that name yet.
      co_return doing.why == "configured" ? End::again : how;
    }
    room = found->room;
    via = found->via;
  }
  if (doing.why == "configured" || doing.why == "child") parts.rooms.name_room(room);
  const Room* const known = parts.rooms.find(room);
  if (known != nullptr && known->mine == Room::Mine::joined) {
    // Its children stand in its state.
    if (known->space && doing.why == "configured") add(Doing{What::look, room, {}, {}, {}}, false);
    co_return End::done;
  }
  if (doing.why == "replaced") {
    std::string before;
    parts.rooms.each([&](const Room& one) {
      if (one.replaced_by == room) before = one.id;
    });
    if (!before.empty()) {
      const auto there = co_await calls::joined_members(&parts.api, before);
      if (stopping) co_return End::again;
      std::vector<std::string> people;
      if (there)
        for (const calls::Member& one : *there) people.push_back(one.user);
      for (std::string& server : via_of(people))
        if (std::ranges::find(via, server) == via.end()) via.push_back(std::move(server));
    }
  }
  const auto came = co_await calls::join(&parts.api, room, std::move(via));
  if (stopping) co_return End::again;
  if (!came && !is_done_already("join", came.error()))
    co_return after(came.error(), "joining", doing.room);
  log::info("matrix: joined {}", doing.room);
  // No batch brings the whole state of it there; nor, here, of a Space that is joined already as others see it.
  if (pushed()) add(Doing{What::look, room, {}, {}, {}}, false);
  co_return End::done;
}

int Keeper::Impl::recent_joins() {
  const sys_millis now = parts.clock.now();
  while (!joins.empty() && now - joins.front() >= a_minute) joins.pop_front();
  return static_cast<int>(joins.size());
}

asio::awaitable<Keeper::Impl::End> Keeper::Impl::invited(Doing doing) {
  const Room* const room = parts.rooms.find(doing.room);
  if (room == nullptr || room->mine != Room::Mine::invited) co_return End::done;
  const Invite invite = invite_of(*room);
  Known known{
      .settings = parts.settings,
      .named = parts.rooms.named(),
      .served = false,
      .can_read = parts.crypto.able(),
      .recent = recent_joins()
  };
  Verdict verdict = judge(invite, known);
  if (verdict.why == Verdict::Why::stranger && invite.direct) {
    const auto served = co_await is_served(invite.inviter);
    if (stopping || !served) co_return End::again;
    known.served = *served;
    known.named = parts.rooms.named();
    verdict = judge(invite, known);
  }
  if (verdict.what == Verdict::What::wait) co_return End::wait;
  if (verdict.what == Verdict::What::instead) {
    const Doing open{What::open, invite.room, invite.inviter, "invited", {}};
    const auto kept = co_await commit([open, now = parts.clock.seconds()](Database& db) {
      rows::add_doing(db, open, now);
    });
    if (stopping || !kept) co_return End::again;
    add(open, true);
  }
  if (verdict.what != Verdict::What::join) co_return co_await decline(invite.room, verdict);
  const auto came = co_await calls::join(&parts.api, invite.room, via_of({invite.inviter}));
  if (stopping) co_return End::again;
  if (!came && !is_done_already("join", came.error())) {
    const End how = after(came.error(), "joining", invite.room);
    if (how != End::done) co_return how;
    // It was taken back, or leads nowhere: it is not to lie there for ever.
    co_return co_await decline(invite.room, Verdict{Verdict::What::decline, Verdict::Why::welcome});
  }
  joins.push_back(parts.clock.now());
  log::info("matrix: joined {} at an invitation", invite.room);
  if (pushed()) add(Doing{What::look, invite.room, {}, {}, {}}, false);
  co_return End::done;
}

asio::awaitable<Keeper::Impl::End> Keeper::Impl::decline(std::string room, Verdict verdict) {
  std::string reason = reason_of(words(), verdict.why, parts.settings.contact_url);
  const auto left = co_await calls::leave(&parts.api, room, std::move(reason));
  if (stopping) co_return End::again;
  if (!left && !is_done_already("leave", left.error())) {
    const End how = after(left.error(), "declining", room);
    if (how != End::done) co_return how;
  }
  log::info("matrix: an invitation to {} was declined", room);
  co_return co_await drop(std::move(room));
}

// The rooms of the inviter's own server first: they are there most likely.
asio::awaitable<Result<bool>> Keeper::Impl::is_served(std::string person) {
  if (parts.names.seen(person)) co_return true;
  const std::size_t hash = hash_of(person);
  if (parts.clock.now() < members_until) co_return std::ranges::binary_search(members, hash);
  std::vector<std::pair<bool, std::string>> rooms;
  parts.rooms.each([&](const Room& room) {
    if (room.mine != Room::Mine::joined || room.direct || room.space) return;
    const std::string_view server = server_of(person);
    const bool far = server_of(room.alias) != server && server_of(room.inviter) != server;
    rooms.emplace_back(far, room.id);
  });
  std::ranges::sort(rooms);
  if (rooms.size() > most_rooms) rooms.resize(most_rooms);
  std::vector<std::size_t> all;
  for (const auto& [far, room] : rooms) {
    const auto there = co_await calls::joined_members(&parts.api, room);
    if (stopping) co_return std::unexpected(errc::cancelled);
    if (!there) {
      if (after(there.error(), "asking who is in", room) == End::done) continue;
      co_return std::unexpected(there.error().why);
    }
    bool found = false;
    for (const calls::Member& one : *there) {
      all.push_back(hash_of(one.user));
      found = found || one.user == person;
    }
    if (found) co_return true;
  }
  std::ranges::sort(all);
  members = std::move(all);
  members_until = parts.clock.now() + members_for;
  co_return false;
}

}  // namespace usher::matrix
