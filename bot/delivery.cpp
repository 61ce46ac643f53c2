// bot/delivery.cpp: the order of things: whose turn it is, and what rests. No I/O, no clock, no chance of its own.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/delivery.hpp"

#include <algorithm>

namespace usher {

namespace {

std::size_t index(Lane lane) { return static_cast<std::size_t>(lane); }
// Whose places it takes: a form or a report never waits for what is stuck.
std::size_t budget_of(std::size_t rank) {
  return rank <= 1 + static_cast<std::size_t>(Lane::report) ? 1 : 0;
}
bool is_form(const OutboxRow& row) { return row.pending.kind == Pending::Kind::open; }
bool is_paced(const OutboxRow& row) {
  return !is_form(row) && row.pending.kind != Pending::Kind::home;
}

}  // namespace

std::size_t Delivery::rank(const Queue& queue) {
  return !queue.rows.empty() && is_form(queue.rows.front()) ? 0 : 1 + index(queue.lane);
}

void Delivery::backlog(std::span<const std::pair<std::int64_t, Lane>> queues) {
  awaiting_ = false;
  for (const auto& [id, lane] : queues) behind(id, lane, 0);
}

void Delivery::add(OutboxRow row) {
  const std::int64_t id = row.queue;
  Queue& queue = queues_[id];
  queue.lane = row.pending.lane;
  queue.newest = std::max(queue.newest, row.pending.id);
  if (pacing_.active()) queue.conversation = Pacing::conversation(row.pending.to);
  mark(id, row);
  // Those before it in this queue have been handed out, also where that is not on the disk yet: they are not read again.
  if (!awaiting_ && !queue.behind && queue.rows.empty())
    queue.last = std::max(queue.last, row.pending.id - 1);
  if (awaiting_ || queue.behind || queue.rows.size() >= limits_.in_queue ||
      (held_ >= limits_.in_memory && !is_form(row))) {
    queue.behind = true;  // read from the database when its turn comes, in order
    postpone(std::move(row));
  } else {
    queue.last = row.pending.id;
    queue.rows.push_back(std::move(row));
    ++held_;
  }
  list(id, queue);
}

void Delivery::behind(std::int64_t id, Lane lane, std::int64_t after) {
  Queue& queue = queues_[id];
  queue.lane = lane;
  queue.behind = true;
  queue.last = std::max(queue.last, after);
  list(id, queue);
}

Delivery::Action Delivery::next(sys_millis now) {
  if (awaiting_) return Idle{};
  wake(now);
  for (std::size_t at_rank = 0; at_rank < ranks; ++at_rank) {
    std::deque<std::int64_t>& ready = ready_[at_rank];
    const std::size_t budget = budget_of(at_rank);
    while (!ready.empty() && flying_[budget] < limits_.parallel) {
      const std::int64_t id = ready.front();
      ready.pop_front();
      Queue& queue = queues_.at(id);
      queue.listed = false;
      if (queue.rows.empty()) {
        if (!queue.behind) {
          queues_.erase(id);
          continue;
        }
        queue.loading = true;
        return Load{id, queue.last, static_cast<int>(limits_.in_queue)};
      }
      const sys_millis at = not_before(queue, now);
      if (at > now) {
        queue.due = at;
        park(id, queue);
        continue;
      }
      if (account_ && !account_->may_begin(now, in_flight())) {
        queue.listed = true;
        ready.push_front(id);
        return until(account_->not_before(now, in_flight()));
      }
      if (queue.lane != Lane::report && is_paced(queue.rows.front()))
        pacing_.take(queue.conversation);
      queue.flying = queue.moved = true;
      queue.budget = budget;
      ++flying_[budget];
      Start start{id, queue.rows.front(), queue.doubtful};
      queue.rows.front().begun = true;
      return start;
    }
  }
  return until(sys_millis::max());
}

// Nothing may begin now: at the latest then it is looked at again; max: when an attempt has ended.
Delivery::Action Delivery::until(sys_millis at) const {
  if (!parked_.empty()) at = std::min(at, parked_.begin()->first);
  if (at == sys_millis::max()) return Idle{};
  return Wait{at};
}

bool Delivery::settled(sys_millis now) const {
  if (awaiting_) return true;
  const bool nothing_ready =
      std::ranges::all_of(ready_, [](const auto& lane) { return lane.empty(); });
  const bool loading =
      std::ranges::any_of(queues_, [](const auto& entry) { return entry.second.loading; });
  const bool held = account_ && !account_->may_begin(now, in_flight());
  return in_flight() == 0 && (nothing_ready || held) && !loading &&
         (parked_.empty() || parked_.begin()->first > now);
}

void Delivery::list(std::int64_t id, Queue& queue) {
  if (queue.listed || queue.flying || queue.loading) return;
  queue.listed = true;
  ready_[rank(queue)].push_back(id);
}

void Delivery::park(std::int64_t id, Queue& queue) {
  queue.listed = queue.parked = true;  // in parked_, which wake() empties
  parked_.emplace(queue.due, id);
}

void Delivery::wake(sys_millis now) {
  while (!parked_.empty() && parked_.begin()->first <= now) {
    const std::int64_t id = parked_.begin()->second;
    parked_.erase(parked_.begin());
    Queue& queue = queues_.at(id);
    queue.parked = false;
    ready_[rank(queue)].push_back(id);
  }
}

sys_millis Delivery::not_before(const Queue& queue, sys_millis now) {
  const OutboxRow& row = queue.rows.front();
  const sys_millis at = std::max(row.due, holds_.not_before(row.pending, queue.lane, now));
  if (queue.lane == Lane::report || !is_paced(row) || at > now) return at;
  return pacing_.not_before(queue.conversation, now);
}

void Delivery::mark(std::int64_t id, const OutboxRow& row) {
  if (row.begun && !row.pending.uncertain) marked_.insert(id);
}

std::vector<outbox::Span> Delivery::resting(bool all) {
  std::vector<outbox::Span> out;
  if (awaiting_) return out;  // what the database has from before is not known for uncertain yet
  for (auto it = marked_.begin(); it != marked_.end() && out.size() < most_resting;) {
    const auto found = queues_.find(*it);
    if (found == queues_.end()) {
      it = marked_.erase(it);
      continue;
    }
    Queue& queue = found->second;
    // What is being read may come with the mark that is taken away here; what moves will have its turn soon.
    const bool moves = std::exchange(queue.moved, false) && !queue.parked;
    if (queue.loading || (moves && !all)) {
      ++it;
      continue;
    }
    outbox::Span rows{*it, queue.last + 1, queue.newest};
    if (!queue.rows.empty()) {
      const OutboxRow& front = queue.rows.front();
      const bool unknown = queue.flying || front.pending.uncertain;
      rows.first = front.pending.id + (unknown ? 1 : 0);
      for (std::size_t i = unknown ? 1 : 0; i < queue.rows.size(); ++i) queue.rows[i].begun = false;
    }
    if (rows.first <= rows.last) out.push_back(rows);
    it = marked_.erase(it);
  }
  return out;
}

}  // namespace usher
