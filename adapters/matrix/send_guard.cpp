// adapters/matrix/send_guard.cpp: whether a room is what a post's guard asks for, asked of the homeserver right before it is
// sent.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/common/look.hpp"
#include "adapters/matrix/ids.hpp"
#include "adapters/matrix/send_impl.hpp"

#include <algorithm>
#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;

// A word of a room's state; empty where the room has no such event.
asio::awaitable<std::expected<std::string, Refusal>> Sender::Impl::state_word(
    std::string room, std::string type, std::string field
) {
  const auto content = co_await calls::state_of(&parts.api, room, type, "");
  if (content) co_return std::string(look::text(*content, field));
  if (content.error().why == errc::not_found) co_return std::string();
  co_return std::unexpected(content.error());
}

asio::awaitable<Setback> Sender::Impl::guard(Job job) {
  const Guard& wanted = job->pending.guard;
  const std::string& room = job->goal.room;
  if (!parts.crypto.able()) {
    // The event alone, whatever it holds: a room with one is encrypted for ever.
    const auto encryption = co_await calls::state_of(&parts.api, room, "m.room.encryption", "");
    if (encryption) {
      warn(room, errc::unsupported);
      co_return Setback(wanted.empty() ? errc::unsupported : errc::guard_failed);
    }
    if (encryption.error().why != errc::not_found) co_return failed(*job, encryption.error());
  }
  if (wanted.is_private) {
    const auto rule = co_await state_word(room, "m.room.join_rules", "join_rule");
    if (!rule) co_return failed(*job, rule.error());
    const auto readable =
        co_await state_word(room, "m.room.history_visibility", "history_visibility");
    if (!readable) co_return failed(*job, readable.error());
    const auto guests = co_await state_word(room, "m.room.guest_access", "guest_access");
    if (!guests) co_return failed(*job, guests.error());
    const bool closed = *rule == "invite" || *rule == "knock";
    if (!closed || *readable == "world_readable" || *guests == "can_join")
      co_return Setback(errc::guard_failed);
  }
  if (!wanted.not_shared && wanted.members.empty()) co_return Setback(errc::ok);
  const Setback members = co_await only_members(room, wanted);
  if (members.why == errc::rate_limited) parts.offers.limited();
  co_return members;
}

asio::awaitable<Setback> Sender::Impl::only_members(std::string room, Guard wanted) {
  const Identity& us = parts.settings.identity;
  const auto members = co_await calls::joined_members(&parts.api, room);
  if (!members) co_return setback_of(members.error());
  for (const calls::Member& member : *members) {
    if (member.user == us.user) continue;
    const bool named = wanted.members.empty() ||
                       std::ranges::find(wanted.members, member.user) != wanted.members.end();
    const bool shared = wanted.not_shared && server_of(member.user) != us.server;
    if (!named || shared) co_return Setback(errc::guard_failed);
  }
  co_return Setback(errc::ok);
}

}  // namespace usher::matrix
