// tests/answers/score_test.cpp: the shipped answers against questions whose topics are known.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/answer_score.hpp"
#include "tests/support/shared.hpp"

#include <catch2/catch.hpp>

using namespace usher;

namespace {

double share(int part, int of) { return of == 0 ? 0 : 100.0 * part / of; }

const answers::Book& book() {
  static const answers::Book all =
      test::shipped_book(std::string(USHER_SOURCE_DIR) + "/config/numpy/answers");
  return all;
}

// The floor; what is aimed at, and what there is, `./dev bench answers` prints.
void check_floor(const std::string& path) {
  test::Scores scores;
  test::score({book()}, test::read_questions(path), {}, scores);
  for (const std::string& miss : scores.misses) UNSCOPED_INFO(miss);
  REQUIRE(scores.all.asked > 150);
  REQUIRE(scores.chatter >= 50);
  for (const char* language : {"en", "zh-Hans", "zh-Hant"})
    CHECK(scores.by_language[language].asked >= 30);
  for (const auto& [language, tally] : scores.by_language) {
    INFO(language);
    CHECK(share(tally.first, tally.asked) >= 88);
    CHECK(share(tally.among_three, tally.asked) >= 96);
  }
  CHECK(share(scores.all.wrong, scores.all.asked) <= 2);
  CHECK(share(scores.chatter_answered, scores.chatter) <= 2);
  CHECK(share(scores.out_of_scope_answered, scores.out_of_scope) <= 5);
}

}  // namespace

TEST_CASE("the shipped answers are right as often as they must be", "[answers]") {
  if (const auto path = test::shared_data("data/questions.jsonl")) check_floor(*path);
}

// Written by somebody who had not seen the answers.
TEST_CASE("questions that nobody had in mind are answered as well", "[answers]") {
  check_floor(std::string(USHER_SOURCE_DIR) + "/tests/answers/more_questions.jsonl");
}

TEST_CASE("a fit learns what tells right from wrong", "[answers]") {
  std::vector<test::KnownQuestion> questions;
  for (const answers::Topic& topic : book().topics()) {
    questions.push_back(
        {.id = topic.id,
         .lang = "en",
         .text = topic.in("en")->title,
         .origin = "",
         .topic = topic.id}
    );
    questions.push_back(
        {.id = topic.id,
         .lang = "en",
         .text = "my lunch was a " + topic.id,
         .origin = "",
         .topic = ""}
    );
  }
  const test::Fits fits{.words = test::fit_to(test::samples_of({book()}, questions))};
  test::Scores scores;
  test::score({book()}, questions, fits, scores);
  CHECK(scores.all.answered * 10 >= scores.all.asked * 8);
  CHECK(scores.all.wrong * 50 <= scores.all.asked);
  CHECK(test::cross_validated({{book()}, questions}).all.asked == scores.all.asked);
}
