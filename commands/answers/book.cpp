// commands/answers/book.cpp: making the book, sticky words, and which language somebody writes.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/book.hpp"

#include "bot/terms.hpp"

#include <algorithm>

namespace usher::answers {

namespace {

constexpr std::size_t most_words = 10'000;  // of one text

bool is_told_by_script(std::string_view language) { return language.starts_with("zh"); }

}  // namespace

Book::Book(std::vector<Topic> topics) : topics_(std::move(topics)) {
  for (const Topic& topic : topics_) index_.add(topic);
  index_.settle();
  index_.learn();
  for (const std::string_view id : {conduct_topic, security_topic}) {
    const auto at = std::ranges::find(topics_, id, &Topic::id);
    if (at != topics_.end() && !at->sticky.empty())
      sticky_.emplace_back(at - topics_.begin(), Phrases(at->sticky));
  }
  const auto told_by_words = [](const auto& text) {
    return text.first != "en" && !is_told_by_script(text.first);
  };
  if (std::ranges::none_of(topics_, [&](const Topic& topic) {
        return std::ranges::any_of(topic.texts, told_by_words);
      }))
    return;
  for (const Topic& topic : topics_)
    for (const auto& [language, text] : topic.texts) {
      if (is_told_by_script(language)) continue;
      auto& words = words_[language];
      const auto add = [&](std::string_view from) {
        for (std::string& word : search::folded_words(from, most_words))
          words.insert(std::move(word));
      };
      add(text.title);
      add(text.body);
      for (const std::string& alias : text.aliases) add(alias);
      for (const std::string& question : text.asked) add(question);
    }
}

const Topic* Book::find(std::string_view id) const {
  const auto at = std::ranges::find(topics_, id, &Topic::id);
  return at == topics_.end() ? nullptr : &*at;
}

const Topic* Book::stuck(std::span<const std::string> words) const {
  for (const auto& [topic, phrases] : sticky_)
    if (phrases.in(words)) return &topics_[topic];
  return nullptr;
}

std::string Book::language_of(std::span<const std::string> words) const {
  std::string best;
  std::size_t most = 0;
  bool tied = false;
  for (const auto& [language, known] : words_) {
    const auto count = static_cast<std::size_t>(
        std::ranges::count_if(words, [&](const std::string& word) { return known.contains(word); })
    );
    tied = count == most;
    if (count <= most) continue;
    most = count;
    best = language;
  }
  return tied && most > 0 ? std::string() : best;
}

}  // namespace usher::answers
