// commands/proposals/poll_steps.cpp: from a listing to what the table will hold, a piece at a time.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/budget.hpp"
#include "commands/proposals/news_table.hpp"
#include "commands/proposals/poll.hpp"
#include "commands/proposals/staging.hpp"

#include <algorithm>
#include <limits>

namespace usher::proposals {

namespace {

// Of ten thousand files not all are asked for at once: an answer asks for the next.
constexpr std::size_t most_asked = 200;
constexpr int no_number = std::numeric_limits<int>::max();

// Under another number the same bytes say something else: their title may be right there and wrong here.
bool has_text(const Proposal* known, const ListedFile& file) {
  return known != nullptr && !known->partial && known->sha == file.sha;
}
bool is_same(const Proposal* known, const ListedFile& file) {
  return has_text(known, file) && known->file == file.name;
}

}  // namespace

void Poll::proceed(const Work& work, const Listed* listing) const {
  Freshness& state = work.state;
  const auto go_to = [&](Step step) {
    state.step = step;
    state.place = -1;
  };
  bool done = true;
  while (done) {
    switch (state.step) {
      case Step::none:
        done = false;
        break;
      case Step::staging:
        if (listing != nullptr) {
          done = stage_files(work, *listing);
        } else {
          const std::string kept = kept_listing(work.db, settings_.command);
          done = stage_files(work, parse_listing(kept, grammar_of(settings_)));
        }
        if (done) go_to(Step::reading);
        break;
      case Step::reading:
        if (!any_asked_for(work.db, settings_.command)) ask(work, most_asked);
        if (any_asked_for(work.db, settings_.command)) {
          set_freshness(work.db, settings_.command, state);
          return;  // an answer is what it goes on with
        }
        go_to(Step::comparing);
        break;
      case Step::comparing:
        done = compare_files(work) && swap(work);  // which goes to the next step
        break;
      case Step::merging:
      case Step::filling:
        done = merge(work);
        if (done) go_to(Step::clearing);
        break;
      case Step::clearing:
        done = clear_some_files(
            work.db, settings_.command, std::max<std::size_t>(work.budget.left(cost::cleared), 1)
        );
        if (done) go_to(Step::none);
        break;
    }
  }
  if (state.started != sys_seconds{}) state.started = work.now;
  set_freshness(work.db, settings_.command, state);
  if (state.step != Step::none)
    work.out.effects.emplace_back(Remind{std::string(step_job), work.now});
}

// Walks along the listing and the shelf, by number. Of a number that is as it was nothing is written.
bool Poll::stage_files(const Work& work, const Listed& listing) const {
  std::vector<const ListedFile*> files;
  files.reserve(listing.proposals.size());
  for (const ListedFile& file : listing.proposals) files.push_back(&file);
  std::ranges::sort(files, [](const ListedFile* a, const ListedFile* b) {
    return a->number != b->number ? a->number < b->number : a->name < b->name;
  });
  const bool own_shelf = &own(work.state, work.shelf) == &work.shelf;

  auto file = std::ranges::upper_bound(files, work.state.place, {}, &ListedFile::number);
  auto old =
      std::ranges::upper_bound(work.shelf.proposals, work.state.place, {}, &Proposal::number);
  while (file != files.end() || old != work.shelf.proposals.end()) {
    const int listed = file == files.end() ? no_number : (*file)->number;
    const int shelved = old == work.shelf.proposals.end() ? no_number : old->number;
    const int number = std::min(listed, shelved);
    const auto end = std::ranges::upper_bound(file, files.end(), number, {}, &ListedFile::number);
    const Proposal* known = shelved == number ? &*old : nullptr;
    const Proposal* mine = own_shelf ? known : nullptr;
    const bool same = end - file == 1 && is_same(mine, **file);
    const auto rows = static_cast<std::size_t>(std::max<std::ptrdiff_t>(end - file, 1));
    if (!same && !work.budget.take(rows * cost::staged)) return false;
    if (file == end) stage_gone(work.db, settings_.command, number);
    for (; file != end; ++file)
      if (!same)
        stage(
            work.db, settings_.command, **file,
            has_text(mine, **file) ? FileState::as_it_was : FileState::wanted
        );
    if (known != nullptr) ++old;
    work.state.place = number;
  }
  return true;
}

}  // namespace usher::proposals
