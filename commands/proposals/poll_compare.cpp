// commands/proposals/poll_compare.cpp: what becomes of each number, and the transaction in which all of it becomes true.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/budget.hpp"
#include "commands/proposals/index.hpp"
#include "commands/proposals/news_table.hpp"
#include "commands/proposals/poll.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <set>
#include <span>

namespace usher::proposals {

namespace {

using Group = std::span<const StagedFile>;

// What one file says of its number.
std::optional<Proposal> said_by(const StagedFile& file, const Shelf& mine) {
  if (file.state == FileState::was_read) return from_line(file.facts);
  const Proposal* known = mine.find(file.number);
  if (known == nullptr) return std::nullopt;
  Proposal kept = *known;
  if (file.state == FileState::as_it_was) kept.file = file.file;  // it may have been renamed
  return kept;
}

// Of two with one number, as Shelf::arrange has it.
bool comes_before(const Proposal& a, const Proposal& b) {
  return a.file.size() != b.file.size() ? a.file.size() > b.file.size() : a.file > b.file;
}

struct Best {
  std::optional<Proposal> proposal;
  const StagedFile* file = nullptr;
};

Best best_of(Group group, const Shelf& mine) {
  Best best;
  for (const StagedFile& file : group) {
    auto said = said_by(file, mine);
    if (!said || (best.proposal && !comes_before(*said, *best.proposal))) continue;
    best = {std::move(said), &file};
  }
  return best;
}

// Writes what was decided where the rows do not say it already.
void settle_group(
    Database& db, std::string_view series, Group group, const Best& best, bool changed
) {
  for (const StagedFile& file : group) {
    const bool chosen = changed && &file == best.file;
    if (chosen && file.state != FileState::was_read) decide(db, series, file, &*best.proposal);
    if (!chosen && file.state == FileState::was_read)
      set_state(db, series, file, FileState::as_it_was);
  }
  if (changed && best.file == nullptr) decide(db, series, group.front(), nullptr);
}

// What a poll that may have news compares with.
struct Past {
  Past(Database& db, const Settings& settings, const Shelf& shelf)
      : loose(loose_files(db, settings.command)),
        loose_now(staged_loose(db, settings.command)),
        left(left_of(db, settings.command, shelf)),
        any_gone(proposals::any_gone(db, settings.command)),
        unheard(proposals::unheard(db, settings.command)),
        comparison(
            {shelf, gone_in(db, settings.command, any_gone), loose}, left, loose_now, settings
        ) {}

  static std::function<std::optional<Proposal>(const Proposal&)> gone_in(
      Database& db, const std::string& series, bool any
  ) {
    if (!any) return {};
    return [&db, &series](const Proposal& now) { return gone_as(db, series, now); };
  }
  static std::vector<const Proposal*> left_of(
      Database& db, std::string_view series, const Shelf& shelf
  ) {
    std::vector<const Proposal*> out;
    for (const int number : staged_gone(db, series))
      if (const Proposal* old = shelf.find(number)) out.push_back(old);
    return out;
  }

  std::vector<LooseFile> loose;
  std::vector<LooseFile> loose_now;
  std::vector<const Proposal*> left;
  bool any_gone;
  std::set<int> unheard;
  Comparison comparison;
};

}  // namespace

bool Poll::compare_files(const Work& work) const {
  const std::string& series = settings_.command;
  const Shelf& mine = own(work.state, work.shelf);
  std::optional<Past> past;
  if (work.state.baseline == settings_.source) past.emplace(work.db, settings_, work.shelf);
  while (true) {
    const std::size_t most = work.budget.left(cost::compared);
    if (most == 0) return false;
    const auto files = staged_after(work.db, series, work.state.place, most);
    if (files.empty()) return true;
    work.budget.take(files.size() * cost::compared);
    std::vector<News> news;
    bool done = true;
    for (auto first = files.begin(); first != files.end() && done;) {
      const auto end = std::find_if(first, files.end(), [&](const StagedFile& file) {
        return file.number != first->number;
      });
      const Group group(first, end);
      const int number = first->number;
      first = end;
      work.state.place = number;
      if (group.front().state == FileState::decided) continue;  // it left
      const Best best = best_of(group, mine);
      const Proposal* before = work.shelf.find(number);
      const bool changed =
          best.proposal ? before == nullptr || *before != *best.proposal : before != nullptr;
      settle_group(work.db, series, group, best, changed);
      if (!past || !changed || !best.proposal || past->unheard.contains(number)) continue;
      Comparison::Compared compared = past->comparison.of(*best.proposal);
      if (compared.moved_from) note_moved(work.db, series, *compared.moved_from, number);
      take_up_lost(work.db, settings_, best.proposal->header.type, compared.news);
      std::ranges::move(compared.news, std::back_inserter(news));
      // Where it may have been before is looked for in the table.
      if (before == nullptr && past->any_gone) done = work.budget.take(cost::looked_for);
    }
    stage_news(work.db, series, news);
    if (!done) return false;
  }
}

// All that was decided holds from here on, for whoever reads the table, and what is news is recorded and told.
bool Poll::swap(const Work& work) const {
  const std::string& series = settings_.command;
  Freshness& state = work.state;
  const std::size_t rows = count_decisions(work.db, series);
  if (!work.budget.take(rows * cost::swapped + count_staged_news(work.db, series) * cost::told + 1))
    return false;
  const bool whole = !any_failed(work.db, series);
  auto decided = decisions(work.db, series, -1);
  if (doubts(work, decided, whole)) return true;
  const bool told = state.baseline == settings_.source;
  if (told && !whole) {
    keep_gone(work.db, series);
    std::erase_if(decided, [](const Decision& one) { return !one.after && !one.moved_to; });
  }
  if (told) {
    move_news(work.db, series, decided);
    work.out.news = publish_news(work.db, series, state.poll, work.now);
    work.out.poll = state.poll;
    tell_of_left(work, decided);
  } else {
    forget_gone(work.db, series);
    if (work.shelf.proposals.empty() && decided.empty())
      tell_operator(work.db, fmt::format("the listing holds no {} yet", settings_.label), work.now);
  }
  // A file that failed may be one of those that were loose.
  if (whole) set_loose_files(work.db, series, staged_loose(work.db, series));
  // Of what could not be had yet, the rest being the baseline, it is kept that it is not.
  settle_unheard(work.db, series, !told);
  state.baseline = settings_.source;
  state.step = told ? Step::merging : Step::filling;
  state.place = -1;
  if (whole) {
    settle(work);
  } else {
    // What the table holds is of this source, though not all of it.
    if (state.source != settings_.source) state.etag.clear();
    state.source = settings_.source;
    ++state.amiss;
    fail(work, errc::unavailable);
  }
  work.out.swap = {std::move(decided), state.as_of, state.source.empty()};
  return true;
}

}  // namespace usher::proposals
