// bot/delivery_ends.cpp: what an attempt's end means: delivered, tried again later, or given up.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/delivery.hpp"
#include "bot/net/backoff.hpp"

#include <algorithm>

namespace usher {

namespace {

bool is_refused_edit(const Pending& pending, errc why) {
  return pending.kind == Pending::Kind::edit &&
         (why == errc::unsupported || why == errc::refused || why == errc::not_found);
}

// What of a try's end may be mended by who runs the bot: a token, a certificate, a program.
bool may_be_mended(errc why) {
  return why == errc::unauthorized || why == errc::tls_failed || why == errc::bug;
}

}  // namespace

void Delivery::land(Queue& queue) {
  queue.flying = false;
  --flying_[queue.budget];
}

void Delivery::claim_failed(std::int64_t id, sys_millis now) {
  Queue& queue = queues_.at(id);
  land(queue);
  mark(id, queue.rows.front());
  queue.rows.front().begun = false;  // as far as is known
  queue.due = now + rest;
  park(id, queue);
}

Delivery::Verdict Delivery::finished(
    std::int64_t id, const std::expected<Receipt, Setback>& result, sys_millis now, double random01
) {
  Queue& queue = queues_.at(id);
  land(queue);
  OutboxRow& row = queue.rows.front();
  Verdict verdict{.id = row.pending.id, .tries = row.tries};
  if (result) {
    if (account_) account_->went_through(now);
    verdict.row = std::move(row);
    pop(id);
    return verdict;
  }
  const Setback& setback = result.error();
  verdict.why = setback.why;
  if (is_refused_edit(row.pending, setback.why)) {
    row.pending.kind = Pending::Kind::correction;
    verdict.what = Verdict::What::corrected;
    mark(id, row);
    list(id, queue);
    return verdict;
  }
  const bool limited = setback.why == errc::rate_limited;
  if (!limited) ++row.tries;
  verdict.tries = row.tries;
  const bool report = queue.lane == Lane::report;
  const bool too_often = row.tries >= limits_.max_tries || now - row.created > limits_.max_age;
  const bool repeatable = is_transient(setback.why) || may_be_mended(setback.why);
  if (report ? setback.why == errc::guard_failed : !repeatable || too_often) {
    verdict.what = Verdict::What::dead;
    if (is_transient(setback.why)) verdict.why = errc::gave_up;
    pop(id);
    return verdict;
  }
  const auto jitter =
      net::full_jitter(row.tries - 1, limits_.retry_base, limits_.retry_cap, random01);
  // A platform that says when is taken at its word.
  const bool said = limited && setback.retry_after > std::chrono::milliseconds(0);
  row.due = now + (said ? setback.retry_after + Holds::start_after(queue.lane)
                        : std::max(setback.retry_after, jitter));
  if (limited && !setback.alone && account_) {
    // The account waits, and then whatever is most urgent goes first: this row has no moment of its own.
    account_->limited(now, setback.retry_after);
    row.due = now;
    list_again(id, queue);
  } else if (limited && !setback.alone) {
    holds_.hold(row.pending, now + setback.retry_after);
  }
  row.pending.uncertain = row.pending.uncertain || setback.why == errc::uncertain ||
                          setback.why == errc::timed_out || setback.why == errc::bug;
  mark(id, row);
  if (setback.why == errc::bug) row.begun = false;  // it may have ended before outbox::begin() did
  verdict.what = Verdict::What::retry;
  verdict.due = row.due;
  verdict.uncertain = row.pending.uncertain;
  list(id, queue);
  return verdict;
}

// Where it stood, before those of its rank that came later.
void Delivery::list_again(std::int64_t id, Queue& queue) {
  queue.listed = true;
  std::deque<std::int64_t>& ready = ready_[rank(queue)];
  const std::int64_t row = queue.rows.front().pending.id;
  const auto later = std::ranges::find_if(ready, [&](std::int64_t other) {
    const Queue& at = queues_.at(other);
    return !at.rows.empty() && at.rows.front().pending.id > row;
  });
  ready.insert(later, id);
}

void Delivery::drop(std::int64_t id) {
  Queue& queue = queues_.at(id);
  land(queue);
  pop(id);
}

void Delivery::pop(std::int64_t id) {
  Queue& queue = queues_.at(id);
  queue.rows.pop_front();
  queue.doubtful = false;
  --held_;
  list(id, queue);  // the next one, or the end of the queue
}

}  // namespace usher
