// commands/answers/book.hpp: all answers of a community, ready to be asked.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/answer.hpp"
#include "commands/answers/index.hpp"
#include "commands/answers/phrases.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher::answers {

// Immutable once it is made; any thread. Making it takes some tenths of a second for sixty topics, most of it to learn.
class Book {
 public:
  explicit Book(std::vector<Topic> topics);

  const std::vector<Topic>& topics() const { return topics_; }
  const Index& index() const { return index_; }
  const Topic* find(std::string_view id) const;
  // The topic on conduct, else that on security, where one of its sticky words is among these (as in phrases.hpp). Those of
  // other topics decide nothing.
  const Topic* stuck(std::span<const std::string> words) const;
  // The language of whose texts these words are, where there are others than English and Chinese: "es". Empty where no language
  // has more of them than another. Chinese is told by its script (decide.hpp).
  std::string language_of(std::span<const std::string> words) const;

 private:
  std::vector<Topic> topics_;
  Index index_;
  std::vector<std::pair<std::size_t, Phrases>> sticky_;  // by topic, that on conduct first
  // By language, where there is one beside English and Chinese: the words of its texts.
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> words_;
};

}  // namespace usher::answers
