// commands/answers/classifier.cpp: training, and asking.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/classifier.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace usher::answers {

namespace {

constexpr int rounds = 8;
// What is learnt depends a little on the order of the examples: the mean of several depends on it less.
constexpr std::uint64_t ways = 3;
constexpr float first_step = 6.0F;  // of the gradient; each round takes smaller ones

// A linear congruential generator: the order of examples must be mixed, and the same everywhere.
class Shuffle {
 public:
  explicit Shuffle(std::uint64_t seed) : state_(seed) {}
  void operator()(std::vector<std::uint32_t>& order) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[next() % i]);
  }

 private:
  std::uint32_t next() {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>(state_ >> 33U);
  }
  std::uint64_t state_;
};

void to_shares(std::vector<float>& sums) {
  if (sums.empty()) return;
  const float most = std::ranges::max(sums);
  float all = 0;
  for (float& one : sums) {
    one = std::exp(one - most);
    all += one;
  }
  for (float& one : sums) one /= all;
}

}  // namespace

Classifier::Classifier(std::span<const Example> examples, std::size_t words, std::size_t topics)
    : topics_(topics) {
  if (topics < 2 || topics > most_topics || examples.empty()) return;
  std::vector<float> all(words * topics);
  for (std::uint64_t way = 1; way <= ways; ++way) {
    train(examples, words, way);
    for (std::size_t i = 0; i < all.size(); ++i) all[i] += weights_[i] / static_cast<float>(ways);
  }
  weights_ = std::move(all);
}

void Classifier::train(std::span<const Example> examples, std::size_t words, std::uint64_t way) {
  weights_.assign(words * topics_, 0);
  std::vector<std::uint32_t> order(examples.size());
  std::iota(order.begin(), order.end(), 0U);
  Shuffle shuffle(way);
  for (int round = 0; round < rounds; ++round) {
    shuffle(order);
    const float step = first_step / (1.0F + 0.3F * static_cast<float>(round));
    for (const std::uint32_t at : order) {
      const Example& example = examples[at];
      std::vector<float> wrong = sums(example.words);
      to_shares(wrong);
      wrong[example.topic] -= 1;
      const float scale = step * example.counts;
      for (const Example::Word& word : example.words) {
        float* const row = &weights_[word.id * topics_];
        const float by = scale * word.weight;
        for (std::size_t topic = 0; topic < topics_; ++topic) row[topic] -= by * wrong[topic];
      }
    }
  }
}

std::vector<float> Classifier::sums(std::span<const Example::Word> words) const {
  std::vector<float> out(topics_);
  for (const Example::Word& word : words) {
    const std::size_t from = word.id * topics_;
    if (from + topics_ > weights_.size()) continue;
    for (std::size_t topic = 0; topic < topics_; ++topic)
      out[topic] += word.weight * weights_[from + topic];
  }
  return out;
}

std::vector<float> Classifier::likely(std::span<const Example::Word> words) const {
  std::vector<float> out = sums(words);
  to_shares(out);
  return out;
}

}  // namespace usher::answers
