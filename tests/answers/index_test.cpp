// tests/answers/index_test.cpp: which topics are found, and how the figures behave.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/index.hpp"

#include "tests/support/answer_topics.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::answers;

namespace {

const std::vector<Topic>& topics() {
  static const std::vector<Topic> all = test::a_few_topics();
  return all;
}

Index index_of(const std::vector<Topic>& all) {
  Index index;
  for (const Topic& topic : all) index.add(topic);
  index.settle();
  index.learn();
  return index;
}

std::string first(std::string_view question) {
  const Found found = index_of(topics()).find(question, 3);
  return found.matches.empty() ? "" : topics()[found.matches.front().topic].id;
}

}  // namespace

TEST_CASE("a question finds its topic by title, alias and text", "[answers]") {
  CHECK(first("how to install numpy please") == "install");
  CHECK(first("where is the zoom link") == "calendar");
  CHECK(first("may everybody come?") == "calendar");
  CHECK(first("I want to subscribe") == "mailing-list");
}

TEST_CASE("Chinese finds, in either script", "[answers]") {
  CHECK(first("安装总是失败怎么办") == "install");
  CHECK(first("社區會議是什麼時候") == "calendar");
}

TEST_CASE("a mistyped word is taken for the nearest, and told", "[answers]") {
  const Found found = index_of(topics()).find("how to instal on windwos", 3);
  REQUIRE_FALSE(found.matches.empty());
  CHECK(topics()[found.matches.front().topic].id == "install");
  REQUIRE(found.corrections.size() == 1);  // "instal" has the stem of "install"
  CHECK(found.corrections[0].typed == "windwos");
  CHECK(found.corrections[0].used == "windows");
}

TEST_CASE("words that no topic has lower all figures, and find nothing alone", "[answers]") {
  const Index index = index_of(topics());
  CHECK(index.find("", 3).matches.empty());
  CHECK(index.find("xylophone zeppelin", 3).matches.empty());
  CHECK(index.find("\xff\xfe\x80", 3).matches.empty());
  const Found plain = index.find("install windows", 3);
  const Found drowned = index.find("install windows xylophone zeppelin quokka marmalade", 3);
  REQUIRE_FALSE(plain.matches.empty());
  REQUIRE_FALSE(drowned.matches.empty());
  CHECK(drowned.unknown > plain.unknown);
  CHECK(drowned.matches.front().score < plain.matches.front().score);
  CHECK(drowned.matches.front().nearest < plain.matches.front().nearest);
  CHECK(drowned.matches.front().covered < plain.matches.front().covered);
}

TEST_CASE("every figure stays between nothing and one", "[answers]") {
  const Index index = index_of(topics());
  for (const Topic& topic : topics())
    for (const auto& [language, text] : topic.texts)
      for (const Match& match : index.find(text.title, 5).matches) {
        for (const double figure :
             {match.score, match.near, match.nearest, match.covered, match.learnt}) {
          CHECK(figure >= 0);
          CHECK(figure <= 1.0001);
        }
      }
}

TEST_CASE("a title asked word for word is the nearest there can be", "[answers]") {
  const Found found = index_of(topics()).find("How do I join the mailing list?", 3);
  REQUIRE_FALSE(found.matches.empty());
  CHECK(found.matches.front().nearest == Approx(1.0).margin(1e-4));
}

TEST_CASE("a text that was converted counts only for the words that it brings", "[answers]") {
  std::vector<Topic> all = topics();
  TopicText converted = *all[0].in("zh-Hans");
  converted.converted = true;
  all[0].texts.emplace("zh-Hant", converted);  // the same words: nothing new
  const Found before = index_of(topics()).find("安装失败", 3);
  const Found after = index_of(all).find("安装失败", 3);
  REQUIRE(before.matches.size() == after.matches.size());
  CHECK(after.matches.front().score == Approx(before.matches.front().score));
  all[0].texts.at("zh-Hant").aliases.emplace_back("安裝套件");
  const Found wider = index_of(all).find("套件", 3);
  REQUIRE_FALSE(wider.matches.empty());
  CHECK(all[wider.matches.front().topic].id == "install");
}

TEST_CASE("only the beginning of a very long question counts", "[answers]") {
  std::string text = "install windows ";
  for (int i = 0; i < 20'000; ++i) text += "calendar ";
  const Found found = index_of(topics()).find(text, 3);
  CHECK(found.asked <= 64);
  CHECK_FALSE(found.matches.empty());
}
