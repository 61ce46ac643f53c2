// adapters/matrix/send_after.cpp: what is written down before and after a message is there.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/rows.hpp"
#include "adapters/matrix/send_impl.hpp"
#include "bot/log.hpp"

#include <algorithm>
#include <utility>

namespace usher::matrix {

namespace asio = boost::asio;

namespace {

constexpr std::size_t most_rooms = 4096;

bool is_post(const Pending& pending) {
  return pending.kind == Pending::Kind::post || pending.kind == Pending::Kind::correction;
}

bool is_guarded(const Pending& pending) {
  return pending.kind != Pending::Kind::retract &&
         (!pending.guard.empty() || pending.sealed || pending.lane == Lane::report);
}

// The message that its buttons stand under: the last.
std::string offering(const Pending& pending, const std::map<int, std::string>& sent) {
  if (!sent.empty()) return sent.rbegin()->second;
  if (pending.replace_original) return Way::of(pending.route).event;
  const auto events = read_reference(pending.ref);
  return pending.kind == Pending::Kind::edit && !events.empty() ? events.back() : std::string();
}

}  // namespace

// Read once: nobody else changes it while the adapter runs.
bool Sender::Impl::asks_secret(const std::string& room) {
  if (const auto known = asks.find(room); known != asks.end()) return known->second;
  const Room* where = parts.rooms.find(room);
  if (where != nullptr && !where->direct) return false;
  bool out = false;
  try {
    out = reader != nullptr && rows::asks_secret(*reader, room);
  } catch (const DatabaseError& error) {
    log::warning("matrix: whether a secret is asked for could not be read: {}", error.what());
    return true;  // then it is written, whatever it is
  }
  if (asks.size() >= most_rooms) asks.clear();
  asks.emplace(room, out);
  return out;
}

// The guard last: nothing is between it and the message but the way to the homeserver.
bool Sender::Impl::needs_before(const Pending& pending) {
  return (pending.secret_question && is_post(pending)) || is_guarded(pending);
}

asio::awaitable<Setback> Sender::Impl::before(Job job) {
  const Pending& pending = job->pending;
  const std::string& room = job->goal.room;
  if (pending.secret_question && is_post(pending)) {
    const Result<void> kept =
        co_await commit([room](Database& db) { rows::mark_secret(db, room, true); });
    if (!kept) co_return Setback(kept.error());
    asks.insert_or_assign(room, true);
  }
  if (!is_guarded(pending)) co_return Setback(errc::ok);
  const Setback kept = co_await guard(job);
  co_return kept;
}

Sender::Impl::After Sender::Impl::after(const Attempt& attempt) {
  const Pending& pending = attempt.pending;
  const std::string& room = attempt.goal.room;
  After out;
  const std::string event = offering(pending, attempt.sent);
  if (!event.empty()) {
    if (Write one = parts.buttons.keep(pending, room, event, parts.clock.seconds()))
      out.rows.push_back(std::move(one));
  }
  out.secret_is_over = is_post(pending) && !pending.secret_question && asks_secret(room);
  if (out.secret_is_over)
    out.rows.emplace_back([room](Database& db) { rows::mark_secret(db, room, false); });
  return out;
}

asio::awaitable<Setback> Sender::Impl::keep(Job job, After after) {
  const Result<void> kept = co_await commit([rows = std::move(after.rows)](Database& db) {
    for (const Write& one : rows) one(db);
  });
  // The message is there: another attempt finds it under its transaction id, and writes then.
  if (!kept) co_return Setback(kept.error());
  // As it was when the rows were made: a question may have been asked there since.
  if (after.secret_is_over) asks.insert_or_assign(job->goal.room, false);
  co_return Setback(errc::ok);
}

void Sender::Impl::offer_buttons(const Attempt& attempt) {
  const std::string& room = attempt.goal.room;
  const std::size_t buttons = Buttons::offered(attempt.pending.doc).size();
  if (buttons == 0 || !parts.settings.reactions) return;
  const Room* where = parts.rooms.find(room);
  const bool may_react = where == nullptr || (where->can.react && !where->encrypted);
  const std::string event = offering(attempt.pending, attempt.sent);
  if (may_react && !event.empty()) parts.offers.offer(room, event, std::min(buttons, most_keycaps));
}

Receipt Sender::Impl::receipt(const Attempt& attempt) const {
  const Pending& pending = attempt.pending;
  Receipt out{pending.to.place, pending.ref};
  out.at.space = parts.settings.identity.space();
  out.at.room = attempt.goal.room;
  if (!is_post(pending)) return out;
  out.at.thread = attempt.goal.hang.thread;
  std::vector<std::string> events;
  events.reserve(attempt.sent.size());
  for (const auto& [part, event] : attempt.sent) events.push_back(event);
  if (events.empty() && pending.replace_original) events.push_back(Way::of(pending.route).event);
  out.ref = write_reference(events);
  return out;
}

}  // namespace usher::matrix
