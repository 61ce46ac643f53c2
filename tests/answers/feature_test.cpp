// tests/answers/feature_test.cpp: /ask and what is said to Usher: who is answered what, where, and who sees it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/people.hpp"
#include "tests/answers/rig.hpp"

using namespace usher;
using namespace usher::answers;
using test::AnswersRig;
using test::button_named;
using test::button_of;
using test::reply_of;
using test::text_of;

TEST_CASE("/ask answers the asker alone, with a link and buttons", "[answers]") {
  AnswersRig rig;
  const Outcome outcome = rig.ask("How do I join the mailing list?");
  INFO(text_of(outcome));
  CHECK(text_of(outcome).contains("https://example.org/mailing-list"));
  CHECK(text_of(outcome).contains("team@example.org"));
  CHECK(text_of(outcome).contains("From answers/mailing-list.md."));
  CHECK(reply_of(outcome).only_you);
  CHECK_FALSE(reply_of(outcome).confidential);
  CHECK(outcome.effects.empty());
  for (const char* label : {"Helpful", "Not helpful", "Ask in #people for me"})
    CHECK(button_named(test::said(outcome), label));
  CHECK_FALSE(button_named(test::said(outcome), "Improve this text"));
}

TEST_CASE("an answer leads to the file that it can be improved in", "[answers]") {
  Settings settings = AnswersRig::usual();
  settings.edit_url = "https://example.org/edit";
  AnswersRig rig(settings);
  const Button improve = button_of(rig.ask("How do I join the mailing list?"), "Improve this text");
  CHECK(improve.url == "https://example.org/edit/mailing-list.md");
}

TEST_CASE("who asks in a room is answered there; alone, alone", "[answers]") {
  AnswersRig rig;
  CHECK_FALSE(reply_of(rig.mention("How do I join the mailing list?")).only_you);
  const Outcome alone = rig.say(Message{.text = "How do I join the mailing list?", .direct = true});
  CHECK(reply_of(alone).only_you);
}

TEST_CASE("what was not said to Usher is not its business, but where newcomers are", "[answers]") {
  const AnswersRig rig;
  const auto concerns = [&](Message message, std::string room) {
    return rig.feature->concerns(
        Event{"e", {"web", std::move(room), ""}, {}, {}, std::move(message)}
    );
  };
  CHECK_FALSE(concerns({.text = "How do I join the mailing list?"}, "general"));
  CHECK(concerns({.text = "How do I join the mailing list?"}, "newcomers"));
  CHECK_FALSE(concerns({.text = "x", .direct = true, .answers_secret = true}, "general"));
  CHECK(concerns({.text = "x", .mention = true}, "general"));
  CHECK(concerns({.text = "x", .direct = true}, "general"));
}

TEST_CASE("nothing asked is answered with how to ask", "[answers]") {
  AnswersRig rig;
  CHECK(text_of(rig.ask("  ")).contains("/ask where do I start"));
  CHECK(std::holds_alternative<None>(rig.mention("").reply));
}

TEST_CASE("what is not known goes to people, and their room is named", "[answers]") {
  AnswersRig rig;
  const std::string text = text_of(rig.ask("zeppelin quokka marmalade"));
  CHECK(text.contains("I do not know that. People in #people may"));
  CHECK(text.contains("90 days"));
  Settings settings = AnswersRig::usual();
  settings.people_rooms = {{"slack:C9", "#elsewhere"}};
  AnswersRig nowhere(settings);
  nowhere.community.contact_url = "https://example.org/chat";
  const std::string other = text_of(nowhere.ask("zeppelin quokka marmalade"));
  CHECK(other.contains("I do not know that. People here may: ask them."));
  CHECK(other.contains("https://example.org/chat"));
}

