// commands/answers/index.cpp: finding.
//
// Own, because a confidence is fitted on figures that SQLite's FTS5 does not give, phrase by phrase, and because a question of
// sixty words is then answered in microseconds. FTS5 finds the same topics (docs/adr/0012-answers-are-found-in-memory.md).
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/index.hpp"

#include "bot/text.hpp"
#include "bot/typos.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace usher::answers {

namespace {

constexpr std::size_t longest_question = 2'000;  // bytes
constexpr std::size_t most_words = 64;
constexpr std::size_t shortest_mistyped = 4;  // bytes
constexpr std::size_t nearest_phrases = 5;
// A word in more phrases than this is in nearly every question too: it is weighed for whole topics alone.
constexpr std::size_t most_holders = 5'000;
constexpr double unknown_han =
    0.3;  // pairs that straddle two words are in no index, and mean nothing

// Of BM25F: how much a word counts by where it stands, how soon more of it counts no more, and how much length takes away.
constexpr std::array<double, 3> field_weights = {3.0, 2.0, 1.0};
constexpr double saturation = 1.2;
constexpr double length_share = 0.3;

}  // namespace

double Index::rarity(std::size_t holders) const {
  const auto all = static_cast<double>(phrases_.size());
  const auto with = static_cast<double>(holders);
  return std::log(1 + (all - with + 0.5) / (with + 0.5));
}

// Of those that are equally near, the most common.
const Index::Plain* Index::nearest_to(std::string_view plain) const {
  std::size_t most = typos_forgiven(plain);
  const Plain* best = nullptr;
  const std::uint64_t letters = letters_of(plain);
  for (const Plain& one : plains_) {
    if (most == 0) break;
    const std::size_t size = one.text.size();
    if (size < shortest_mistyped || size + most < plain.size() || size > plain.size() + most)
      continue;
    // One typo changes two letters of the set at most: nearly all words part here.
    if (static_cast<std::size_t>(std::popcount(letters ^ one.letters)) > 2 * most) continue;
    const std::size_t distance = edit_distance(plain, one.text, most);
    if (distance > most) continue;
    const bool commoner =
        best != nullptr && words_[one.word].phrases.size() > words_[best->word].phrases.size();
    if (best == nullptr || distance < most || commoner) best = &one;
    most = distance;
  }
  return best;
}

Index::Asked Index::ask(std::string_view question, Found& found) const {
  Asked asked;
  std::vector<std::string> seen;
  std::size_t unknown = 0;
  std::size_t han = 0;
  for (search::Term& term : search::terms(question.substr(0, longest_question), most_words * 2)) {
    if (found.asked == most_words) break;
    if (std::ranges::find(seen, term.stem) != seen.end()) continue;
    ++found.asked;
    if (term.han) ++han;
    const auto at = ids_.find(term.stem);
    const Plain* meant = at == ids_.end() && !term.han ? nearest_to(term.plain) : nullptr;
    seen.push_back(std::move(term.stem));
    if (meant != nullptr) found.corrections.push_back({std::move(term.plain), meant->text});
    if (at == ids_.end() && meant == nullptr) {
      asked.most += rarity(0) * (term.han ? unknown_han : 1);
      if (!term.han) ++unknown;
      continue;
    }
    const std::uint32_t word = meant != nullptr ? meant->word : at->second;
    if (std::ranges::find(asked.words, word) != asked.words.end()) continue;
    asked.words.push_back(word);
    asked.most += words_[word].weight;
  }
  if (found.asked > 0)
    found.unknown = static_cast<double>(unknown) / static_cast<double>(found.asked);
  found.han = han * 2 > found.asked;
  return asked;
}

double Index::weigh(const Posting& posting) const {
  double often = 0;
  for (std::size_t field = 0; field < fields; ++field) {
    if (posting.often.at(field) == 0) continue;
    const double mean = static_cast<double>(length_.at(field)) / static_cast<double>(size());
    const double length = lengths_[posting.topic].at(field);
    often += field_weights.at(field) * posting.often.at(field) /
             (1 - length_share + length_share * length / mean);
  }
  return often / (saturation + often);
}

void Index::measure_phrases(const Asked& asked, std::vector<Match>& all) const {
  std::vector<float> shared(phrases_.size());
  std::vector<std::uint32_t> met;
  for (const std::uint32_t id : asked.words) {
    const Word& word = words_[id];
    if (word.phrases.size() > most_holders) continue;
    for (const std::uint32_t phrase : word.phrases) {
      if (shared[phrase] == 0) met.push_back(phrase);
      shared[phrase] += word.weight;
    }
  }
  struct Near {
    std::uint32_t topic = 0;
    float cosine = 0;
  };
  std::vector<Near> near;
  near.reserve(met.size());
  const auto most = static_cast<float>(asked.most);
  for (const std::uint32_t phrase : met) {
    const Phrase& one = phrases_[phrase];
    near.push_back({one.topic, shared[phrase] / std::sqrt(one.weight * most)});
  }
  std::vector<std::array<float, nearest_phrases>> best(size());
  for (const Near& one : near) {
    auto& list = best[one.topic];
    if (one.cosine <= list.back()) continue;
    list.back() = one.cosine;
    for (std::size_t i = list.size() - 1; i > 0 && list.at(i) > list.at(i - 1); --i)
      std::swap(list.at(i), list.at(i - 1));
  }
  for (Match& match : all) {
    float sum = 0;
    for (const float cosine : best[match.topic]) sum += cosine;
    const auto there = std::clamp<std::size_t>(phrase_counts_[match.topic], 1, nearest_phrases);
    match.near = static_cast<double>(sum) / static_cast<double>(there);
    match.nearest = static_cast<double>(best[match.topic].front());
  }
}

std::vector<Match> Index::measure(const Asked& asked) const {
  std::vector<Match> all(size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i].topic = i;
  if (asked.words.empty() || asked.most <= 0) return all;
  for (const std::uint32_t id : asked.words) {
    const Word& word = words_[id];
    const double share = static_cast<double>(word.weight) / asked.most;
    for (const Posting& posting : word.topics) {
      all[posting.topic].score += share * weigh(posting);
      all[posting.topic].covered += share;
    }
  }
  measure_phrases(asked, all);
  // Where nothing could be learnt, the nearest phrase stands for it.
  if (learnt_.empty()) {
    for (Match& match : all) match.learnt = match.nearest;
  } else {
    const std::vector<float> likely = learnt_.likely(weighed(asked.words));
    for (std::size_t i = 0; i < all.size(); ++i) all[i].learnt = static_cast<double>(likely[i]);
  }
  return all;
}

Found Index::find(std::string_view question, std::size_t limit, std::span<const double> meant)
    const {
  Found found;
  const Asked asked = ask(question, found);
  std::vector<Match> all = measure(asked);
  if (meant.size() == all.size())
    for (Match& match : all) match.meant = meant[match.topic];
  std::erase_if(all, [](const Match& match) {
    return match.covered <= 0 && match.meant.value_or(0) <= 0;
  });
  const auto first = static_cast<std::ptrdiff_t>(std::min(limit, all.size()));
  std::ranges::partial_sort(all, all.begin() + first, [](const Match& a, const Match& b) {
    return a.sum() != b.sum() ? a.sum() > b.sum() : a.topic < b.topic;
  });
  all.resize(static_cast<std::size_t>(first));
  found.matches = std::move(all);
  return found;
}

}  // namespace usher::answers
