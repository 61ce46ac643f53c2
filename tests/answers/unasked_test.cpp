// tests/answers/unasked_test.cpp: where newcomers are, people come first; Usher speaks once, seldom, or not at all.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/answers/rig.hpp"

using namespace usher;
using namespace usher::answers;
using namespace std::chrono_literals;
using test::AnswersRig;
using test::button_named;

namespace {

constexpr const char* question = "How do I join the mailing list?";

Button button(const Post& post, std::string_view label) {
  const auto found = button_named(std::get<Doc>(post.body), label);
  REQUIRE(found);
  return *found;
}

}  // namespace

TEST_CASE(
    "a question that nobody answers is answered after three minutes, in its thread", "[answers]"
) {
  AnswersRig rig;
  const Outcome heard = rig.remark(question);
  CHECK(std::holds_alternative<None>(heard.reply));
  rig.wait(179s);
  CHECK(rig.posts.empty());
  rig.wait(1s);
  REQUIRE(rig.posts.size() == 1);
  const Post& post = rig.posts.front();
  CHECK(post.to == To{{"web", "newcomers", "root1"}, {}});
  CHECK(AnswersRig::text(post).starts_with("I am a bot"));
  CHECK(AnswersRig::text(post).contains("https://example.org/mailing-list"));
  rig.wait(24h);
  CHECK(rig.posts.size() == 1);
}

TEST_CASE("where a person speaks first, Usher stays silent", "[answers]") {
  AnswersRig rig;
  static_cast<void>(rig.remark(question));
  rig.wait(60s);
  SECTION("in the thread") { static_cast<void>(rig.remark("On its page.", "bob", "root1")); }
  SECTION("in the room") { static_cast<void>(rig.remark("On its page.", "bob")); }
  rig.wait(1h);
  CHECK(rig.posts.empty());
}

TEST_CASE("what answers somebody is no question to everybody", "[answers]") {
  AnswersRig rig;
  const Message asked{.text = question, .root = "$1", .reply = true};
  static_cast<void>(rig.say(asked, {"web", "newcomers", ""}));
  rig.wait(1h);
  CHECK(rig.posts.empty());
  static_cast<void>(rig.remark(question));
  static_cast<void>(rig.say(
      Message{.text = "On its page.", .root = "$9", .reply = true}, {"web", "newcomers", ""},
      AnswersRig::person("bob")
  ));
  rig.wait(1h);
  CHECK(rig.posts.empty());
}

TEST_CASE("where no thread is known, anybody's words in one may be the answer", "[answers]") {
  AnswersRig rig;
  static_cast<void>(rig.say(Message{.text = question}, {"web", "newcomers", ""}));
  static_cast<void>(rig.remark("On its page.", "bob", "12"));
  rig.wait(1h);
  CHECK(rig.posts.empty());
}

TEST_CASE("who asks Usher itself meanwhile is not answered a second time", "[answers]") {
  AnswersRig rig;
  static_cast<void>(rig.remark(question));
  static_cast<void>(rig.ask(question));
  rig.wait(1h);
  CHECK(rig.posts.empty());
}

TEST_CASE("an edited question is the same message", "[answers]") {
  AnswersRig rig;
  const auto said = [&](const char* text) {
    return rig.say(Message{.text = text, .root = "$1"}, {"web", "newcomers", ""});
  };
  static_cast<void>(said("How do I join teh mailing list?"));
  SECTION("solved") {
    static_cast<void>(said("never mind, solved"));
    rig.wait(1h);
    CHECK(rig.posts.empty());
  }
  SECTION("corrected, and then taken back") {
    static_cast<void>(said(question));
    static_cast<void>(rig.say(Deleted{"event1"}, {"web", "newcomers", ""}));
    rig.wait(1h);
    CHECK(rig.posts.empty());
  }
  SECTION("corrected") {
    static_cast<void>(said(question));
    rig.wait(1h);
    REQUIRE(rig.posts.size() == 1);
    CHECK(rig.posts.front().to.place.thread == "$1");
    static_cast<void>(said("How do I join the mailing list, please?"));
    rig.wait(1h);
    CHECK(rig.posts.size() == 1);
  }
}

TEST_CASE(
    "who tells of harm is answered however often Usher has spoken, and nothing is noted",
    "[answers]"
) {
  AnswersRig rig;
  for (int i = 0; i < 3; ++i)
    static_cast<void>(rig.remark("somebody harassed me here, what can I do?"));
  CHECK(rig.posts.size() == 3);
  CHECK(rig.rows("answer_unasked") == 0);
  for (const Post& post : rig.posts) CHECK_FALSE(post.key.contains("event"));
}

TEST_CASE("the asker's own words, or another thread's, are no answer", "[answers]") {
  AnswersRig rig;
  static_cast<void>(rig.remark(question));
  static_cast<void>(rig.remark("Anybody?"));
  static_cast<void>(rig.remark("Thanks!", "bob", "elsewhere"));
  rig.wait(1h);
  CHECK(rig.posts.size() == 1);
}

TEST_CASE("chatter, statements and what is said in threads are left alone", "[answers]") {
  AnswersRig rig;
  static_cast<void>(rig.remark("I joined the mailing list yesterday."));
  static_cast<void>(rig.remark("should we move the mailing list?", "bob"));
  static_cast<void>(rig.remark(question, "eve", "some thread"));
  rig.wait(1h);
  CHECK(rig.posts.empty());
}

