// commands/proposals/poll_start.cpp: what is known before the first poll, and when that is.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/search.hpp"
#include "commands/proposals/budget.hpp"
#include "commands/proposals/index.hpp"
#include "commands/proposals/poll.hpp"
#include "commands/proposals/reading.hpp"

#include <algorithm>

namespace usher::proposals {

std::vector<Change> compare(const Shelf& before, const Shelf& after) {
  std::vector<Change> changes;
  for (const Proposal& old : before.proposals)
    if (after.find(old.number) == nullptr) changes.push_back({&old, nullptr});
  for (const Proposal& now : after.proposals) {
    const Proposal* old = before.find(now.number);
    if (old == nullptr || *old != now) changes.push_back({old, &now});
  }
  return changes;
}

std::vector<Effect> Poll::start(Database& db, sys_seconds now, const std::optional<Shelf>& read)
    const {
  const std::string& series = settings_.command;
  auto state = freshness(db, series);
  if (state) merge_all(db, *state);
  const bool other = !state || state->source != settings_.source;
  const auto index = facts_from_index(settings_.index);
  const bool newer = index && (!state || (state->source.empty() && state->as_of != index->as_of));
  const std::optional<Shelf>& seed = other && read ? read : newer ? index : std::nullopt;
  if (seed) {
    const Shelf before = facts_from_database(db, series).value_or(Shelf{});
    store_changes(db, series, compare(before, *seed));
  }
  if (!state) state = Freshness{};
  // A poll under way is over where it asked another source or compared with something else: it is answered no more.
  const bool left = other && !state->source.empty();
  const bool asks_another = state->asked != settings_.source;
  const bool under_way = state->started != sys_seconds{};
  if (left || (under_way && (asks_another || state->reader != reader_version || seed))) {
    ++state->poll;
    state->started = {};
    state->step = Step::none;
    if (left || asks_another) state->failures = state->amiss = 0;
  }
  if (seed) state->as_of = seed->as_of;
  if (other && read) {
    state->source = settings_.source;
    state->etag.clear();  // a whole poll is still to come
  }
  // What is to be read again is so although the listing has not changed.
  if (any_partial(db, series)) state->etag.clear();
  set_freshness(db, series, *state);
  // Another version of the search has none of them.
  const Shelf known = facts_from_database(db, series).value_or(Shelf{});
  search::Index words(db, "proposals", series);
  if (words.size() != static_cast<std::int64_t>(known.proposals.size())) {
    words.clear();
    put_all_words(db, series, known);
  }
  if (settings_.service.empty()) return {Forget{std::string(job)}};
  sys_seconds due = now;
  const bool polled = state->source == settings_.source && !state->source.empty();
  if (polled && state->failures == 0 && !state->etag.empty())
    due = std::clamp(state->as_of + settings_.every, now, now + settings_.every);
  if (state->started != sys_seconds{})
    due = std::clamp(state->started + longest_wait, now, now + longest_wait);
  return {Remind{std::string(job), due}};
}

// At the start of the program nobody waits.
void Poll::merge_all(Database& db, Freshness& state) const {
  if (state.step <= Step::comparing) return;
  const Shelf none;
  while (state.step != Step::clearing) {
    Budget budget;
    Polled out;
    if (merge({db, state, none, {}, budget, out})) state.step = Step::clearing;
  }
  clear_files(db, settings_.command);
  state.step = Step::none;
}

}  // namespace usher::proposals
