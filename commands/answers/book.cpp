// commands/answers/book.cpp: making the book, and sticky words.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/book.hpp"

#include <algorithm>

namespace usher::answers {

namespace {

constexpr std::size_t most_words = 600;

int rank_of(const Topic& topic) {
  return topic.id == conduct_topic ? 0 : topic.id == security_topic ? 1 : 2;
}

}  // namespace

Book::Book(std::vector<Topic> topics) : topics_(std::move(topics)) {
  for (std::size_t i = 0; i < topics_.size(); ++i) {
    index_.add(topics_[i]);
    if (!topics_[i].sticky.empty()) sticky_.emplace_back(i, Phrases(topics_[i].sticky));
  }
  index_.settle();
  index_.learn();
  std::ranges::sort(sticky_, {}, [this](const auto& one) {
    return std::pair(rank_of(topics_[one.first]), one.first);
  });
}

const Topic* Book::find(std::string_view id) const {
  const auto at = std::ranges::find(topics_, id, &Topic::id);
  return at == topics_.end() ? nullptr : &*at;
}

const Topic* Book::stuck(std::string_view text) const {
  if (sticky_.empty()) return nullptr;
  const auto words = folded(text, most_words);
  for (const auto& [topic, phrases] : sticky_)
    if (phrases.in(words)) return &topics_[topic];
  return nullptr;
}

}  // namespace usher::answers
