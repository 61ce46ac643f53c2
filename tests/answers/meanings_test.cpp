// tests/answers/meanings_test.cpp: what a model adds to words, and what it does not.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/meanings.hpp"

#include "commands/answers/decide.hpp"
#include "tests/support/answer_topics.hpp"
#include "tests/support/word_table.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace usher;
using namespace usher::answers;

namespace {

const Book& few() {
  static const Book all(test::a_few_topics());
  return all;
}
const Meanings& their_meanings() {
  static const Meanings all(few().topics(), test::WordTable());
  return all;
}

Decision by_meaning(std::string_view question) {
  const std::vector<double> near = their_meanings().near(test::WordTable().of_question(question));
  return decide_by_meaning(few(), decide(few(), question, false, ""), near, question, "");
}

constexpr const char* chinese =
    "请问如何订阅";  // "how do I subscribe": of the topic that is in English alone

void check_same(const Match& one, const Match& other) {
  CHECK(one.topic == other.topic);
  CHECK(one.score == other.score);
  CHECK(one.near == other.near);
  CHECK(one.nearest == other.nearest);
  CHECK(one.covered == other.covered);
  CHECK(one.learnt == other.learnt);
  CHECK(one.sum() == other.sum());
}

}  // namespace

TEST_CASE("a Chinese question finds what is in English alone, with a model only", "[answers]") {
  const Decision words = decide(few(), chinese, false, "");
  for (const Topic* topic : words.topics) CHECK(topic->id != "mailing-list");
  const Decision meaning = by_meaning(chinese);
  REQUIRE_FALSE(meaning.topics.empty());
  CHECK(meaning.topics.front()->id == "mailing-list");
  CHECK(meaning.confidence > words.confidence);
  CHECK(meaning.lang == "zh-Hans");
}

TEST_CASE(
    "words of a language that no text is in speak for no topic, and against none", "[answers]"
) {
  const std::string spanish = "dónde puede suscribirse uno";
  const std::vector<double> near = their_meanings().near(test::WordTable().of_question(spanish));
  const Decision known = decide_by_meaning(few(), {}, near, spanish, "es");
  const Decision unknown = decide_by_meaning(few(), {}, near, spanish, "en");
  REQUIRE_FALSE(known.topics.empty());
  CHECK(known.topics.front()->id == "mailing-list");
  CHECK(known.lang == "es");
  CHECK(known.confidence > unknown.confidence);
  CHECK(known.confidence >= likely_from);
}

TEST_CASE("words and what is meant count half and half", "[answers]") {
  Match match{.topic = 0, .score = 0.5, .near = 0.25, .nearest = 0.5, .covered = 1, .learnt = 0.5};
  CHECK(match.by_words() == 1.5);
  CHECK(match.sum() == 1.5);
  match.meant = 0.625;
  CHECK(match.by_words() == 1.5);
  CHECK(match.sum() == (1.5 / 4 + 0.625) / 2);
  match.meant = 0;
  CHECK(match.sum() == 1.5 / 4 / 2);
}

TEST_CASE("without a model every figure is what the words make it", "[answers]") {
  for (const char* question :
       {"how to install numpy please", "安装失败", "where is the zoom link"}) {
    INFO(question);
    const Found found = few().index().find(question, 4);
    REQUIRE_FALSE(found.matches.empty());
    for (const Match& match : found.matches) {
      CHECK_FALSE(match.meant);
      CHECK(match.sum() == match.score + 2 * match.near + match.learnt);
    }
    const Signs signs = signs_of(found);
    for (std::size_t i = 9; i < signs.size(); ++i) CHECK(signs.at(i) == 0);
  }
  // Of what only a model tells, the confidence by words makes nothing.
  Signs one{};
  one[0] = 0.5;
  Signs other = one;
  other[9] = other[10] = other[11] = 1;
  CHECK(fitted().of(one) == fitted().of(other));
}

TEST_CASE("a model that has nothing to say changes nothing", "[answers]") {
  const Meanings none(few().topics(), test::Mute());
  CHECK(none.empty());
  CHECK(none.near(test::Mute().of_question(chinese)).empty());
  CHECK(their_meanings().near({}).empty());
  const Found words = few().index().find("install the call", 4);
  const Found same = few().index().find("install the call", 4, none.near({}));
  REQUIRE(words.matches.size() == same.matches.size());
  for (std::size_t i = 0; i < words.matches.size(); ++i)
    check_same(words.matches[i], same.matches[i]);
}

TEST_CASE("what stands for other topics counts as nothing", "[answers]") {
  const std::vector<double> too_few{1, 1};
  const Found found = few().index().find("install", 4, too_few);
  REQUIRE_FALSE(found.matches.empty());
  CHECK_FALSE(found.matches.front().meant);
}

