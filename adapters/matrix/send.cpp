// adapters/matrix/send.cpp: from a row of the outbox to what was sent.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/send.hpp"

#include "adapters/matrix/rows.hpp"
#include "adapters/matrix/send_impl.hpp"
#include "bot/log.hpp"

#include <fmt/format.h>

#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;

Sender::Sender(Parts parts, Directs::Commit commit)
    : impl_(std::make_unique<Impl>(parts, std::move(commit))) {}
Sender::~Sender() = default;

void Sender::read_from(Database* reader) {
  impl_->reader = reader;
  impl_->asks.clear();
  if (reader != nullptr) impl_->installation = rows::account(*reader).installation;
}

asio::awaitable<std::expected<Receipt, Setback>> Sender::deliver(Pending&& pending) {
  return impl_->deliver(std::move(pending));
}

void Sender::delivered(std::int64_t row) { impl_->tries.erase(row); }

asio::awaitable<bool> Sender::say(std::string person, Doc doc, std::string once) {
  const bool said = co_await impl_->say(std::move(person), std::move(doc), std::move(once));
  co_return said;
}

void Sender::forgotten(const Person& who) { impl_->parts.buttons.forgotten(who.id); }

asio::awaitable<Sender::Impl::Delivered> Sender::Impl::deliver(Pending&& pending) {
  Goal where = goal(pending);
  if (where.people.empty()) return to_room(std::move(pending), std::move(where));
  if (is_asked_elsewhere(pending)) name_the_room(pending);
  return to_people(std::move(pending), std::move(where.people));
}

asio::awaitable<Sender::Impl::Delivered> Sender::Impl::to_people(
    Pending pending, std::vector<std::string> people
) {
  Delivered first = std::unexpected(Setback(errc::not_found));
  for (const std::string& person : people) {
    Delivered one = std::unexpected(Setback(errc::not_found));
    const auto room = co_await parts.directs.room_of(person);
    if (room) {
      Goal where;
      where.room = *room;
      one = co_await to_room(Pending(pending), std::move(where));
    } else {
      one = std::unexpected(room.error());
    }
    // What may yet become possible is tried again for all: who has it already gets nothing twice (mark.hpp).
    if (!one && is_transient(one.error().why)) co_return one;
    if (!first) first = std::move(one);
  }
  co_return first;
}

Circumstances Sender::Impl::circumstances(std::string_view room) const {
  Circumstances out;
  out.now = parts.clock.seconds();
  out.installation = installation;
  out.room = parts.rooms.find(room);
  out.can_encrypt = parts.crypto.able();
  out.us = parts.settings.identity.user;
  out.look.cities = parts.settings.cities;
  out.look.commands = &parts.commands;
  return out;
}

bool Sender::Impl::is_closed(std::string_view room) const {
  const Room* known = parts.rooms.find(room);
  return known != nullptr && known->encrypted && !parts.crypto.able();
}

// A row is large, and would be moved from frame to frame.
asio::awaitable<Sender::Impl::Delivered> Sender::Impl::to_room(Pending&& pending, Goal&& where) {
  Job job = std::make_shared<Attempt>();
  job->pending = std::move(pending);
  job->goal = std::move(where);
  return to_room(std::move(job));
}

asio::awaitable<Sender::Impl::Delivered> Sender::Impl::to_room(Job job) {
  job->plan = plan(job->pending, job->goal, circumstances(job->goal.room));
  if (job->plan.steps.empty()) {
    if (job->plan.why == errc::ok) co_return receipt(*job);
    warn(job->goal.room, job->plan.why);
    co_return std::unexpected(Setback(job->plan.why));
  }
  if (job->plan.looked_up && is_in_doubt(job->pending)) {
    auto there = co_await look_up(job);
    if (!there) co_return std::unexpected(failed(*job, there.error()));
    job->sent = std::move(*there);
  }
  if (needs_before(job->pending)) {
    const Setback ready = co_await before(job);
    if (ready.why != errc::ok) co_return std::unexpected(ready);
  }
  tried(job->pending.id);
  const auto under_way = parts.buttons.under_way(job->goal.room);
  auto refusal = co_await follow(job);
  const bool begins_none = refusal && refusal->status == 400 && refusal->errcode == "M_UNKNOWN" &&
                           !job->goal.hang.thread.empty() && job->sent.empty();
  if (begins_none) {
    job->goal.hang = without_thread(job->goal.hang);
    job->plan = plan(job->pending, job->goal, circumstances(job->goal.room));
    refusal = co_await follow(job);
  }
  if (refusal) co_return std::unexpected(failed(*job, *refusal));
  if (After rest = after(*job); !rest.rows.empty()) {
    const Setback kept = co_await keep(job, std::move(rest));
    if (kept.why != errc::ok) co_return std::unexpected(kept);
  }
  offer_buttons(*job);
  co_return receipt(*job);
}

Setback Sender::Impl::failed(const Attempt& attempt, const Refusal& refusal) {
  const Setback out = setback_of(refusal);
  if (out.why == errc::rate_limited) {
    parts.offers.limited();
  } else if (!is_transient(out.why)) {
    log::debug("matrix: {}: {} {}", describe(out.why), refusal.errcode, refusal.error);
    warn(attempt.goal.room, out.why);
  }
  return out;
}

// What an operator can mend is said once for a room.
void Sender::Impl::warn(std::string_view room, errc why) {
  constexpr std::size_t most = 1000;
  if (room.empty() || why == errc::too_large) return;
  if (warned.size() >= most) warned.clear();
  if (!warned.insert(fmt::format("{} {}", room, static_cast<int>(why))).second) return;
  const Room* known = parts.rooms.find(room);
  const bool encrypted = known != nullptr && known->encrypted;
  log::warning(
      "matrix: what is to be said in {} cannot be said there: {}.", room,
      encrypted                ? std::string_view("the room is encrypted")
      : why == errc::refused   ? std::string_view("Usher may not speak there")
      : why == errc::not_found ? std::string_view("Usher is not in that room")
                               : describe(why)
  );
}

}  // namespace usher::matrix
