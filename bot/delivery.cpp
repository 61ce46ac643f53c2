// bot/delivery.cpp: the order of things, back-off, pacing and holds. No I/O, no clock, no chance of its own.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/delivery.hpp"

#include "bot/form.hpp"
#include "bot/net/backoff.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

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
// What a platform's limit counts, as near as can be told from here.
int method_of(const Pending& pending) {
  using Kind = Pending::Kind;
  const Kind kind = pending.kind == Kind::correction ? Kind::post : pending.kind;
  return static_cast<int>(kind) * 8 + static_cast<int>(pending.audience);
}

// How long a queue rests when the database could not be asked.
constexpr std::chrono::seconds rest{1};

bool is_refused_edit(const Pending& pending, errc why) {
  return pending.kind == Pending::Kind::edit &&
         (why == errc::unsupported || why == errc::refused || why == errc::not_found);
}

// What of a try's end may be mended by who runs the bot: a token, a certificate, a program.
bool may_be_mended(errc why) {
  return why == errc::unauthorized || why == errc::tls_failed || why == errc::bug;
}

}  // namespace

bool is_secret_form(const OutboxRow& row) {
  return row.pending.kind == Pending::Kind::open && forms::is_secret(row.pending.form);
}

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
  queue.pace = row.pending.to.place.room;
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

void Delivery::loaded(std::int64_t id, std::vector<OutboxRow> rows, int asked) {
  const auto it = queues_.find(id);
  if (it == queues_.end()) return;
  Queue& queue = it->second;
  queue.loading = false;
  queue.behind = rows.size() >= static_cast<std::size_t>(asked);
  complete(id, rows, !queue.behind);
  for (OutboxRow& row : rows) {
    queue.last = row.pending.id;
    queue.pace = row.pending.to.place.room;
    queue.rows.push_back(std::move(row));
    ++held_;
  }
  list(id, queue);
}

void Delivery::load_failed(std::int64_t id, sys_millis now) {
  const auto it = queues_.find(id);
  if (it == queues_.end()) return;
  it->second.loading = false;
  it->second.due = now + rest;
  park(id, it->second);
}

void Delivery::claim_failed(std::int64_t id, sys_millis now) {
  Queue& queue = queues_.at(id);
  queue.flying = false;
  --flying_[queue.budget];
  queue.due = now + rest;
  park(id, queue);
}

Delivery::Verdict Delivery::finished(
    std::int64_t id, const std::expected<Receipt, Setback>& result, sys_millis now, double random01
) {
  Queue& queue = queues_.at(id);
  queue.flying = false;
  --flying_[queue.budget];
  OutboxRow& row = queue.rows.front();
  Verdict verdict{.id = row.pending.id, .tries = row.tries};
  if (result) {
    pop(id);
    return verdict;
  }
  const Setback& setback = result.error();
  verdict.why = setback.why;
  if (is_refused_edit(row.pending, setback.why)) {
    row.pending.kind = Pending::Kind::correction;
    verdict.what = Verdict::What::corrected;
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
  row.due = now + std::max(setback.retry_after, jitter);
  if (limited) {
    sys_millis& hold = holds_[method_of(row.pending)];
    hold = std::max(hold, now + setback.retry_after);
  }
  row.pending.uncertain = row.pending.uncertain || setback.why == errc::uncertain ||
                          setback.why == errc::timed_out || setback.why == errc::bug;
  verdict.what = Verdict::What::retry;
  verdict.due = row.due;
  verdict.uncertain = row.pending.uncertain;
  list(id, queue);
  return verdict;
}

void Delivery::drop(std::int64_t id) {
  Queue& queue = queues_.at(id);
  queue.flying = false;
  --flying_[queue.budget];
  pop(id);
}

void Delivery::forget_all() {
  for (auto& [id, queue] : queues_) {
    const std::size_t keep = queue.flying ? 1 : 0;
    queue.doubtful = queue.flying;
    // Not from the beginning: that a row before these was delivered may not have reached the disk yet.
    if (!queue.rows.empty()) queue.last = queue.rows.front().pending.id - (queue.flying ? 0 : 1);
    for (std::size_t i = keep; i < queue.rows.size(); ++i) postpone(std::move(queue.rows[i]));
    held_ -= queue.rows.size() - keep;
    queue.rows.erase(queue.rows.begin() + static_cast<std::ptrdiff_t>(keep), queue.rows.end());
    queue.behind = true;
    list(id, queue);
  }
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
      if (limits_.per_second > 0 && queue.lane != Lane::report && is_paced(queue.rows.front()))
        paces_[queue.pace].tokens -= 1;
      queue.flying = true;
      queue.budget = budget;
      ++flying_[budget];
      return Start{id, queue.rows.front(), queue.doubtful};
    }
  }
  if (!parked_.empty()) return Wait{parked_.begin()->first};
  return Idle{};
}

