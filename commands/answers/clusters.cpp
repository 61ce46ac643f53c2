// commands/answers/clusters.cpp: each joins the group that it shares half of its words with, or begins one.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/clusters.hpp"

#include "bot/terms.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <string>
#include <utility>

namespace usher::answers {

namespace {

constexpr std::size_t most_gaps = 300;
constexpr std::size_t most_words = 100;
constexpr double alike_from = 0.5;  // of the words that two have together, those that both have

using Words =
    std::vector<std::size_t>;  // hashes, in order: a clash makes two questions a little more alike

Words words_of(const Gap& gap) {
  Words all, telling;
  for (const search::Term& term : search::terms(gap.question, most_words)) {
    const std::size_t word = std::hash<std::string>()(term.stem);
    if (!search::is_stop_word(term.plain)) telling.push_back(word);
    all.push_back(word);
  }
  Words out = telling.empty() ? std::move(all) : std::move(telling);
  std::ranges::sort(out);
  const auto twice = std::ranges::unique(out);
  out.erase(twice.begin(), twice.end());
  return out;
}

double alike(const Words& one, const Words& two) {
  std::size_t both = 0;
  for (auto a = one.begin(), b = two.begin(); a != one.end() && b != two.end();) {
    if (*a == *b) ++both;
    const bool first = *a <= *b, second = *b <= *a;
    if (first) ++a;
    if (second) ++b;
  }
  const std::size_t together = one.size() + two.size() - both;
  return together == 0 ? 1 : static_cast<double>(both) / static_cast<double>(together);
}

}  // namespace

std::vector<Cluster> clusters_of(std::span<const Gap> gaps) {
  std::vector<Cluster> out;
  std::vector<Words> words;  // of each cluster's first
  for (const Gap& gap : gaps.first(std::min(gaps.size(), most_gaps))) {
    Words own = words_of(gap);
    std::size_t at = 0;
    while (at < out.size() && (out[at].topic != gap.topic || alike(words[at], own) < alike_from))
      ++at;
    if (at < out.size()) {
      ++out[at].count;
      continue;
    }
    out.push_back({gap.question, gap.topic, 1, out.size()});
    words.push_back(std::move(own));
  }
  // In their order where they are as large: not std::stable_sort, whose buffer libstdc++ 12 calls deprecated.
  std::ranges::sort(out, [](const Cluster& one, const Cluster& two) {
    return std::pair(two.count, one.first) < std::pair(one.count, two.first);
  });
  return out;
}

}  // namespace usher::answers
