// commands/answers/book.hpp: all answers of a community, ready to be asked.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/answer.hpp"
#include "commands/answers/index.hpp"
#include "commands/answers/phrases.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace usher::answers {

// The two topics whose sticky words mean more than an answer: docs/answers.md says so to whoever writes them.
inline constexpr std::string_view conduct_topic = "coc-report";
inline constexpr std::string_view security_topic = "security";

// Immutable once it is made; any thread. Making it takes about a millisecond a topic, most of it for Chinese.
class Book {
 public:
  explicit Book(std::vector<Topic> topics);

  const std::vector<Topic>& topics() const { return topics_; }
  const Index& index() const { return index_; }
  const Topic* find(std::string_view id) const;
  // The topic with a sticky word in this text: that on conduct before that on security before any other.
  const Topic* stuck(std::string_view text) const;

 private:
  std::vector<Topic> topics_;
  Index index_;
  std::vector<std::pair<std::size_t, Phrases>> sticky_;  // by topic
};

}  // namespace usher::answers
