// commands/answers/index_build.cpp: what the index knows.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/typos.hpp"
#include "commands/answers/index.hpp"
#include "commands/answers/sentences.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace usher::answers {

namespace {

constexpr std::size_t most_words = 1'000;  // of one phrase

}  // namespace

std::uint32_t Index::id_of(const std::string& stem) {
  const auto [at, fresh] = ids_.try_emplace(stem, static_cast<std::uint32_t>(words_.size()));
  if (fresh) words_.emplace_back();
  return at->second;
}

std::uint32_t Index::word_of(const search::Term& term) {
  if (term.han) return id_of(term.plain);
  if (const auto known = spelled_.find(term.plain); known != spelled_.end()) return known->second;
  const std::uint32_t id = id_of(search::stem_of(term.plain));
  spelled_.emplace(term.plain, id);
  return id;
}

void Index::add_phrase(std::uint32_t topic, Field field, std::string_view text, bool only_new) {
  constexpr auto most_often = std::numeric_limits<std::uint16_t>::max();
  const auto phrase = static_cast<std::uint32_t>(phrases_.size());
  std::vector<std::uint32_t> ids;
  bool any_new = !only_new;
  for (const search::Term& term : search::unstemmed_terms(text, most_words)) {
    const std::uint32_t id = word_of(term);
    if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
    auto& list = words_[id].topics;
    if (list.empty() || list.back().topic != topic) {
      list.push_back({topic, {}});
      any_new = true;
    }
    auto& often = list.back().often.at(field);
    if (often == most_often || (only_new && often > 0)) continue;
    ++often;
    ++lengths_[topic].at(field);
    ++length_.at(field);
  }
  if (ids.empty() || !any_new) return;
  for (const std::uint32_t id : ids) words_[id].phrases.push_back(phrase);
  phrases_.push_back({topic, 0, field});
  ++phrase_counts_[topic];
}

void Index::add(const Topic& topic) {
  const auto number = static_cast<std::uint32_t>(lengths_.size());
  lengths_.emplace_back();
  phrase_counts_.push_back(0);
  // What was converted after what it was converted from: it brings the words that another country has for the same.
  for (const bool converted : {false, true})
    for (const auto& [language, text] : topic.texts) {
      if (text.converted != converted) continue;
      add_phrase(number, title, text.title, converted);
      for (const std::string& alias : text.aliases) add_phrase(number, aliases, alias, converted);
      for (const std::string& question : text.asked)
        add_phrase(number, aliases, question, converted);
      for (const std::string_view sentence : sentences_of(text.body))
        add_phrase(number, body, sentence, converted);
    }
}

void Index::settle() {
  for (Word& word : words_) word.weight = static_cast<float>(rarity(word.phrases.size()));
  for (const Word& word : words_)
    for (const std::uint32_t phrase : word.phrases) phrases_[phrase].weight += word.weight;
  plains_.clear();
  plains_.reserve(spelled_.size());
  for (const auto& [text, word] : spelled_) plains_.push_back({letters_of(text), word, text});
  spelled_ = {};
  std::ranges::sort(plains_, {}, &Plain::text);  // so that of equals the same is found each time
}

std::vector<Example::Word> Index::weighed(std::span<const std::uint32_t> words) const {
  std::vector<Example::Word> out;
  out.reserve(words.size());
  float squares = 0;
  for (const std::uint32_t id : words) squares += words_[id].weight * words_[id].weight;
  const float length = std::sqrt(squares);
  for (const std::uint32_t id : words)
    if (length > 0) out.push_back({id, words_[id].weight / length});
  return out;
}

void Index::learn() {
  // What a title says is surer than what a sentence of a text does.
  constexpr std::array<float, fields> counts = {1.5F, 1.0F, 0.5F};
  if (size() > Classifier::most_topics) return;
  std::vector<std::vector<std::uint32_t>> words(phrases_.size());
  for (std::uint32_t id = 0; id < words_.size(); ++id)
    for (const std::uint32_t phrase : words_[id].phrases) words[phrase].push_back(id);
  std::vector<Example> examples;
  examples.reserve(phrases_.size());
  for (std::size_t i = 0; i < phrases_.size(); ++i)
    examples.push_back({weighed(words[i]), phrases_[i].topic, counts.at(phrases_[i].field)});
  learnt_ = Classifier(examples, words_.size(), size());
}

}  // namespace usher::answers
