// adapters/slack/send_lookup.cpp: finding out what is there already, so that nothing public is said twice.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/send.hpp"
#include "bot/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace usher::slack {

namespace asio = boost::asio;
namespace {

constexpr std::size_t most_doubts = 4000;
constexpr std::chrono::hours longest_wait{24};  // Delivery::Limits::max_age, of all but reports

}  // namespace

// When the row was made: nothing of it can be older. In a room, when the oldest was that is in doubt there and not given up
// yet, so that one reading does for all.
sys_seconds Sender::created(const Pending& pending, sys_seconds otherwise) {
  if (reader_ == nullptr) return otherwise;
  try {
    const Place& at = pending.to.place;
    auto found = at.room.empty()
                     ? reader_->query("SELECT created FROM outbox WHERE id=?", pending.id)
                     : reader_->query(
                           "SELECT min(created) FROM outbox WHERE dead=0 AND (id=? OR (space=? AND "
                           "room=? AND uncertain=1 AND created>=?))",
                           pending.id, at.space, at.room, clock_.seconds() - longest_wait
                       );
    return found.next() && !found.is_null(0) ? found.time(0) : otherwise;
  } catch (const DatabaseError& error) {
    log::warning("slack: a row's age could not be read: {}", error.what());
    return otherwise;
  }
}

// The attempt may have reached Slack although nobody said so.
void Sender::in_doubt(std::int64_t row, errc why) {
  if (why != errc::uncertain && why != errc::timed_out && why != errc::bug) return;
  doubts_.insert_or_assign(row, clock_.now());
  if (doubts_.size() > most_doubts) doubts_.erase(doubts_.begin());
}

// What may have been sent a moment ago needs a moment to be seen: a request of a process that was killed may still be on
// its way when the next one looks. Waits for it; what was read from then on shows what is there.
asio::awaitable<sys_millis> Sender::settle(std::int64_t row) {
  const auto doubt = doubts_.find(row);
  // Else another process may have sent it, until this one began.
  const bool ours = doubt != doubts_.end();
  const sys_millis since = ours ? doubt->second : started_;
  const sys_millis until = since + settings_.settle;
  if (const sys_millis now = clock_.now(); now < until) {
    asio::steady_timer timer(
        co_await asio::this_coro::executor, clock_.real(std::min(until - now, settings_.settle))
    );
    [[maybe_unused]] const auto woken =
        co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
  }
  // Timers wake by another clock, a millisecond too early by this one.
  const sys_millis seen = std::min(until, clock_.now());
  co_return ours ? std::max(seen, since + std::chrono::milliseconds(1)) : seen;
}

// Fills job->sent with the parts of this course that are there. done: it is known now what is there and what is not.
asio::awaitable<Sender::Ended> Sender::look_up(Job job, std::size_t course) {
  const Pending& pending = job->pending;
  const std::optional<Lookup>& where = job->plan.courses[course].lookup;
  if (!pending.uncertain || !where) co_return Ended{};
  // Where Usher may not look, there or at all, nothing is said a second time: what comes after is another way.
  const auto unseen = [this](const Refusal& refusal) {
    warn(refusal);
    const bool for_now = is_transient(refusal.why) || refusal.why == errc::unauthorized ||
                         refusal.why == errc::malformed;
    return Ended{for_now ? Ended::How::failed : Ended::How::gave_way, aside(refusal)};
  };
  const sys_millis not_before = co_await settle(pending.id);
  std::string channel = where->channel;
  if (!where->open.empty()) {
    auto opened = co_await conversation(where->open);
    if (!opened) co_return unseen(opened.error());
    channel = *opened;
  }
  const auto seen = co_await lookups_.read(
      {.channel = channel,
       .thread = where->thread,
       .installation = installation_,
       .oldest = created(pending, where->oldest),
       .not_before = not_before}
  );
  if (!seen) co_return unseen(seen.error());
  const Lookups::Rows& rows = (*seen)->rows;
  if (const auto mine = rows.find(pending.id); mine != rows.end()) {
    job->sent.insert(mine->second.begin(), mine->second.end());
    job->channel = channel;
    job->thread = where->thread;
  }
  co_return Ended{};
}

// Who answers first stands in the room, or in the thread below what was said. All that Slack brings again at one time shares
// a reading: it is not asked once for each event.
asio::awaitable<Result<bool>> Sender::answered(Place at, std::string event, sys_seconds since) {
  if (at.room.empty()) co_return false;
  Lookups::Question question{
      .channel = at.room, .thread = at.thread, .oldest = since, .not_before = clock_.now()
  };
  const auto there = co_await lookups_.answers(question);
  if (!there && there.error().error == "thread_not_found") co_return false;
  if (!there) co_return std::unexpected(there.error().why);
  if ((*there)->events.contains(event)) co_return true;
  // "C0123/1712345678.000100".
  const auto slash = event.find('/');
  if (!at.thread.empty() || slash == std::string::npos) co_return false;
  question.thread = event.substr(slash + 1);
  if ((*there)->alone.contains(question.thread)) co_return false;
  const auto below = co_await lookups_.answers(question);
  if (!below && below.error().error == "thread_not_found") co_return false;
  if (!below) co_return std::unexpected(below.error().why);
  co_return (*below)->events.contains(event);
}

}  // namespace usher::slack
