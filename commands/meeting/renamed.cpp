// commands/meeting/renamed.cpp: dates first, then pages and words.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/renamed.hpp"

#include "bot/text.hpp"
#include "commands/meeting/join_links.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace usher::meeting {

namespace {

constexpr std::size_t most_compared = 10;

// In hundredths: how many of its first dates the other has.
std::size_t shared_dates(const Lost& lost, const ReadSeries& read, sys_seconds now) {
  std::vector<sys_seconds> dates;
  for (const ReadOccurrence& one : read.occurrences)
    if (one.start > now) dates.push_back(one.start);
  const std::size_t count = std::min({lost.dates.size(), dates.size(), most_compared});
  if (count == 0) return 0;
  std::size_t shared = 0;
  for (std::size_t i = 0; i < std::min(dates.size(), most_compared); ++i)
    if (std::ranges::binary_search(lost.dates, dates[i])) ++shared;
  return shared * 100 / count;
}

bool share_words(std::string_view a, std::string_view b) {
  const auto words = split_words(a);
  const std::set<std::string_view> one(words.begin(), words.end());
  const auto others = split_words(b);
  std::size_t shared = 0;
  for (const std::string_view word : std::set<std::string_view>(others.begin(), others.end()))
    if (one.contains(word)) ++shared;
  return shared * 2 > std::max(one.size(), others.size());
}

bool share_pages(const Lost& lost, const ReadSeries& read) {
  const bool agenda = !lost.agenda.empty() && lost.agenda == read.agenda;
  const bool call = !lost.join.empty() && !read.join.empty() && same_call(lost.join, read.join);
  return agenda || call;
}

}  // namespace

std::vector<std::pair<std::int64_t, std::size_t>> renamed(
    std::span<const Lost> lost, std::span<const ReadSeries> read,
    const std::vector<std::size_t>& fresh, sys_seconds now
) {
  struct Match {
    std::size_t score = 0, from = 0, to = 0;
  };
  std::vector<Match> matches;
  for (std::size_t i = 0; i < lost.size(); ++i)
    for (const std::size_t j : fresh) {
      const std::size_t dates = shared_dates(lost[i], read[j], now);
      if (dates >= 50)
        matches.push_back({dates + 100, i, j});
      else if (share_pages(lost[i], read[j]) && share_words(lost[i].key, read[j].key))
        matches.push_back({dates, i, j});
    }
  std::ranges::sort(matches, [](const Match& a, const Match& b) {
    return std::tuple(b.score, a.from, a.to) < std::tuple(a.score, b.from, b.to);
  });
  std::set<std::size_t> from;
  std::set<std::size_t> to;
  std::vector<std::pair<std::int64_t, std::size_t>> out;
  for (const Match& one : matches) {
    if (from.contains(one.from) || to.contains(one.to)) continue;
    from.insert(one.from);
    to.insert(one.to);
    out.emplace_back(lost[one.from].id, one.to);
  }
  return out;
}

}  // namespace usher::meeting
