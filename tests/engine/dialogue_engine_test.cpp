// tests/engine/dialogue_engine_test.cpp: forms as conversations, through the whole engine.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/engine/dialogue_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using test::DialogueRig;
using test::words;

TEST_CASE("where a platform has no forms, opening one begins a conversation with the person alone"
) {
  DialogueRig talk;
  talk.answer = [](const Event&) { return Outcome{SayReply{words("It is on.")}, {}}; };
  talk.begin();
  CHECK(talk.command("c1", "poll"));
  REQUIRE(talk.posts() == 1);
  CHECK(talk.last().kind == Pending::Kind::post);
  CHECK(talk.last().audience == Audience::direct);
  CHECK(talk.last().lane == Lane::reply);
  CHECK(talk.last().to == To{.place = {"test", "", ""}, .people = {"ada"}});
  CHECK(talk.last().key == "dialogue:c1:0");
  CHECK_FALSE(talk.last().secret_question);
  CHECK(talk.heard() == "A poll\nWhat is it about? (1 of 2)\n/cancel stops.");

  CHECK(talk.say("m1", "NumPy 3"));
  REQUIRE(talk.posts() == 2);
  CHECK(talk.last().to.place.room == "dm-ada");
  CHECK(talk.heard().starts_with("Until when? (2 of 2)"));
  CHECK(talk.say("m2", "tomorrow"));
  REQUIRE(talk.sent.size() == 1);
  CHECK(talk.sent[0].id == "m2");
  CHECK(talk.sent[0].at.room == "dm-ada");
  CHECK(talk.sent[0].as<Submit>()->form == "poll.new");
  CHECK(talk.sent[0].as<Submit>()->fields == Fields{{"title", "NumPy 3"}, {"when", "2026-11-22"}});
  CHECK(talk.heard() == "It is on.");
  CHECK(talk.last().key == "re:m2");
  CHECK(talk.overheard.empty());
  CHECK(talk.count("SELECT count(*) FROM dialogues") == 0);
  CHECK(talk.count("SELECT count(*) FROM notices WHERE what='sent'") == 1);

  CHECK(talk.say("m3", "and now an ordinary question"));
  CHECK(talk.overheard == std::vector<std::string>{"and now an ordinary question"});
}

TEST_CASE("what is said elsewhere while a form is under way is no answer to it") {
  DialogueRig talk;
  talk.begin();
  CHECK(talk.command("c1", "poll"));
  CHECK(talk.send(talk.rig.message("m1", "hello all")));
  CHECK(talk.overheard == std::vector<std::string>{"hello all"});
  CHECK(talk.posts() == 1);
  CHECK(talk.say("m2", "an answer"));
  CHECK(talk.overheard.size() == 1);
}

TEST_CASE("a platform with forms gets the form itself") {
  DialogueRig talk{Capabilities{}};
  talk.begin();
  CHECK(talk.command("c1", "poll"));
  REQUIRE(talk.posts() == 1);
  CHECK(talk.last().kind == Pending::Kind::open);
  CHECK(talk.say("m1", "hello"));
  CHECK(talk.overheard.size() == 1);
  CHECK(talk.count("SELECT count(*) FROM dialogues") == 0);
}

TEST_CASE("a rejected form is mended where it is wrong, and what it wrote is taken back") {
  DialogueRig talk;
  talk.answer = [&](const Event& event) -> Outcome {
    if (event.as<Submit>()->fields.at("title") == "taken")
      return {Reject{{{"title", "There is one with that title."}}}, {}};
    return {Close{}, {}};
  };
  talk.begin();
  CHECK(talk.command("c1", "poll"));
  CHECK(talk.say("m1", "taken"));
  CHECK(talk.say("m2", "2026-12-01"));
  CHECK(talk.heard().starts_with("There is one with that title.\nWhat is it about? (1 of 2)"));
  CHECK(talk.count("SELECT count(*) FROM notices WHERE what='sent'") == 0);
  CHECK(talk.say("m2", "2026-12-01"));  // a repeat of what was rejected is still a repeat
  CHECK(talk.sent.size() == 1);
  CHECK(talk.say("m3", "free"));
  REQUIRE(talk.sent.size() == 2);
  CHECK(talk.sent[1].id == "m3");
  CHECK(talk.sent[1].as<Submit>()->fields == Fields{{"title", "free"}, {"when", "2026-12-01"}});
  CHECK(talk.heard() == "Thank you, that was sent.");
  CHECK(talk.count("SELECT count(*) FROM notices WHERE what='sent'") == 1);
}

TEST_CASE("a feature that throws loses nobody's answers: the form can be sent again") {
  DialogueRig talk;
  bool broken = true;
  talk.answer = [&](const Event&) -> Outcome {
    if (broken) throw std::runtime_error("on purpose");
    return {};
  };
  talk.begin();
  CHECK(talk.command("c1", "poll"));
  CHECK(talk.say("m1", "NumPy 3"));
  CHECK(talk.say("m2", "2026-12-01"));
  CHECK(talk.heard().starts_with("Something went wrong on my side"));
  CHECK(talk.rig.engine->figures().failed == 1);
  broken = false;
  CHECK(talk.say("m3", "1"));
  REQUIRE(talk.sent.size() == 2);
  CHECK(talk.sent[1].as<Submit>()->fields == talk.sent[0].as<Submit>()->fields);
  CHECK(talk.heard() == "Thank you, that was sent.");
}

