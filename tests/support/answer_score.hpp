// tests/support/answer_score.hpp: how good answers are: questions whose topics are known, asked one by one.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/answers/book.hpp"
#include "commands/answers/confidence.hpp"

#include <map>
#include <string>
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

// Adds to the scores.
void score(
    const answers::Book& book, const std::vector<KnownQuestion>& questions, const answers::Fit& fit,
    Scores& scores
);

// A logistic regression on those questions, by Newton's method with a small ridge.
answers::Fit fit_to(const answers::Book& book, const std::vector<KnownQuestion>& questions);

// Fitted on four fifths, scored on the fifth, five times.
Scores cross_validated(const answers::Book& book, const std::vector<KnownQuestion>& questions);

// The shipped answers, from the folder of a source tree; throws std::runtime_error where they have mistakes.
answers::Book shipped_book(const std::string& folder);

}  // namespace usher::test
