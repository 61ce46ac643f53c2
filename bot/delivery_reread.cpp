// bot/delivery_reread.cpp: rows that come from the database: those of long queues, those left from before, and all of them
// after somebody was forgotten. Secret forms are in memory alone.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/delivery.hpp"
#include "bot/form.hpp"

#include <algorithm>
#include <limits>

namespace usher {

bool is_secret_form(const OutboxRow& row) {
  return row.pending.kind == Pending::Kind::open && forms::is_secret(row.pending.form);
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
    queue.newest = std::max(queue.newest, row.pending.id);
    if (pacing_.active()) queue.conversation = Pacing::conversation(row.pending.to);
    mark(id, row);
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
    whole.begun = row.begun;
    row = std::move(whole);
  }
  const std::int64_t until = all || rows.empty() ? end : rows.back().pending.id;
  secret_forms_.erase(
      secret_forms_.lower_bound({id, std::numeric_limits<std::int64_t>::min()}),
      secret_forms_.upper_bound({id, until})
  );
}

}  // namespace usher
