// commands/answers/phrases.cpp: looking for phrases.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/phrases.hpp"

#include "bot/terms.hpp"
#include "bot/text.hpp"

#include <algorithm>

namespace usher::answers {

namespace {

constexpr std::size_t longest_phrase = 40;  // words

// A single Chinese character is a word of its own only where it stands alone; in a run it is a half of two pairs.
bool same(const std::string& wanted, const std::string& word) {
  const bool one_han = wanted.size() == 3 && static_cast<unsigned char>(wanted.front()) >= 0xE3;
  return one_han ? word.contains(wanted) : word == wanted;
}

// There is room for it, and what follows makes no possessive of its last word.
bool stands_at(const std::vector<std::string>& phrase, std::span<const std::string> words) {
  const std::size_t size = phrase.size();
  return size <= words.size() && (size == 1 || words.size() == size || words[size] != "s");
}

}  // namespace

std::vector<std::string> listed(std::string_view phrases) {
  std::vector<std::string> out;
  for (const std::string_view phrase : split(phrases, ',')) out.emplace_back(trim(phrase));
  return out;
}

Phrases::Phrases(std::span<const std::string> phrases) {
  for (const std::string& phrase : phrases) add(phrase);
}

Phrases::Phrases(std::initializer_list<std::string_view> phrases) {
  for (const std::string_view phrase : phrases) add(phrase);
}

void Phrases::add(std::string_view phrase) {
  if (auto words = search::folded_words(phrase, longest_phrase); !words.empty())
    phrases_.push_back(std::move(words));
}

bool Phrases::begin_of(std::span<const std::string> words) const {
  return std::ranges::any_of(phrases_, [&](const std::vector<std::string>& phrase) {
    return stands_at(phrase, words) && std::ranges::equal(phrase, words.first(phrase.size()), same);
  });
}

std::size_t Phrases::longest_at(std::span<const std::string> words) const {
  std::size_t longest = 0;
  for (const std::vector<std::string>& phrase : phrases_)
    if (phrase.size() > longest && stands_at(phrase, words) &&
        std::ranges::equal(phrase, words.first(phrase.size())))
      longest = phrase.size();
  return longest;
}

bool Phrases::in(std::span<const std::string> words) const {
  for (; !words.empty(); words = words.subspan(1))
    if (begin_of(words)) return true;
  return false;
}

}  // namespace usher::answers
