// tests/answers/gaps_test.cpp: what is kept of questions, for whom, and for how long.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/gaps.hpp"

#include "commands/answers/clusters.hpp"
#include "commands/answers/subject.hpp"
#include "tests/answers/rig.hpp"

using namespace usher;
using namespace usher::answers;
using namespace std::chrono_literals;
using test::AnswersRig;
using test::button_of;
using test::text_of;

namespace {

std::vector<std::string> kept(AnswersRig& rig) {
  std::vector<std::string> out;
  for (const Gap& gap : gaps_since(rig.db, sys_seconds{}, 100)) out.push_back(gap.question);
  return out;
}

}  // namespace

TEST_CASE("a question that nothing answers is kept without what names anybody", "[answers]") {
  AnswersRig rig;
  static_cast<void>(rig.ask(
      "hey @bob <@U123> zeppelin `secret code` quokka? mail bob@example.org or https://x.org"
  ));
  CHECK(kept(rig) == std::vector<std::string>{"hey zeppelin quokka? mail or"});
}

TEST_CASE("what is answered, offered or told of harm is not kept", "[answers]") {
  AnswersRig rig;
  static_cast<void>(rig.ask("How do I join the mailing list?"));
  static_cast<void>(rig.ask("he insulted me, zeppelin quokka"));
  static_cast<void>(rig.ask("I found a vulnerability"));
  CHECK(kept(rig).empty());
  rig.shelf->put(test::alike());
  CHECK(text_of(rig.ask(test::unsure)).contains("Is it one of these?"));
  CHECK(kept(rig).empty());
}

TEST_CASE("what did not help is kept with its topic, once", "[answers]") {
  AnswersRig rig;
  const Outcome answer = rig.ask("How do I join the mailing list?");
  const Button no = button_of(answer, "Not helpful");
  CHECK(text_of(rig.push(no)).contains("Sorry"));
  static_cast<void>(rig.push(no));
  // Of others only their opinion counts: it is not their question.
  static_cast<void>(rig.push(no, "bob"));
  const auto gaps = gaps_since(rig.db, sys_seconds{}, 100);
  REQUIRE(gaps.size() == 1);
  CHECK(gaps.front().topic == "mailing-list");
  const auto tally = unhelpful_since(rig.db, sys_seconds{}, 10);
  REQUIRE(tally.size() == 1);
  CHECK(tally.front().unhelpful == 2);
  // Who thinks better of it, does.
  CHECK(text_of(rig.push(button_of(answer, "Helpful"), "bob")).contains("Thank you"));
  CHECK(unhelpful_since(rig.db, sys_seconds{}, 10).front().unhelpful == 1);
}

TEST_CASE("who does not want it has nothing kept, from then on and before", "[answers]") {
  AnswersRig rig;
  const Outcome unknown = rig.ask("zeppelin quokka marmalade");
  REQUIRE(kept(rig).size() == 1);
  CHECK(text_of(rig.push(button_of(unknown, "Do not keep my questions")))
            .contains("/answers keep yes"));
  CHECK(kept(rig).empty());
  const std::string text = text_of(rig.ask("zeppelin quokka marmalade"));
  CHECK(text.contains("I do not know that"));
  CHECK_FALSE(text.contains("90 days"));
  CHECK(kept(rig).empty());
  static_cast<void>(rig.say(Command{.name = "answers", .args = "keep yes"}));
  static_cast<void>(rig.ask("zeppelin quokka marmalade"));
  CHECK(kept(rig).size() == 1);
  CHECK(text_of(rig.say(Command{.name = "answers", .args = "keep no"})).contains("erased"));
  CHECK(kept(rig).empty());
}

TEST_CASE("gaps and opinions are kept for 90 days", "[answers]") {
  AnswersRig rig;
  rig.start();
  static_cast<void>(rig.ask("zeppelin quokka marmalade"));
  static_cast<void>(rig.push(button_of(rig.ask("How do I join the mailing list?"), "Not helpful")));
  rig.wait(24h * 89);
  CHECK(rig.rows("answer_gaps") == 2);
  rig.wait(24h * 2);
  CHECK(rig.rows("answer_gaps") == 0);
  CHECK(rig.rows("answer_votes") == 0);
}

