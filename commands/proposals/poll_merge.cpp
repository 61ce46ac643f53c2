// commands/proposals/poll_merge.cpp: the rows of an ended poll become the table's. Whoever reads sees no difference.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/budget.hpp"
#include "commands/proposals/news_table.hpp"
#include "commands/proposals/poll.hpp"

namespace usher::proposals {

bool Poll::merge(const Work& work) const {
  const std::string& series = settings_.command;
  Freshness& state = work.state;
  while (true) {
    const std::size_t most = work.budget.left(cost::merged);
    if (most == 0) return false;
    const std::vector<Decision> decided = decisions(work.db, series, state.place, most);
    if (decided.empty()) return true;
    work.budget.take(decided.size() * cost::merged);
    std::vector<std::optional<Proposal>> before;
    before.reserve(decided.size());
    std::vector<Change> changes;
    changes.reserve(decided.size());
    std::vector<Change> went;  // or came; but for what only has another number
    went.reserve(decided.size());
    for (const Decision& one : decided) {
      const auto& old = before.emplace_back(row_of(work.db, series, one.number));
      if (!old && !one.after) continue;
      changes.push_back({old ? &*old : nullptr, one.after ? &*one.after : nullptr});
      if (!one.moved_to) went.push_back(changes.back());
    }
    store_changes(work.db, series, changes);
    if (state.step == Step::merging) note_gone(work.db, series, went);
    state.place = decided.back().number;
  }
}

}  // namespace usher::proposals