TEST_CASE("nobody is answered unasked twice in ten minutes", "[answers]") {
  AnswersRig rig;
  static_cast<void>(rig.remark(question));
  rig.wait(4min);
  static_cast<void>(rig.remark("How do I install it?"));
  rig.wait(4min);
  CHECK(rig.posts.size() == 1);
  rig.wait(10min);
  static_cast<void>(rig.remark("How do I install it?"));
  rig.wait(4min);
  CHECK(rig.posts.size() == 2);
}

TEST_CASE("a room is answered unasked six times an hour at most", "[answers]") {
  AnswersRig rig;
  for (int i = 0; i < 9; ++i) {
    static_cast<void>(rig.remark(question, "person" + std::to_string(i)));
    rig.wait(4min);
  }
  CHECK(rig.posts.size() == 6);
  rig.wait(1h);
  static_cast<void>(rig.remark(question, "another"));
  rig.wait(4min);
  CHECK(rig.posts.size() == 7);
}

TEST_CASE("who presses stop is never answered unasked again, and the answer goes", "[answers]") {
  AnswersRig rig;
  static_cast<void>(rig.remark(question));
  rig.wait(4min);
  const Button stop = button(rig.posts.front(), "Do not answer me unasked");
  CHECK(std::holds_alternative<SayReply>(rig.push(stop, "bob").reply));
  const Outcome stopped = rig.push(stop, "ada", {"web", "newcomers", ""});
  REQUIRE(stopped.effects.size() == 1);
  const Edit& edit = std::get<Edit>(stopped.effects.front());
  CHECK(edit.key == rig.posts.front().key);
  CHECK(edit.to == rig.posts.front().to);
  rig.wait(24h);
  static_cast<void>(rig.remark(question));
  rig.wait(1h);
  CHECK(rig.posts.size() == 1);
}

TEST_CASE("a topic that did not help three people is not brought up for a week", "[answers]") {
  AnswersRig rig;
  rig.maintainers = {"mai"};
  for (int i = 0; i < 3; ++i) {
    static_cast<void>(rig.remark(question, "person" + std::to_string(i)));
    rig.wait(15min);
    REQUIRE(rig.posts.size() == static_cast<std::size_t>(i) + 1);
    static_cast<void>(
        rig.push(button(rig.posts.back(), "Not helpful"), "person" + std::to_string(i))
    );
  }
  REQUIRE(rig.posts.size() == 4);
  CHECK(rig.posts.back().to.people == std::vector<std::string>{"mai"});
  CHECK(AnswersRig::text(rig.posts.back()).contains("mailing-list"));
  rig.wait(24h);
  static_cast<void>(rig.remark(question, "late"));
  rig.wait(1h);
  CHECK(rig.posts.size() == 4);
  rig.wait(24h * 7);
  static_cast<void>(rig.remark(question, "later"));
  rig.wait(1h);
  CHECK(rig.posts.size() == 5);
}

TEST_CASE("what is told of harm there is answered at once, to the person alone", "[answers]") {
  AnswersRig rig;
  static_cast<void>(rig.remark("somebody harassed me here, what can I do?"));
  REQUIRE(rig.posts.size() == 1);
  CHECK(rig.posts.front().audience == Audience::direct);
  CHECK(rig.posts.front().to.people == std::vector<std::string>{"ada"});
  CHECK(AnswersRig::text(rig.posts.front()).contains("/report"));
  rig.wait(1h);
  CHECK(rig.posts.size() == 1);
  CHECK(rig.rows("answer_gaps") == 0);
}

TEST_CASE("a message that is taken back takes its answer along", "[answers]") {
  AnswersRig rig;
  static_cast<void>(rig.remark(question));
  const Place room{"web", "newcomers", ""};
  SECTION("before it was given") {
    static_cast<void>(rig.say(Deleted{"event1"}, room));
    rig.wait(1h);
    CHECK(rig.posts.empty());
    CHECK(rig.retracted.empty());
  }
  SECTION("after it was given") {
    rig.wait(4min);
    static_cast<void>(rig.say(Deleted{"event1"}, room));
    REQUIRE(rig.retracted.size() == 1);
    CHECK(rig.retracted.front().key == rig.posts.front().key);
    CHECK(rig.retracted.front().to == rig.posts.front().to);
  }
}

TEST_CASE("after a downtime nobody is answered whose question is old", "[answers]") {
  AnswersRig rig;
  static_cast<void>(rig.remark(question));
  rig.now += 1h;
  rig.wait(1s);
  CHECK(rig.posts.empty());
  CHECK(rig.rows("answer_unasked") == 0);
}

TEST_CASE(
    "answers are read at the start where Usher may speak first, and waited for", "[answers]"
) {
  AnswersRig rig(AnswersRig::usual(), false);
  rig.start();
  REQUIRE(rig.calls.size() == 1);
  CHECK(rig.calls.front().method == "OPEN");
  static_cast<void>(rig.remark(question));
  rig.wait(4min);
  CHECK(rig.posts.empty());
  static_cast<void>(rig.shelf->opened());
  static_cast<void>(rig.fetched(rig.calls.front(), {}));
  CHECK(rig.posts.empty());
  static_cast<void>(rig.remark(question));
  rig.wait(4min);
  CHECK(rig.posts.size() == 1);
  Settings none = AnswersRig::usual();
  none.newcomer_rooms.clear();
  AnswersRig quiet(none, false);
  quiet.start();
  CHECK(quiet.calls.empty());
}