TEST_CASE("a word that sticks decides, whatever a model says", "[answers]") {
  // As near to installing as can be, and to nothing else.
  const std::vector<double> install{1, 0, 0, 0, 0};
  const Decision security = decide_by_meaning(few(), {}, install, "I install it with a CVE", "");
  CHECK(security.security);
  CHECK(security.topics.front()->id == "security");
  const Decision harm =
      decide_by_meaning(few(), {}, install, "he harassed me while I install it", "");
  CHECK(harm.incident);
  CHECK(harm.topics.size() == 1);
  CHECK(harm.topics.front()->id == "coc-report");
}

TEST_CASE("what a model finds to be about conduct is as private as by words", "[answers]") {
  const std::vector<double> conduct{0, 0, 0, 1, 0};
  const Decision decision =
      decide_by_meaning(few(), {}, conduct, "xylophone", "", Fit{.shares = {}, .base = 9});
  CHECK(decision.topics.front()->id == "coc-report");
  CHECK(decision.incident);
}

TEST_CASE("what words would have offered is offered still", "[answers]") {
  constexpr Fit doubtful{.shares = {}, .base = 0};
  constexpr Fit hopeless{.shares = {}, .base = -9};
  const std::string question = "where is the installer";
  const std::vector<double> calendar{0, 1, 0, 0, 0};
  const Decision words = decide(few(), question, false, "", doubtful);
  REQUIRE(words.band == Band::suggest);
  const Decision both = decide_by_meaning(few(), words, calendar, question, "", hopeless);
  CHECK(both.band == Band::suggest);
  CHECK(both.confidence == words.confidence);
  CHECK(both.topics.front()->id == "calendar");
  const Decision nothing = decide_by_meaning(few(), {}, calendar, question, "", hopeless);
  CHECK(nothing.band == Band::handover);
}

TEST_CASE("what words settle is no matter for a model", "[answers]") {
  const std::vector<double> calendar{0, 1, 0, 0, 0};
  const Decision sure = decide(few(), "install", false, "", Fit{.shares = {}, .base = 9});
  const Decision same = decide_by_meaning(few(), sure, calendar, "install", "");
  CHECK(same.topics == sure.topics);
  CHECK(same.confidence == sure.confidence);
  CHECK(is_settled(decide(few(), "how do I report harassment", false, "")));
  CHECK(is_settled(decide(few(), "install", false, "", Fit{.shares = {}, .base = 9})));
  CHECK_FALSE(is_settled(decide(few(), "install", false, "", Fit{.shares = {}, .base = 0})));
  CHECK_FALSE(is_settled(decide(few(), "xylophone", false, "")));
}

TEST_CASE("a cosine becomes a share of what lies between unrelated and the same", "[answers]") {
  class Narrow final : public Embedder {
   public:
    std::string_view name() const override { return "narrow"; }
    Range range() const override { return {.unrelated = 0.8, .same = 0.9}; }
    std::vector<float> of_question(std::string_view) const override { return {1, 0}; }
    std::vector<float> of_passage(std::string_view text) const override {
      if (text.starts_with("How do I join")) return {};  // of one topic it has nothing to say
      const float cosine = text.contains("install")    ? 0.85F
                           : text.contains("meetings") ? 0.95F
                                                       : 0.5F;
      return {cosine, std::sqrt(1 - cosine * cosine)};
    }
  };
  const Meanings all(few().topics(), Narrow());
  const std::vector<double> near = all.near(Narrow().of_question(""));
  REQUIRE(near.size() == 5);
  CHECK(near[0] == Approx(0.5).margin(1e-5));
  CHECK(near[1] == 1);
  CHECK(near[2] == 0);
  CHECK(near[3] == 0);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const double one : all.near(std::vector<float>{nan, nan})) CHECK(one == 0);
  CHECK(all.near(std::vector<float>{1, 0, 0}).empty());
}

TEST_CASE("reading the topics can be stopped between two of them", "[answers]") {
  int asked = 0;
  const Meanings stopped(few().topics(), test::WordTable(), [&] { return ++asked > 2; });
  CHECK(stopped.empty());
  CHECK(asked == 3);
}

TEST_CASE("a model is told the English title and the aliases", "[answers]") {
  CHECK(
      passage_of(few().topics().front()) ==
      "How do I install it? pip install fails; conda or pip; set it up on Windows"
  );
}

TEST_CASE("a vector travels as bytes, and what is none is nothing", "[answers]") {
  const std::vector<float> vector{0.6F, -0.8F, 0};
  CHECK(from_bytes(to_bytes(vector)) == vector);
  CHECK(to_bytes({}).empty());
  CHECK(from_bytes("").empty());
  CHECK(from_bytes("abc").empty());
}