TEST_CASE("an update is asked as the next form, and a form may open another") {
  DialogueRig talk;
  talk.answer = [&](const Event& event) -> Outcome {
    const std::string& id = event.as<Submit>()->form;
    Form next = DialogueRig::form(false);
    next.fields.pop_back();
    if (id == "poll.new") {
      next.id = "poll.sure";
      return {Update{next}, {}};
    }
    if (id == "poll.sure") {
      next.id = "poll.other";
      return {Close{}, {Open{event.who, next}}};
    }
    return {};
  };
  talk.begin();
  CHECK(talk.command("c1", "poll"));
  CHECK(talk.say("m1", "NumPy 3"));
  CHECK(talk.say("m2", "2026-12-01"));
  CHECK(talk.heard().starts_with("A poll\nWhat is it about?\n"));
  CHECK(talk.say("m3", "yes"));
  REQUIRE(talk.posts() == 5);
  CHECK(talk.count("SELECT count(*) FROM dialogues") == 1);
  CHECK(talk.say("m4", "more"));
  REQUIRE(talk.sent.size() == 3);
  CHECK(talk.sent[2].as<Submit>()->form == "poll.other");
  CHECK(talk.count("SELECT count(*) FROM dialogues") == 0);
  for (const Pending& pending : talk.rig.adapter->delivered)
    CHECK(plain_text(pending.doc).find("closed") == std::string::npos);
}

TEST_CASE("/cancel ends a form and tells its feature; without a form it says so") {
  DialogueRig talk;
  talk.begin();
  CHECK(talk.command("c1", "cancel"));
  CHECK(talk.heard() == "There is no form under way.");
  CHECK(talk.command("c2", "poll"));
  CHECK(talk.say("m1", "NumPy 3"));
  CHECK(talk.command("c3", "cancel"));
  CHECK(talk.heard() == "Stopped. Nothing was sent.");
  CHECK(talk.stopped == std::vector<std::string>{"poll.new"});
  CHECK(talk.command("c4", "poll"));
  CHECK(talk.say("m2", "!cancel"));
  CHECK(talk.stopped.size() == 2);
  CHECK(talk.say("m3", "hello"));
  CHECK(talk.overheard == std::vector<std::string>{"hello"});
  CHECK(talk.sent.empty());
}

TEST_CASE("/back asks the last question again, of the person alone") {
  DialogueRig talk;
  talk.begin();
  CHECK(talk.command("c1", "poll"));
  CHECK(talk.say("m1", "NumPy 3"));
  CHECK(talk.command("c2", "back"));
  CHECK(talk.heard().starts_with("What is it about? (1 of 2)\nAnswer = to keep: NumPy 3"));
  CHECK(talk.last().audience == Audience::direct);
  CHECK(talk.last().to.place.room.empty());
}

TEST_CASE("other commands work while a form is under way, and it goes on after them") {
  DialogueRig talk;
  talk.begin();
  CHECK(talk.command("c1", "poll"));
  CHECK(talk.command("c2", "ping"));
  CHECK(talk.heard() == "pong");
  CHECK(talk.say("m1", "NumPy 3"));
  CHECK(talk.heard().starts_with("Until when?"));
}

TEST_CASE("a new form takes the place of the one under way and says so") {
  DialogueRig talk;
  talk.begin();
  CHECK(talk.command("c1", "poll"));
  CHECK(talk.say("m1", "NumPy 3"));
  CHECK(talk.command("c2", "poll"));
  CHECK(talk.heard().starts_with(
      "The form that you had begun before is closed; nothing of it was sent.\nA poll\n"
      "What is it about? (1 of 2)"
  ));
  CHECK(talk.say("m2", "SciPy 3"));
  CHECK(talk.say("m3", "2026-12-01"));
  REQUIRE(talk.sent.size() == 1);
  CHECK(talk.sent[0].as<Submit>()->fields.at("title") == "SciPy 3");
}

TEST_CASE("two people fill in the same form at once, each in a language of their own") {
  DialogueRig talk;
  talk.begin();
  CHECK(talk.command("c1", "poll", "ada"));
  CHECK(talk.command("c2", "report", "grace"));
  CHECK(talk.say("m1", "Ada's", "ada"));
  CHECK(talk.say("m2", "Grace's", "grace", true));
  CHECK(talk.say("m3", "2026-12-01", "ada"));
  CHECK(talk.say("m4", "all of it", "grace", true));
  REQUIRE(talk.sent.size() == 2);
  CHECK(talk.sent[0].who.id == "ada");
  CHECK(talk.sent[0].as<Submit>()->fields.at("title") == "Ada's");
  CHECK(talk.sent[1].who.id == "grace");
  CHECK(talk.sent[1].as<Submit>()->secrets.at("title").reveal() == "Grace's");
}
