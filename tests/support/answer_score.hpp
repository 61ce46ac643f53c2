// tests/support/answer_score.hpp: how good answers are: questions whose topics are known, asked one by one.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/answers/book.hpp"
#include "commands/answers/confidence.hpp"
#include "commands/answers/meanings.hpp"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace usher::test {

// A line of questions.jsonl.
struct KnownQuestion {
  std::string id, lang, text, origin;
  std::string topic;  // empty: nobody should be answered
  bool out_of_scope =
      false;  // said to Usher, and about something that it knows nothing of; else it is chatter
  std::vector<std::string> urls;  // of answers that are right
};
// Throws std::runtime_error with the line of a mistake.
std::vector<KnownQuestion> read_questions(const std::string& path);

// Questions asked of Usher.
struct Tally {
  int asked = 0;
  int first = 0, among_three = 0;  // the right topic was the first, one of the first three
  int answered = 0, wrong = 0;     // in the band of answers; and of those with another topic
  int suggested = 0,
      suggested_right = 0;  // in the band of suggestions; and the right one was among them
};
struct Scores {
  std::map<std::string, Tally> by_language, by_origin;
  Tally all;
  int chatter = 0, chatter_answered = 0;            // overheard
  int out_of_scope = 0, out_of_scope_answered = 0;  // asked
  std::vector<std::string> misses;                  // one line each
};

// What a model makes of the topics of a book; it is asked of each question once.
class Sense {
 public:
  Sense(const answers::Book& book, std::shared_ptr<const Embedder> model)
      : model_(std::move(model)), meanings_(book.topics(), *model_) {}
  std::vector<double> near(const std::string& question) const;

 private:
  std::shared_ptr<const Embedder> model_;
  answers::Meanings meanings_;
  mutable std::map<std::string, std::vector<double>> asked_;
};

// What questions are asked of. sense: null where there is no model.
struct Library {
  const answers::Book& book;
  const Sense* sense = nullptr;
};
struct Fits {
  answers::Fit words = answers::fitted();
  answers::Fit meaning = answers::fitted_with_meaning();
};

// Adds to the scores. The model has a say where the bot lets it have one.
void score(
    const Library& library, const std::vector<KnownQuestion>& questions, const Fits& fits,
    Scores& scores
);

// A logistic regression on such questions, by Newton's method with a small ridge; a wider one for the fewer questions that words
// leave open, which are those that the second fit is for.
inline constexpr double ridge_of_words = 0.05;
inline constexpr double ridge_of_meaning = 0.2;
struct Sample {
  answers::Signs signs;
  double right = 0;  // whether the first topic is the right one: 0 or 1
};
// words: with a model, only what this fit does not settle is taken.
std::vector<Sample> samples_of(
    const Library& library, const std::vector<KnownQuestion>& questions,
    const answers::Fit& words = answers::fitted()
);
answers::Fit fit_to(const std::vector<Sample>& samples, double ridge = ridge_of_words);

// Fitted on four fifths, scored on the fifth, five times; with a model, words too only where words_too says so. more: what else the
// model's part is fitted to, but for the questions that are asked then.
struct Asked {
  Library library;
  std::vector<KnownQuestion> questions;
};
Scores cross_validated(
    const Asked& asked, const std::vector<Asked>& more = {}, bool words_too = true
);

// The shipped answers, from the folder of a source tree; throws std::runtime_error where they have mistakes.
answers::Book shipped_book(const std::string& folder);
// The same topics in English alone.
answers::Book only_english(const answers::Book& book);

}  // namespace usher::test