TEST_CASE("people are asked when somebody presses for it, and once", "[answers]") {
  AnswersRig rig;
  const Outcome unknown = rig.ask("Can @bob the zeppelin quokka see https://example.org/x?");
  CHECK(rig.posts.empty());
  const Button button = button_of(unknown, "Ask in #people for me");
  CHECK(text_of(rig.push(button, "eve")) == "This button is for whoever asked.");
  CHECK(rig.posts.empty());
  CHECK(text_of(rig.push(button)).contains("I have asked in #people."));
  static_cast<void>(rig.push(button));
  REQUIRE(rig.posts.size() == 1);
  CHECK(rig.posts.front().to == To{{"web", "people", ""}, {}});
  const std::string text = AnswersRig::text(rig.posts.front());
  INFO(text);
  CHECK(text.contains("Ada asks what I do not know."));
  CHECK(text.contains("Can the zeppelin quokka see"));
  CHECK_FALSE(text.contains("https://"));
  CHECK_FALSE(text.contains("bob"));
}

TEST_CASE("what is unsure is offered, and the answer takes the offer's place", "[answers]") {
  AnswersRig rig;
  rig.shelf->put(test::alike());
  const Outcome offer = rig.ask(test::unsure);
  INFO(text_of(offer));
  REQUIRE(text_of(offer).contains("Is it one of these?"));
  const Outcome answer = rig.push(button_of(offer, "How do I join the mailing list?"));
  CHECK(std::holds_alternative<Replace>(answer.reply));
  CHECK(text_of(answer).contains("https://example.org/join"));
  CHECK(button_named(test::said(answer), "Helpful"));
  // Whoever else presses sees the answer, and does not take the question over.
  const Outcome bob = rig.push(button_of(offer, "How do I join the mailing list?"), "bob");
  CHECK_FALSE(button_named(test::said(bob), "Ask in #people for me"));
  static_cast<void>(rig.push(button_of(bob, "Not helpful"), "bob"));
  CHECK(rig.rows("answer_gaps") == 0);
  const Outcome none = rig.push(button_of(offer, "None of these"));
  CHECK(std::holds_alternative<Replace>(none.reply));
  CHECK(text_of(none).contains("I do not know that."));
  CHECK(rig.rows("answer_gaps") == 1);
}

TEST_CASE("another feature's button answers a topic and leaves its message alone", "[answers]") {
  AnswersRig rig;
  const Outcome outcome =
      rig.say(Press{.action = "answers.topic", .value = "install", .secret = {}, .key = {}});
  CHECK(std::holds_alternative<SayReply>(outcome.reply));
  CHECK(text_of(outcome).contains("https://example.org/install"));
  const Outcome gone =
      rig.say(Press{.action = "answers.topic", .value = "gone", .secret = {}, .key = {}});
  CHECK(text_of(gone).contains("I do not know that"));
}

