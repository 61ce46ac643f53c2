// tests/answers/decide_test.cpp: bands, sticky words, languages.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/decide.hpp"

#include "tests/support/answer_topics.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::answers;

namespace {

const Book& book() {
  static const Book all(test::a_few_topics());
  return all;
}

Decision asked(std::string_view question, std::string_view lang = "") {
  return decide(book(), question, false, lang);
}
Decision overheard(std::string_view question) { return decide(book(), question, true, ""); }

// Everything is sure, or nothing is.
constexpr Fit certain{.shares = {}, .base = 9};
constexpr Fit doubtful{.shares = {}, .base = 0};
constexpr Fit hopeless{.shares = {}, .base = -9};

}  // namespace

TEST_CASE("how sure it is decides between an answer, a choice and people", "[answers]") {
  const std::string_view question = "how do I install it";
  CHECK(decide(book(), question, false, "", certain).band == Band::answer);
  CHECK(decide(book(), question, false, "", doubtful).band == Band::suggest);
  CHECK(decide(book(), question, false, "", hopeless).band == Band::handover);
  CHECK(decide(book(), question, true, "", certain).band == Band::answer);
  CHECK(decide(book(), question, true, "", doubtful).band == Band::silent);
}

TEST_CASE("what is overheard and asks nothing is left alone, however sure", "[answers]") {
  CHECK(decide(book(), "I install it now", true, "", certain).band == Band::silent);
  CHECK(decide(book(), "should we install it?", true, "", certain).band == Band::silent);
}

TEST_CASE("a question about nothing that is known goes to people", "[answers]") {
  const Decision decision = asked("xylophone zeppelin?");
  CHECK(decision.band == Band::handover);
  CHECK(decision.topics.empty());
  CHECK(decision.confidence == 0);
}

TEST_CASE("three topics are offered at most, the best first", "[answers]") {
  const Decision decision =
      decide(book(), "how do I report the call on the list", false, "", doubtful);
  CHECK(decision.topics.size() == 3);
}

TEST_CASE("a word on conduct or security decides, whatever the score", "[answers]") {
  const Decision security =
      decide(book(), "I install and join the mailing list with a CVE", false, "", hopeless);
  CHECK(security.band == Band::answer);
  CHECK(security.security);
  CHECK(security.topics.front()->id == "security");
  CHECK(asked("发现漏洞怎么办").security);
  CHECK(asked("發現漏洞怎麼辦").security);
  const Decision conduct = asked("what do you do about harassment in the mailing list with a CVE?");
  CHECK(conduct.conduct);
  CHECK_FALSE(conduct.security);
  CHECK(conduct.topics.front()->id == "coc-report");
}

TEST_CASE("a part of a word does not stick", "[answers]") {
  CHECK_FALSE(asked("is there a cvexample function").security);
  CHECK_FALSE(asked("he insulted metal music").conduct);
  CHECK(asked("he INSULTED   me").conduct);
  CHECK(asked("He insulted\nme yesterday").conduct);
}

TEST_CASE("who tells of an incident is told how to report, and no more", "[answers]") {
  for (const char* text :
       {"someone harassed my friend in #general", "he insulted me, what can I do?", "harassment",
        "I'm harassed in the chat, what can I do?",
        "harassment by a maintainer, where can I report it?", "有人骚扰我", "被騷擾了",
        "被骚扰了怎么办？"}) {
    INFO(text);
    const Decision decision = asked(text);
    CHECK(decision.incident);
    CHECK(decision.band == Band::answer);
    CHECK(decision.topics.size() == 1);
    CHECK(decision.corrections.empty());
  }
  CHECK_FALSE(asked("What counts as harassment?").incident);
  CHECK(asked("What counts as harassment?").conduct);
  CHECK_FALSE(asked("how do I report harassment").incident);
  CHECK(overheard("he insulted me").incident);
  CHECK(overheard("he insulted me").band == Band::answer);
}

TEST_CASE("a long account is read to its end", "[answers]") {
  std::string text;
  for (int i = 0; i < 3'000; ++i) text += "and then ";
  CHECK(asked(text + "he harassed me").incident);
}

TEST_CASE("overheard, a word on conduct alone is chatter", "[answers]") {
  for (const char* text :
       {"LGTM, I fixed the typo in the harassment section", "> he harassed me\nanswered in private",
        "`harassed` is the label", "that vulnerability was mended last year"}) {
    INFO(text);
    CHECK(overheard(text).band == Band::silent);
    CHECK_FALSE(overheard(text).incident);
  }
}

TEST_CASE("what is about conduct by its score is as private as by a word", "[answers]") {
  const Decision decision = decide(book(), "conduct complaint", false, "", certain);
  CHECK(decision.topics.front()->id == "coc-report");
  CHECK(decision.conduct);
  CHECK(decision.incident);
}

TEST_CASE("who has found a hole is told where to take it, even unasked", "[answers]") {
  CHECK(overheard("I found a vulnerability in the loader").band == Band::answer);
  CHECK(overheard("我發現一個漏洞").band == Band::answer);
}

TEST_CASE("somebody's bug is not somebody", "[answers]") {
  CHECK_FALSE(asked("he insulted me's bug").conduct);
}

TEST_CASE("a language of which there are texts is told by its words", "[answers]") {
  std::vector<Topic> topics = test::a_few_topics();
  TopicText spanish;
  spanish.title = "¿Cómo lo instalo?";
  spanish.aliases = {"la instalación falla"};
  spanish.body = "Ejecuta el instalador.";
  topics[0].texts.emplace("es", spanish);
  const Book book(topics);
  CHECK(decide(book, "¿cómo lo instalo?", false, "").lang == "es");
  CHECK(decide(book, "¿cómo lo instalo?", false, "en").lang == "es");
  CHECK(decide(book, "how do I install it", false, "es").lang == "en");
  CHECK(decide(book, "xylophone", false, "es").lang == "es");
  CHECK(decide(book, "怎么安装", false, "es").lang == "zh-Hans");
}

TEST_CASE("the language and script of the question are those of the answer", "[answers]") {
  CHECK(asked("怎么安装这个软件").lang == "zh-Hans");
  CHECK(asked("怎麼安裝這個軟體").lang == "zh-Hant");
  CHECK(asked("how do I install it").lang == "en");
  CHECK(asked("how do I install it", "zh-Hant").lang == "en");
  CHECK(asked("cómo lo instalo", "es").lang == "es");
  CHECK(asked("社区会", "zh-Hant").lang == "zh-Hans");
  CHECK(asked("中文", "zh-Hant").lang == "zh-Hant");  // reads the same in both
}

TEST_CASE("a text in the nearest language there is is chosen", "[answers]") {
  Topic topic = test::a_few_topics().front();
  CHECK(text_for(topic, "zh-Hans").lang == "zh-Hans");
  CHECK(text_for(topic, "zh-Hant").lang == "zh-Hans");
  CHECK(text_for(topic, "zh-TW").lang == "zh-Hans");
  CHECK(text_for(topic, "es").lang == "en");
  topic.texts.emplace("zh-Hant", *topic.in("zh-Hans"));
  topic.texts.emplace("pt-BR", *topic.in("en"));
  CHECK(text_for(topic, "zh-Hant").lang == "zh-Hant");
  CHECK(text_for(topic, "zh-HK").lang == "zh-Hant");
  CHECK(text_for(topic, "pt").lang == "pt-BR");
  CHECK(text_for(topic, "pt-PT").lang == "pt-BR");
}
