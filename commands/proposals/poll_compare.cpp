// commands/proposals/poll_compare.cpp: what becomes of each number, and the transaction in which all of it becomes true.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/budget.hpp"
#include "commands/proposals/index.hpp"
#include "commands/proposals/news_table.hpp"
#include "commands/proposals/poll.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <span>

namespace usher::proposals {

namespace {

using Group = std::span<const StagedFile>;

// What one file says of its number.
std::optional<Proposal> said_by(const StagedFile& file, const Shelf& mine, Texts& texts) {
  const Proposal* known = nullptr;
  switch (file.state) {
    case FileState::was_read:
      return from_line(file.facts);
    case FileState::as_it_was:
      known = texts.find(file.sha);
      break;
    case FileState::unreadable:
    case FileState::failed:
      known = mine.find(file.number);
      break;
    default:
      break;
  }
  if (known == nullptr) return std::nullopt;
  Proposal kept = *known;
  kept.number = file.number;
  kept.header.number = file.number;
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

Best best_of(Group group, const Shelf& mine, Texts& texts) {
  Best best;
  for (const StagedFile& file : group) {
    auto said = said_by(file, mine, texts);
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
        gone(gone_proposals(db, settings.command)),
        loose_now(staged_loose(db, settings.command)),
        left(left_of(db, settings.command, shelf)),
        comparison({shelf, gone, loose}, left, loose_now, settings) {}

  static std::vector<const Proposal*> left_of(
      Database& db, std::string_view series, const Shelf& shelf
  ) {
    std::vector<const Proposal*> out;
    for (const int number : staged_gone(db, series))
      if (const Proposal* old = shelf.find(number)) out.push_back(old);
    return out;
  }

  std::vector<LooseFile> loose;
  std::vector<Proposal> gone;
  std::vector<LooseFile> loose_now;
  std::vector<const Proposal*> left;
  Comparison comparison;
};

}  // namespace

bool Poll::compare_files(const Work& work) const {
  const std::string& series = settings_.command;
  const Shelf& mine = own(work.state, work.shelf);
  Texts texts(mine);
  std::optional<Past> past;
  if (work.state.baseline == settings_.source) past.emplace(work.db, settings_, work.shelf);
  while (true) {
    const std::size_t most = work.budget.left(cost::compared);
    if (most == 0) return false;
    const auto files = staged_after(work.db, series, work.state.place, most);
    if (files.empty()) return true;
    work.budget.take(files.size() * cost::compared);
    std::vector<News> news;
    for (auto first = files.begin(); first != files.end();) {
      const auto end = std::find_if(first, files.end(), [&](const StagedFile& file) {
        return file.number != first->number;
      });
      const Group group(first, end);
      first = end;
      if (group.front().state == FileState::decided) continue;  // it left
      const Best best = best_of(group, mine, texts);
      const Proposal* before = work.shelf.find(group.front().number);
      const bool changed =
          best.proposal ? before == nullptr || *before != *best.proposal : before != nullptr;
      settle_group(work.db, series, group, best, changed);
      if (past && changed && best.proposal)
        std::ranges::move(past->comparison.of(*best.proposal), std::back_inserter(news));
    }
    stage_news(work.db, series, news);
    work.state.place = files.back().number;
  }
}

// All that was decided holds from here on, for whoever reads the table, and what is news is recorded and told.
bool Poll::swap(const Work& work) const {
  const std::string& series = settings_.command;
  Freshness& state = work.state;
  const std::size_t rows = count_decisions(work.db, series);
  if (!work.budget.take(rows * cost::swapped + count_staged_news(work.db, series) * cost::told + 1))
    return false;
  auto decided = decisions(work.db, series, -1);
  const bool whole = !any_failed(work.db, series);
  const bool told = state.baseline == settings_.source;
  if (told) {
    work.out.news = publish_news(work.db, series, state.poll, work.now);
    work.out.poll = state.poll;
    tell_of_left(work.db, decided, work.now);
  } else {
    forget_gone(work.db, series);
    if (work.shelf.proposals.empty() && decided.empty())
      tell_operator(work.db, fmt::format("the listing holds no {} yet", settings_.label), work.now);
  }
  // A file that failed may be one of those that were loose.
  if (whole) set_loose_files(work.db, series, staged_loose(work.db, series));
  if (whole) state.baseline = settings_.source;
  state.step = told ? Step::merging : Step::filling;
  state.place = -1;
  if (whole)
    settle(work);
  else
    fail(work, errc::unavailable);
  work.out.swap = {std::move(decided), state.as_of, state.source.empty()};
  return true;
}

}  // namespace usher::proposals
