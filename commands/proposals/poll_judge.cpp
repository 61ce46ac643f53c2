// commands/proposals/poll_judge.cpp: which listings are believed, and what the operator is told.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/poll.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_set>

namespace usher::proposals {

namespace {

constexpr std::size_t believed_loss = 5;  // of so many proposals one may be missing
constexpr int equal_polls = 3;
constexpr std::chrono::hours equal_for{24};
constexpr std::size_t most_named = 10;

// Known proposals that are there neither under their number nor, with another one, as the same text.
std::size_t lacking(const Shelf& known, const Listed& listing) {
  std::unordered_set<int> numbers;
  std::unordered_set<std::string_view> texts;
  numbers.reserve(listing.proposals.size());
  texts.reserve(listing.proposals.size());
  for (const ListedFile& file : listing.proposals) {
    numbers.insert(file.number);
    texts.insert(file.sha);
  }
  return static_cast<std::size_t>(std::ranges::count_if(known.proposals, [&](const Proposal& one) {
    return !numbers.contains(one.number) && !texts.contains(one.sha);
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
  Database& db = work.db;
  Freshness& state = work.state;
  const sys_seconds now = work.now;
  const Shelf& known = own(state, work.shelf);
  const bool same_source = state.source == settings_.source;
  const std::size_t lacks = same_source ? lacking(known, listing) : 0;
  const bool nothing =
      listing.proposals.empty() && (listing.loose.empty() || !known.proposals.empty());
  if (!nothing && lacks * believed_loss <= known.proposals.size()) {
    state.doubt.clear();
    return false;
  }

  const std::string what = fingerprint(listing.proposals);
  if (state.doubt != what) {
    state.doubt = what;
    state.doubted = now;
    state.doubts = 0;
    state.trusted = false;
  }
  ++state.doubts;
  // A listing that holds nothing that could be read is an error page, for however long.
  const bool readable = !listing.proposals.empty() || !listing.loose.empty();
  const bool lasting = state.doubts >= equal_polls && now - state.doubted >= equal_for;
  if (readable && (state.trusted || lasting)) {
    tell_operator(
        db,
        fmt::format(
            "the listing of {}s lacks {} of {}; it is taken as right, because {}", settings_.label,
            lacks, known.proposals.size(),
            state.trusted ? "a maintainer said so" : "it has stayed so for a day"
        ),
        now
    );
    return false;
  }
  if (state.doubts > 1) return true;
  tell_operator(
      db,
      listing.proposals.empty()
          ? fmt::format("the listing holds no {}; the table is kept", settings_.label)
          : fmt::format(
                "the listing of {0}s lacks {1} of {2}; the table is kept. If that is right: "
                "/{3} accept-listing; or wait for a day",
                settings_.label, lacks, known.proposals.size(), settings_.command
            ),
      now
  );
  return true;
}

std::vector<Effect> Poll::trust_listing(Database& db, sys_seconds now) const {
  auto state = freshness(db, settings_.command);
  if (!state || state->doubt.empty()) return {};
  state->trusted = true;
  set_freshness(db, settings_.command, *state);
  return {Remind{std::string(job), now}};
}

void Poll::tell_of_left(Database& db, std::span<const Decision> decisions, sys_seconds now) const {
  std::vector<int> left;
  for (const Decision& one : decisions)
    if (!one.after) left.push_back(one.number);
  if (left.empty()) return;
  tell_operator(
      db,
      fmt::format(
          "{} no longer in {}: {}", left.size() == 1 ? "one is" : "some are", settings_.source,
          names_of(left, settings_.label)
      ),
      now
  );
}

void Poll::tell_operator(Database& db, std::string_view what, sys_seconds now) const {
  db.run("INSERT INTO notices(at,feature,what) VALUES(?,?,?)", now, feature_, what);
}

}  // namespace usher::proposals
