// commands/proposals/poll_judge.cpp: which listings are believed, and what the operator is told.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/poll.hpp"
#include "commands/proposals/rst.hpp"
#include "commands/proposals/trust.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_set>

namespace usher::proposals {

namespace {

constexpr std::size_t believed_loss = 5;  // of so many proposals one may be missing
constexpr int equal_polls = 3;
constexpr std::chrono::hours equal_for{24};
constexpr std::size_t most_named = 10;

bool is_much(std::size_t lacks, const Shelf& known) {
  return lacks * believed_loss > known.proposals.size();
}

// Known proposals that are there neither under their number nor, with another one, as the same text; and how many there
// are that nobody knows, each of which may be one of those under another number and with another text.
struct Lacking {
  std::size_t known = 0, strangers = 0;
};
Lacking lacking(const Shelf& known, const Listed& listing) {
  std::unordered_set<int> numbers, strange;
  std::unordered_set<std::string_view> texts, known_texts;
  numbers.reserve(listing.proposals.size());
  texts.reserve(listing.proposals.size());
  known_texts.reserve(known.proposals.size());
  for (const ListedFile& file : listing.proposals) {
    numbers.insert(file.number);
    texts.insert(file.sha);
  }
  Lacking out;
  for (const Proposal& one : known.proposals) {
    known_texts.insert(one.sha);
    if (!numbers.contains(one.number) && !texts.contains(one.sha)) ++out.known;
  }
  for (const ListedFile& file : listing.proposals)
    if (!known_texts.contains(file.sha) && known.find(file.number) == nullptr)
      strange.insert(file.number);
  out.strangers = strange.size();
  return out;
}

// Those of a shelf that are decided to be no more, and are not found among the new ones by their texts or titles.
std::size_t lacking(const Shelf& known, std::span<const Decision> decided) {
  std::unordered_set<std::string_view> texts;
  std::unordered_set<std::string> titles;
  for (const Decision& one : decided) {
    if (!one.after || known.find(one.number) != nullptr) continue;
    texts.insert(one.after->sha);
    titles.insert(plain_title(one.after->header.title));
  }
  titles.erase("");
  return static_cast<std::size_t>(std::ranges::count_if(decided, [&](const Decision& one) {
    const Proposal* old = one.after ? nullptr : known.find(one.number);
    return old != nullptr && !texts.contains(old->sha) &&
           !titles.contains(plain_title(old->header.title));
  }));
}

// "NEP 3, NEP 4"
std::string names_of(const std::vector<int>& numbers, const std::string& label) {
  std::string out;
  for (std::size_t i = 0; i < numbers.size() && i < most_named; ++i)
    out += fmt::format("{}{} {}", i == 0 ? "" : ", ", label, numbers[i]);
  return numbers.size() > most_named ? out + ", …" : out;
}

}  // namespace

// Proposals are not taken back by the dozen: a wrong folder, an emptied or a forced branch. But another source, also the
// one that the shipped index was made from at its time, may hold as few as it likes; and what says the same for a day is
// no accident.
bool Poll::refuses(const Work& work, const Listed& listing) const {
  Freshness& state = work.state;
  const Shelf& known = own(state, work.shelf);
  const Lacking lacks = state.source == settings_.source ? lacking(known, listing) : Lacking{};
  const bool nothing =
      listing.proposals.empty() && (listing.loose.empty() || !known.proposals.empty());
  if (!nothing && !is_much(lacks.known, known)) {
    state.doubt.clear();
    return false;
  }
  // What it lacks may be there with another number and another text, which only its title can tell: it is read first,
  // once.
  const std::string what = fingerprint(listing.proposals);
  const bool may_be_there =
      !is_much(lacks.known - std::min(lacks.known, lacks.strangers), known) && !nothing;
  if (may_be_there && state.doubt != what) return false;
  return !believes(work, listing, what, lacks.known);
}

bool Poll::doubts(const Work& work, std::span<const Decision> decided, bool whole) const {
  Freshness& state = work.state;
  if (state.source != settings_.source) return false;
  const auto gone = static_cast<std::size_t>(
      std::ranges::count_if(decided, [](const Decision& one) { return !one.after; })
  );
  if (!is_much(gone, work.shelf)) return false;
  const std::size_t lacks = lacking(work.shelf, decided);
  if (!is_much(lacks, work.shelf)) return false;
  const std::string kept = kept_listing(work.db, settings_.command);
  const Listed listing = parse_listing(kept, grammar_of(settings_));
  const std::string what = fingerprint(listing.proposals);
  if (state.trusted && state.doubt == what) return false;  // so it was when it was listed
  // Of those that failed nobody knows what they are.
  if (whole && believes(work, listing, what, lacks)) return false;
  fail(work, whole ? errc::malformed : errc::unavailable);
  state.step = Step::clearing;
  state.place = -1;
  return true;
}

bool Poll::believes(
    const Work& work, const Listed& listing, const std::string& what, std::size_t lacks
) const {
  Database& db = work.db;
  Freshness& state = work.state;
  const sys_seconds now = work.now;
  const std::size_t known = own(state, work.shelf).proposals.size();
  if (state.doubt != what) {
    state.doubt = what;
    state.doubted = now;
    state.doubts = 0;
    state.trusted = false;
  }
  ++state.doubts;
  state.doubted = std::min(state.doubted, now);  // a clock that was set back
  // A listing that holds nothing that could be read is an error page, for however long.
  const bool readable = !listing.proposals.empty() || !listing.loose.empty();
  const bool lasting = state.doubts >= equal_polls && now - state.doubted >= equal_for;
  if (readable && (state.trusted || lasting)) {
    tell_operator(
        db,
        fmt::format(
            "the listing of {}s lacks {} of {}; it is taken as right, because {}", settings_.label,
            lacks, known, lasting ? "it has stayed so for a day" : "a maintainer said so"
        ),
        now
    );
    Report told{lasting ? ReportKind::lasting : ReportKind::trusted, what, lacks, known};
    if (!lasting) told.names = last_to_trust(db, settings_.command, state.doubted);
    report(work, std::move(told));
    state.trusted = true;  // until this poll has ended
    return true;
  }
  if (state.doubts > 1) return false;
  tell_operator(
      db,
      listing.proposals.empty()
          ? fmt::format("the listing holds no {}; the table is kept", settings_.label)
          : fmt::format(
                "the listing of {0}s lacks {1} of {2}; the table is kept. If that is right: "
                "/{3} accept-listing; or wait for a day",
                settings_.label, lacks, known, settings_.command
            ),
      now
  );
  report(
      work,
      {listing.proposals.empty() ? ReportKind::empty : ReportKind::refused, what, lacks, known}
  );
  return false;
}

std::vector<Effect> Poll::trust_listing(Database& db, sys_seconds now) const {
  auto state = freshness(db, settings_.command);
  if (!state || state->doubt.empty()) return {};
  state->trusted = true;
  set_freshness(db, settings_.command, *state);
  return {Remind{std::string(job), now}};
}

void Poll::tell_of_left(const Work& work, std::span<const Decision> decisions) const {
  std::vector<int> left;
  for (const Decision& one : decisions)
    if (!one.after && !one.moved_to) left.push_back(one.number);
  if (left.empty()) return;
  tell_operator(
      work.db,
      fmt::format(
          "{} no longer in {}: {}", left.size() == 1 ? "one is" : "some are", settings_.source,
          names_of(left, settings_.label)
      ),
      work.now
  );
  Report told{ReportKind::left, std::to_string(work.state.poll), left.size()};
  for (const int number : std::span(left).first(std::min(left.size(), most_named)))
    if (const Proposal* one = work.shelf.find(number))
      told.names.push_back(proposals::name_of(settings_, *one));
  report(work, std::move(told));
}

void Poll::report(const Work& work, Report what) const {
  what.at = work.now;
  add_report(work.db, settings_.command, what);
  work.out.reported = true;
}

void Poll::tell_operator(Database& db, std::string_view what, sys_seconds now) const {
  db.run("INSERT INTO notices(at,feature,what) VALUES(?,?,?)", now, feature_, what);
}

}  // namespace usher::proposals
