// tests/answers/small_talk_test.cpp: politeness is answered with politeness, and hides no question.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/small_talk.hpp"

#include "tests/answers/rig.hpp"
#include "tests/support/answer_score.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace usher;
using namespace usher::answers;
using test::AnswersRig;
using test::reply_of;
using test::text_of;

namespace {

void all_are(SmallTalk kind, std::initializer_list<std::string_view> lines) {
  for (const std::string_view line : lines) {
    INFO(line);
    CHECK(small_talk_in(line) == kind);
  }
}

}  // namespace

TEST_CASE("small talk is known in the words that people use", "[answers]") {
  all_are(
      SmallTalk::greeting, {"hello", "Hi!", "hey there", "Hello Usher 👋", "good morning everyone",
                            "How are you?", "yo", "Hi, I'm new here", "Is anyone there?", "¡Hola!",
                            "bonjour", "你好", "您好！", "大家好", "早上好", "在吗？"}
  );
  all_are(
      SmallTalk::thanks, {"thanks", "Thank you so much!", "ok, thanks", "cool thanks", "thx",
                          "Thanks a lot for your help", "hi, thank you very much",
                          "that helped, thanks!", "It works, thank you", "merci beaucoup", "谢谢",
                          "谢谢你！", "謝謝", "非常感谢", "好的，谢谢"}
  );
  all_are(
      SmallTalk::parting, {"ok", "bye", "Great!", "got it", "OK, good night", "that's all", "好的",
                           "好", "再见", "明白了"}
  );
  all_are(
      SmallTalk::who, {"who are you?", "Hello, are you a human?", "are you a bot",
                       "what can you do?", "What are you?", "what's your name", "你是谁？",
                       "你是机器人吗", "你是真人嗎？", "你能做什么？", "你好，你是谁"}
  );
  all_are(
      SmallTalk::wants_help, {"help me please", "Hello, can you help me?", "I have a question",
                              "i need help", "可以帮我吗？", "请问", "你好，我有个问题"}
  );
}

TEST_CASE("a question or an account that begins politely is none", "[answers]") {
  all_are(
      SmallTalk::none, {"",
                        "   ",
                        "!!!",
                        "usher",
                        "please",
                        "hello, how do I build numpy",
                        "thanks, he hit me",
                        "hi, a maintainer keeps touching me",
                        "thank you, where is the calendar",
                        "help me install it",
                        "can you help me with f2py",
                        "i have a question about ufuncs",
                        "are you a maintainer",
                        "who are you to say that",
                        "what can you do about harassment",
                        "好难",
                        "谢谢，怎么安装",
                        "你好吗啡",
                        "我有问题要举报",
                        "在吗，有人骚扰我",
                        "bye bye python 2",
                        "no thanks to him",
                        "mark-0000012",
                        "good first issue",
                        "hello world in numpy",
                        "ok boomer",
                        "hey, look at her"}
  );
  const std::string long_one = "thanks " + std::string(400, '!');
  CHECK(small_talk_in(long_one) == SmallTalk::none);
}

TEST_CASE("no title, alias or question of the shipped answers is small talk", "[answers]") {
  const Book book = test::shipped_book(std::string(USHER_SOURCE_DIR) + "/config/numpy/answers");
  int lines = 0;
  for (const Topic& topic : book.topics())
    for (const auto& [lang, text] : topic.texts) {
      const auto is_none = [&](const std::string& line) {
        ++lines;
        INFO(topic.id << " " << lang << ": " << line);
        CHECK(small_talk_in(line) == SmallTalk::none);
      };
      is_none(text.title);
      std::ranges::for_each(text.aliases, is_none);
      std::ranges::for_each(text.asked, is_none);
    }
  CHECK(lines > 100);
}

TEST_CASE("who is polite to Usher is answered so, and nothing is kept", "[answers]") {
  AnswersRig rig;
  const Outcome thanks = rig.mention("thank you!");
  CHECK(text_of(thanks).contains("You are welcome!"));
  CHECK_FALSE(reply_of(thanks).only_you);
  const std::string hello = text_of(rig.say(Message{.text = "Hello", .direct = true}));
  CHECK(hello.contains("I am Usher, a bot."));
  CHECK(hello.contains("/help"));
  const std::string who = text_of(rig.say(Message{.text = "Are you a human?", .direct = true}));
  CHECK(who.contains("a program and no person"));
  CHECK(who.contains("People are in #people."));
  CHECK(text_of(rig.ask("bye")).contains("when you need me"));
  CHECK(text_of(rig.ask("can you help me?")).contains("Gladly."));
  CHECK(rig.rows("answer_gaps") == 0);
}

TEST_CASE("politeness waits for no answers to be read", "[answers]") {
  AnswersRig rig(AnswersRig::usual(), false);
  const Outcome outcome = rig.mention("thanks");
  CHECK(text_of(outcome).contains("You are welcome!"));
  CHECK(outcome.effects.empty());
}

TEST_CASE("people who are polite to each other are left alone", "[answers]") {
  AnswersRig rig;
  const Outcome outcome = rig.remark("thanks, see you!");
  CHECK(std::holds_alternative<None>(outcome.reply));
}
