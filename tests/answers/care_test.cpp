// tests/answers/care_test.cpp: what people write who were harmed, against the answers that ship: never kept, never shown to others.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/care.hpp"

#include "tests/answers/rig.hpp"
#include "tests/support/answer_score.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using answers::Band;
using answers::Decision;
using test::AnswersRig;

namespace {

const answers::Book& shipped() {
  static const answers::Book all =
      test::shipped_book(std::string(USHER_SOURCE_DIR) + "/config/numpy/answers");
  return all;
}

Decision decide(std::string_view question) {
  return answers::decide(shipped(), question, false, "en");
}

}  // namespace

TEST_CASE("plain words of harm are answered with how to report it", "[answers][care]") {
  const std::string_view told = GENERATE(
      "I was raped by a community member", "he hit me after the sprint",
      "they sent me death threats", "she posted my home address in the channel",
      "someone sent me nude pictures", "a maintainer mocked my disability",
      "a man grabbed my arm at the dinner and would not let go", "somebody blackmailed me",
      "我被性侵了", "有人打我", "有人偷拍我", "我在聚会上被人摸了", "他威胁要公开我的照片",
      "我被強暴了", "他勒索我"
  );
  INFO(told);
  const Decision decision = decide(told);
  CHECK(decision.incident);
  CHECK_FALSE(decision.delicate);
}

TEST_CASE("less plain ones are not kept, and /report is named", "[answers][care]") {
  const std::string_view told = GENERATE(
      "a speaker grabbed someone at the conference dinner", "he keeps following me home",
      "they make jokes about my accent in every meeting",
      "someone took pictures of me in the sauna", "i am scared of him, what can i do",
      "she humiliated me in front of everybody", "a guy was drunk and kissed my friend",
      "he said he would kill me", "I feel unsafe here",
      "I am uncomfortable with how he talks to me", "people are rude to us because we are new",
      "he called my friend gay in the channel", "他总是取笑我的口音", "她说要杀了我",
      "有人在背后羞辱我", "我很怕他", "他打了他"
  );
  INFO(told);
  const Decision decision = decide(told);
  CHECK((decision.incident || decision.delicate));
  CHECK(decision.band != Band::silent);
}

TEST_CASE(
    "where no answer is about conduct, what tells of harm is kept as little", "[answers][care]"
) {
  const std::string_view told = GENERATE(
      "someone harasses me", "I am being harassed in this chat", "我被骚扰了",
      "he made sexist jokes"
  );
  std::vector<answers::Topic> topics = test::a_few_topics();
  std::erase_if(topics, [](const answers::Topic& topic) {
    return topic.id == answers::conduct_topic;
  });
  AnswersRig rig;
  rig.shelf->put(std::make_shared<const answers::Book>(std::move(topics)));
  const std::string text = test::text_of(rig.ask(std::string(told)));
  INFO(told);
  CHECK(text.contains("/report"));
  CHECK(rig.rows("answer_gaps") == 0);
}

TEST_CASE("what people do to programs is no harm", "[answers][care]") {
  const std::string_view asked = GENERATE(
      "my kernel was killed when I multiply two arrays", "how do I hit the cache with my arrays",
      "does it hurt my performance to use float64", "numpy 2 broke my code, who can help me",
      "where do I start", "how do I install numpy on my mac", "怎么安装", "怎么杀掉我的进程"
  );
  INFO(asked);
  const Decision decision = decide(asked);
  CHECK_FALSE(decision.incident);
  CHECK_FALSE(decision.delicate);
}

TEST_CASE("what may tell of harm is kept nowhere and asked of nobody", "[answers][care]") {
  AnswersRig rig;
  const Outcome outcome = rig.ask("he humiliated me zeppelin quokka");
  const std::string text = test::text_of(outcome);
  INFO(text);
  CHECK(text.contains("I do not know that. People here may: ask them."));
  CHECK(text.contains("/report says whom you can tell"));
  CHECK_FALSE(text.contains("90 days"));
  CHECK_FALSE(test::button_named(test::said(outcome), "Ask in #people for me"));
  CHECK(rig.rows("answer_gaps") == 0);
  const auto* reply = std::get_if<SayReply>(&outcome.reply);
  REQUIRE(reply != nullptr);
  CHECK(reply->confidential);
  CHECK(reply->only_you);
  // Where nobody takes reports nobody is sent there.
  answers::Settings settings = AnswersRig::usual();
  settings.takes_reports = false;
  AnswersRig alone(settings);
  CHECK_FALSE(test::text_of(alone.ask("he humiliated me zeppelin quokka")).contains("/report"));
  CHECK(alone.rows("answer_gaps") == 0);
}

TEST_CASE("what may tell of harm and is offered topics is not kept after them", "[answers][care]") {
  AnswersRig rig;
  rig.shelf->put(std::shared_ptr<const answers::Book>(std::shared_ptr<void>(), &shipped()));
  const Outcome offer = rig.ask("people are rude, is there a private chat");
  INFO(test::text_of(offer));
  REQUIRE(test::text_of(offer).contains("Is it one of these?"));
  CHECK(test::text_of(offer).contains("/report"));
  const Outcome none = rig.push(test::button_of(offer, "None of these"));
  CHECK(test::text_of(none).contains("People here may: ask them."));
  CHECK(rig.rows("answer_gaps") == 0);
}

TEST_CASE("the examples that Usher gives are answered by what ships", "[answers]") {
  for (const std::string_view example : AnswersRig().feature->commands().front().examples) {
    INFO(example);
    const std::string_view question = example.substr(example.find(' ') + 1);
    CHECK(decide(question).band == Band::answer);
  }
  CHECK(decide("where do I start").topics.front()->id == "where-to-start");
}

TEST_CASE("what is likely about conduct or security is answered, not offered", "[answers]") {
  const Decision found = decide("I found a buffer overflow in np.load, where do I send it");
  REQUIRE_FALSE(found.topics.empty());
  CHECK(found.security);
  CHECK(found.band == Band::answer);
}