TEST_CASE(
    "who tells of harm is told how to report it, privately, and nothing is said again or kept",
    "[answers]"
) {
  AnswersRig rig;
  const Outcome outcome = rig.mention("he insulted me with the word fishmonger");
  INFO(text_of(outcome));
  CHECK(text_of(outcome).contains("/report"));
  CHECK_FALSE(text_of(outcome).contains("fishmonger"));
  CHECK_FALSE(text_of(outcome).contains("https://"));
  CHECK(reply_of(outcome).confidential);
  CHECK(outcome.effects.empty());
  CHECK(test::buttons_of(outcome).empty());
  CHECK(rig.rows("answer_gaps") == 0);
  // Who comes to it last is understood as well.
  std::string account;
  while (account.size() < 20'000) account += "We had talked about the build for a while. ";
  CHECK(text_of(rig.mention(account + "Then he insulted me.")).contains("/report"));
  // A question about the rules is answered, and still to the asker alone.
  const Outcome rules = rig.mention("What counts as harassment?");
  CHECK(text_of(rules).contains("conduct@example.org"));
  CHECK(reply_of(rules).confidential);
}

TEST_CASE(
    "a button for conduct or security answers that person alone, and keeps nothing", "[answers]"
) {
  AnswersRig rig;
  for (const char* topic : {"coc-report", "security"}) {
    const Outcome outcome = rig.say(Press{
        .action = "answers.topic",
        .value = value_of({topic, "en", "ada", "event0", "list join"}),
        .secret = {},
        .key = {}
    });
    CHECK(reply_of(outcome).confidential);
    CHECK(test::buttons_of(outcome).empty());
  }
  CHECK(rig.rows("answer_gaps") == 0);
}

TEST_CASE("what a button says is in the language that was asked in", "[answers]") {
  AnswersRig rig;
  const Outcome answer = rig.ask("怎么安装？");
  CHECK(text_of(rig.push(button_of(answer, "没用"))).contains("抱歉"));
  CHECK(text_of(rig.push(button_of(answer, "没用"), "bob")).contains("Sorry"));
}

TEST_CASE("people are asked again when the same is asked again", "[answers]") {
  AnswersRig rig;
  for (int i = 0; i < 2; ++i)
    static_cast<void>(
        rig.push(button_of(rig.ask("zeppelin quokka marmalade"), "Ask in #people for me"))
    );
  CHECK(rig.posts.size() == 2);
}

TEST_CASE("a command that lost its stroke is left to help", "[answers]") {
  AnswersRig rig;
  CHECK(std::holds_alternative<None>(rig.mention("ask zeppelin quokka").reply));
  CHECK(std::holds_alternative<None>(rig.mention("answer gaps").reply));
  AnswersRig closed(AnswersRig::usual(), false);
  CHECK(std::holds_alternative<None>(closed.mention("ask zeppelin quokka").reply));
  CHECK(closed.calls.empty());
}

TEST_CASE("a question that begins like a command is a question all the same", "[answers]") {
  AnswersRig rig;
  CHECK(text_of(rig.mention("ask how do I join the mailing list?")).contains("https://"));
}

TEST_CASE("the answer is in the language that was asked in, or chosen", "[answers]") {
  AnswersRig rig;
  CHECK(text_of(rig.ask("怎么安装？")).contains("运行"));
  people::choose_language(rig.db, "web", "ada", "en", rig.now);
  CHECK(text_of(rig.ask("怎么安装？")).contains("Run `pip install numpy`") == false);
  CHECK(text_of(rig.ask("怎么安装？")).contains("On Windows use the installer."));
}

TEST_CASE("the first to ask waits for the answers to be read, and is answered then", "[answers]") {
  AnswersRig rig(AnswersRig::usual(), false);
  CHECK(text_of(rig.mention("How do I join the mailing list?")).contains("One moment"));
  REQUIRE(rig.calls.size() == 1);
  const Call call = rig.calls.front();
  CHECK(call.service == "answers");
  CHECK(call.method == "OPEN");
  static_cast<void>(rig.shelf->opened());
  static_cast<void>(rig.fetched(call, call.body));
  REQUIRE(rig.posts.size() == 1);
  CHECK(AnswersRig::text(rig.posts.front()).contains("https://example.org/mailing-list"));
  CHECK(rig.posts.front().audience == Audience::room);
  CHECK(rig.posts.front().to == To{{"web", "general", ""}, {}});
}

TEST_CASE("answers that cannot be read are no reason for silence", "[answers]") {
  AnswersRig rig(AnswersRig::usual(), false);
  static_cast<void>(rig.ask("How do I join the mailing list?"));
  static_cast<void>(rig.fetched(rig.calls.front(), {}, 500, errc::bug));
  REQUIRE(rig.posts.size() == 1);
  CHECK(AnswersRig::text(rig.posts.front()).contains("Please ask a person."));
}

TEST_CASE(
    "what waits for the answers to be read is as private as it would have been", "[answers]"
) {
  AnswersRig rig(AnswersRig::usual(), false);
  static_cast<void>(rig.mention("he insulted me"));
  const Call call = rig.calls.front();
  static_cast<void>(rig.shelf->opened());
  static_cast<void>(rig.fetched(call, call.body));
  REQUIRE(rig.posts.size() == 1);
  const Post& post = rig.posts.front();
  CHECK(post.audience == Audience::direct);
  CHECK(post.to.people == std::vector<std::string>{"ada"});
  CHECK(AnswersRig::text(post).contains("/report"));
}

TEST_CASE("with the echo on, only what is known is answered", "[answers]") {
  Settings settings = AnswersRig::usual();
  settings.only_known = true;
  AnswersRig rig(settings);
  CHECK(text_of(rig.mention("How do I join the mailing list?")).contains("https://"));
  CHECK(std::holds_alternative<None>(rig.mention("zeppelin quokka marmalade").reply));
  AnswersRig closed(settings, false);
  CHECK(std::holds_alternative<None>(closed.mention("How do I join the mailing list?").reply));
  CHECK(closed.calls.empty());
}
