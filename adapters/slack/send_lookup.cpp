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

constexpr int most_pages_of_answers = 2;

}  // namespace

// When the row was made: nothing of it can be older. In a room, when the oldest was that waits for it, so that one reading
// does for all.
sys_seconds Sender::created(const Pending& pending, sys_seconds otherwise) {
  if (reader_ == nullptr) return otherwise;
  try {
    const Place& at = pending.to.place;
    auto found = at.room.empty()
                     ? reader_->query("SELECT created FROM outbox WHERE id=?", pending.id)
                     : reader_->query(
                           "SELECT min(created) FROM outbox WHERE space=? AND room=? AND dead=0",
                           at.space, at.room
                       );
    return found.next() && !found.is_null(0) ? found.time(0) : otherwise;
  } catch (const DatabaseError& error) {
    log::warning("slack: a row's age could not be read: {}", error.what());
    return otherwise;
  }
}

// What may have been sent a moment ago needs a moment to be seen: a request of a process that was killed may still be on
// its way when the next one looks.
asio::awaitable<void> Sender::settle(std::int64_t row) {
  const auto doubt = doubts_.find(row);
  const sys_millis until = (doubt != doubts_.end() ? doubt->second : started_) + settings_.settle;
  const sys_millis now = clock_.now();
  if (now >= until) co_return;
  asio::steady_timer timer(
      co_await asio::this_coro::executor, clock_.real(std::min(until - now, settings_.settle))
  );
  [[maybe_unused]] const auto woken =
      co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
}

// Fills job->sent with the parts that are there. ok: it is known now what is there and what is not.
asio::awaitable<Setback> Sender::look_up(Job job) {
  co_await settle(job->pending.id);
  const Lookup& where = *job->plan.lookup;
  std::string channel = where.channel;
  if (!where.open.empty()) {
    auto opened = co_await conversation(where.open);
    if (!opened) co_return Setback(opened.error().why, opened.error().retry_after);
    channel = *opened;
  }
  const auto doubt = doubts_.find(job->pending.id);
  // What was read since this process began shows what another one had sent; of its own attempt, what was read after that.
  const sys_millis not_before =
      doubt != doubts_.end() ? doubt->second + std::chrono::milliseconds(1) : started_;
  const auto rows = co_await lookups_.read(
      channel, where.thread, installation_, created(job->pending, where.oldest), not_before
  );
  if (!rows) {
    const Refusal& refusal = rows.error();
    warn(where.thread.empty() ? "conversations.history" : "conversations.replies", refusal);
    // A thread whose root is gone: nothing can be there.
    if (refusal.error == "thread_not_found") co_return Setback(errc::ok);
    if (refusal.why != errc::not_found) co_return Setback(refusal.why, refusal.retry_after);
    // Usher is not in that room and cannot see what is there: it is not said there a second time.
    std::erase_if(job->plan.courses, [](const Course& course) {
      return course.sort == Reference::Sort::posted;
    });
    if (job->plan.courses.empty()) job->plan.why = errc::not_found;
    co_return Setback(errc::ok);
  }
  if (const auto mine = (*rows)->find(job->pending.id); mine != (*rows)->end()) {
    job->sent.insert(mine->second.begin(), mine->second.end());
    job->channel = channel;
    job->thread = where.thread;
  }
  co_return Setback(errc::ok);
}

asio::awaitable<Result<bool>> Sender::answered(Place at, std::string event, sys_seconds since) {
  // "C0123/1712345678.000100": an answer may stand in the thread below it as well.
  const auto slash = event.find('/');
  std::vector<std::string> threads;
  if (!at.thread.empty())
    threads.push_back(at.thread);
  else if (slash != std::string::npos)
    threads = {std::string(), event.substr(slash + 1)};
  else
    threads.emplace_back();
  if (at.room.empty()) co_return false;
  for (const std::string& thread : threads) {
    std::string cursor;
    for (int i = 0; i < most_pages_of_answers; ++i) {
      auto page = co_await lookups_.page(at.room, thread, since, std::move(cursor));
      if (!page && page.error().error == "thread_not_found") break;
      if (!page) co_return std::unexpected(page.error().why);
      for (const Found& one : page->found)
        if (one.mark.event == event) co_return true;
      cursor = std::move(page->cursor);
      if (cursor.empty()) break;
    }
  }
  co_return false;
}

}  // namespace usher::slack