TEST_CASE("forgetting somebody erases all of theirs and nothing of others", "[answers]") {
  AnswersRig rig;
  for (const char* who : {"ada", "bob"}) {
    const Outcome answer = rig.ask("How do I join the mailing list?", AnswersRig::person(who));
    static_cast<void>(rig.push(button_of(answer, "Not helpful"), who));
    refuse(rig.db, "web", who, no_unasked, rig.now);
  }
  static_cast<void>(rig.remark("How do I install it?", "eve"));
  static_cast<void>(rig.say(Forgotten{AnswersRig::person("ada")}));
  for (const char* table : {"answer_gaps", "answer_votes", "answer_refusals"}) {
    INFO(table);
    CHECK(rig.rows(table) == 1);
  }
  CHECK(rig.rows("answer_unasked") == 1);
  static_cast<void>(rig.say(Forgotten{AnswersRig::person("eve")}));
  CHECK(rig.rows("answer_unasked") == 0);
}

TEST_CASE("questions about the same are put together", "[answers]") {
  const auto gap = [](std::string question, std::string topic = {}) {
    return Gap{std::move(question), std::move(topic), "en", {}};
  };
  const std::vector<Gap> gaps{
      gap("How do I use zeppelins?"),
      gap("what about marmalade"),
      gap("how to use the zeppelin"),
      gap("使用飞艇的方法"),
      gap("怎么使用飞艇"),
      gap("how can I use zeppelins", "install"),
      gap("HOW DO I USE A ZEPPELIN ??")
  };
  const auto clusters = clusters_of(gaps);
  REQUIRE(clusters.size() >= 4);
  CHECK(clusters.front().question == "How do I use zeppelins?");
  CHECK(clusters.front().count == 3);
}

TEST_CASE(
    "maintainers are told of gaps once a week, in one message, with nobody's name", "[answers]"
) {
  AnswersRig rig;
  rig.maintainers = {"mai", "tom"};
  rig.start();
  rig.wait(24h);
  static_cast<void>(rig.ask("zeppelin quokka marmalade"));
  static_cast<void>(rig.ask("zeppelin quokka marmalade?", AnswersRig::person("bob")));
  static_cast<void>(rig.push(button_of(rig.ask("How do I join the mailing list?"), "Not helpful")));
  rig.wait(24h * 7);
  REQUIRE(rig.posts.size() == 2);
  const std::string text = AnswersRig::text(rig.posts.front());
  INFO(text);
  CHECK(text.contains("“zeppelin quokka marmalade?” (2 times)"));
  CHECK(text.contains("mailing-list: 1 said no, 0 said yes"));
  CHECK_FALSE(text.contains("ada"));
  CHECK_FALSE(text.contains("bob"));
  CHECK(rig.posts.front().audience == Audience::direct);
  // Nothing new, nothing told.
  rig.wait(24h * 14);
  CHECK(rig.posts.size() == 2);
}

TEST_CASE("what a button carries comes back as it was", "[answers]") {
  const Subject subject{"install", "zh-Hans", "@ada:example.org", "$event", "how do I", true};
  const Subject read = subject_of(value_of(subject));
  CHECK(read.topic == subject.topic);
  CHECK(read.lang == subject.lang);
  CHECK(read.asker == subject.asker);
  CHECK(read.event == subject.event);
  CHECK(read.question == subject.question);
  CHECK(read.unasked);
  CHECK(value_of({"t", "en", "a", "e", std::string(5'000, 'x')}).size() <= 1'900);
  CHECK(subject_of("install").topic == "install");
  CHECK(subject_of("").topic.empty());
  for (const char* odd : {"\n\n\n\n\n\n\n", "a\nb", "\x1f"}) static_cast<void>(subject_of(odd));
}

TEST_CASE("what a Call carries comes back as it was", "[answers]") {
  const Question question{"how?", "", {"web", "general", "7"}, "ada", "en", "e1", true};
  const auto read = question_of(Fetched{.tag = tag_of(question), .body = "how?", .etag = {}});
  REQUIRE(read);
  CHECK(read->text == "how?");
  CHECK(read->at == question.at);
  CHECK(read->person == "ada");
  CHECK(read->here);
  CHECK_FALSE(question_of(Fetched{.tag = "other", .body = {}, .etag = {}}));
}
