// commands/answers/classifier.hpp: which words tell one topic from the others, learnt from how people ask for each.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace usher::answers {

// A phrase of a topic, as words with weights: of length one, taken together.
struct Example {
  struct Word {
    std::uint32_t id = 0;
    float weight = 0;
  };
  std::vector<Word> words;
  std::uint32_t topic = 0;
  float counts = 1;  // how much it is worth beside the others
};

// A multinomial logistic regression (softmax over topics), trained by stochastic gradient descent with the same steps each
// time, so that the same files give the same answers. Two tenths of a second for sixty topics with a hundred phrases each.
class Classifier {
 public:
  // More topics than this are not learnt: the time grows with their square.
  static constexpr std::size_t most_topics = 400;

  Classifier() = default;
  Classifier(std::span<const Example> examples, std::size_t words, std::size_t topics);

  bool empty() const { return weights_.empty(); }
  // Of each topic, 0 to 1, together 1. Words beyond those it was trained with count nothing.
  std::vector<float> likely(std::span<const Example::Word> words) const;

 private:
  void train(std::span<const Example> examples, std::size_t words, std::uint64_t way);
  std::vector<float> sums(std::span<const Example::Word> words) const;

  std::size_t topics_ = 0;
  std::vector<float> weights_;  // by word, then topic
};

}  // namespace usher::answers