bool Delivery::settled(sys_millis now) const {
  if (awaiting_) return true;
  const bool nothing_ready =
      std::ranges::all_of(ready_, [](const auto& lane) { return lane.empty(); });
  const bool loading =
      std::ranges::any_of(queues_, [](const auto& entry) { return entry.second.loading; });
  return in_flight() == 0 && nothing_ready && !loading &&
         (parked_.empty() || parked_.begin()->first > now);
}

void Delivery::list(std::int64_t id, Queue& queue) {
  if (queue.listed || queue.flying || queue.loading) return;
  queue.listed = true;
  ready_[rank(queue)].push_back(id);
}

void Delivery::park(std::int64_t id, Queue& queue) {
  queue.listed = true;  // in parked_, which wake() empties
  parked_.emplace(queue.due, id);
}

void Delivery::wake(sys_millis now) {
  while (!parked_.empty() && parked_.begin()->first <= now) {
    const std::int64_t id = parked_.begin()->second;
    parked_.erase(parked_.begin());
    ready_[rank(queues_.at(id))].push_back(id);
  }
}

sys_millis Delivery::not_before(const Queue& queue, sys_millis now) {
  const OutboxRow& row = queue.rows.front();
  sys_millis at = row.due;
  const auto hold = holds_.find(method_of(row.pending));
  if (hold != holds_.end()) {
    at = std::max(at, hold->second);
    if (hold->second <= now) holds_.erase(hold);
  }
  if (limits_.per_second <= 0 || queue.lane == Lane::report || !is_paced(row) || at > now)
    return at;
  Pace& pace = paces_.try_emplace(queue.pace, Pace{limits_.burst, now}).first->second;
  const double passed = static_cast<double>((now - pace.at).count()) / 1000.0;
  pace.tokens = std::min(limits_.burst, pace.tokens + std::max(passed, 0.0) * limits_.per_second);
  pace.at = now;
  if (pace.tokens >= 1) return at;
  const double missing = (1 - pace.tokens) / limits_.per_second;
  return now + std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil(missing * 1000.0)));
}

void Delivery::pop(std::int64_t id) {
  Queue& queue = queues_.at(id);
  queue.rows.pop_front();
  queue.doubtful = false;
  --held_;
  list(id, queue);  // the next one, or the end of the queue
}

// The row is read from the database when its turn comes; what is not there stays here meanwhile.
void Delivery::postpone(OutboxRow row) {
  if (!is_secret_form(row)) return;
  const std::pair key(row.queue, row.pending.id);
  secret_forms_.insert_or_assign(key, std::move(row));
}

// Puts the secret forms in the place of what stands for them, and lets go of those whose rows are gone. all: up to the end
// of the queue.
void Delivery::complete(std::int64_t id, std::vector<OutboxRow>& rows, bool all) {
  constexpr auto end = std::numeric_limits<std::int64_t>::max();
  for (OutboxRow& row : rows) {
    const auto form = secret_forms_.find({id, row.pending.id});
    if (form == secret_forms_.end()) continue;
    OutboxRow whole = std::move(form->second);
    whole.tries = row.tries;
    whole.due = row.due;
    whole.pending.uncertain = row.pending.uncertain;
    row = std::move(whole);
  }
  const std::int64_t until = all || rows.empty() ? end : rows.back().pending.id;
  secret_forms_.erase(
      secret_forms_.lower_bound({id, std::numeric_limits<std::int64_t>::min()}),
      secret_forms_.upper_bound({id, until})
  );
}

}  // namespace usher
