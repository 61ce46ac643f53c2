// commands/answers/index.hpp: which topics a question is about: BM25F over each topic, and the phrases that are nearest to it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/answer.hpp"
#include "bot/search.hpp"
#include "bot/terms.hpp"
#include "bot/text_hash.hpp"
#include "commands/answers/classifier.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace usher::answers {

// One topic that a question may be about. Each figure is between 0 and 1, whatever the size of the index.
struct Match {
  std::size_t topic = 0;  // in the order in which they were added
  double score = 0;       // BM25F, of the most that the question's words could have
  double near =
      0;  // how near its five nearest phrases are: the cosine over their words, weighed by rarity
  double nearest = 0;  // and the nearest alone
  double covered = 0;  // how much of the question its words are, weighed by rarity
  double learnt =
      0;  // how likely it is by the words that tell topics apart; of all topics together 1
  // How near it is by what is meant, where a model was asked (meanings.hpp).
  std::optional<double> meant;

  // By the words alone.
  double by_words() const { return score + near_counts * near + learnt_counts * learnt; }
  // What they are ordered by: the words, and half and half with what is meant.
  double sum() const { return meant ? (by_words() / all_words_count + *meant) / 2 : by_words(); }

  static constexpr double near_counts = 2;
  static constexpr double learnt_counts = 1;
  static constexpr double all_words_count = 1 + near_counts + learnt_counts;
};

struct Found {
  std::vector<Match> matches;  // the best first
  std::size_t asked = 0;       // how many words were looked for
  double unknown = 0;          // the share of them that no topic has
  bool han = false;            // most of them are Chinese
  std::vector<search::Correction> corrections;
};

// A phrase is a title, an alias, a question that was asked, or a sentence of the text. In memory, and without a database: the texts are files, which a
// restart reads again. Topics are added one by one, so that whoever builds a large one can pause between them; settle() ends it,
// and learn() may follow.
// Then it is immutable: any thread.
class Index {
 public:
  void add(const Topic& topic);
  void settle();
  std::size_t size() const { return lengths_.size(); }

  // Any bytes; the first 2,000 and the first 64 words count. A mistyped word is taken for the nearest that there is.
  // meant: of each topic, in their order, as Meanings::near() says; then topics that share no word with the question are found
  // too. Anything else than one for each topic counts as nothing.
  Found find(std::string_view question, std::size_t limit, std::span<const double> meant = {})
      const;

  // How well each topic's phrases tell it from the others is learnt from them; without it, no topic is likelier than another.
  void learn();

 private:
  enum Field : std::uint8_t { title, aliases, body };
  static constexpr std::size_t fields = 3;
  struct Posting {
    std::uint32_t topic = 0;
    std::array<std::uint16_t, fields> often{};
  };
  struct Word {
    float weight = 0;                    // its rarity among phrases
    std::vector<Posting> topics;         // that have it
    std::vector<std::uint32_t> phrases;  // likewise
  };
  struct Phrase {
    std::uint32_t topic = 0;
    float weight = 0;  // of all its words
    Field field = title;
  };
  struct Plain {
    std::uint64_t letters = 0;  // which bytes it has, folded into a set of 64
    std::uint32_t word = 0;     // that its stem is
    std::string text;
  };
  struct Asked {
    std::vector<std::uint32_t> words;  // those that there are, each once
    double most = 0;                   // the weights of all, the unknown ones too
  };

  std::uint32_t word_of(const search::Term& term);  // without its stem
  std::uint32_t id_of(const std::string& stem);
  // only_new: words that this topic has there already do not count again, nor does a phrase without any other.
  void add_phrase(std::uint32_t topic, Field field, std::string_view text, bool only_new);
  double rarity(std::size_t holders) const;
  const Plain* nearest_to(std::string_view plain) const;
  Asked ask(std::string_view question, Found& found) const;
  std::vector<Match> measure(const Asked& asked) const;  // of every topic, in their order
  double weigh(const Posting& posting) const;
  std::vector<Example::Word> weighed(std::span<const std::uint32_t> words) const;
  void measure_phrases(const Asked& asked, std::vector<Match>& all) const;

  std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> ids_;  // words, by stem
  std::vector<Word> words_;
  // Latin words as they are written, and which words their stems are: while it is built, and settled, by their texts.
  std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> spelled_;
  std::vector<Plain> plains_;
  std::vector<Phrase> phrases_;
  Classifier learnt_;
  std::vector<std::array<std::uint32_t, fields>> lengths_;  // by topic, in words
  std::vector<std::uint32_t> phrase_counts_;                // by topic
  std::array<std::uint64_t, fields> length_{};              // of all together
};

}  // namespace usher::answers
