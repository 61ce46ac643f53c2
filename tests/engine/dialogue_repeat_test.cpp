// tests/engine/dialogue_repeat_test.cpp: answers that come again, are edited, or come after a restart.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/engine/dialogue_rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using test::DialogueRig;

TEST_CASE("a repeated answer advances nothing") {
  DialogueRig talk;
  talk.begin();
  CHECK(talk.command("c1", "poll"));
  CHECK(talk.say("m1", "NumPy 3"));
  CHECK(talk.command("c1", "poll"));
  CHECK(talk.say("m1", "NumPy 3"));
  CHECK(talk.posts() == 2);
  CHECK(talk.rig.engine->figures().repeats == 2);
  CHECK(talk.say("m2", "2026-12-01"));
  CHECK(talk.say("m2", "2026-12-01"));
  CHECK(talk.sent.size() == 1);
  CHECK(talk.posts() == 3);
  CHECK(talk.overheard.empty());  // not the last one either, whose form is over
}

TEST_CASE("what was said before a form was opened is no answer to it when the platform repeats it"
) {
  DialogueRig talk;
  talk.begin();
  CHECK(talk.say("m0", "hello"));
  CHECK(talk.command("c1", "poll"));
  CHECK(talk.say("m0", "hello"));
  CHECK(talk.posts() == 1);
  CHECK(talk.say("m1", "NumPy 3"));
  CHECK(talk.heard().starts_with("Until when? (2 of 2)"));
}

TEST_CASE("where the ack carries what is said, a repeated answer is answered with the same question"
) {
  DialogueRig talk{{.ack_carries = {Kind::message, Kind::command}, .forms = false}};
  talk.begin();
  CHECK(talk.command("c1", "poll"));
  const auto first = talk.say("m1", "NumPy 3");
  const auto again = talk.say("m1", "NumPy 3");
  REQUIRE(first);
  REQUIRE(again);
  const Doc& asked = std::get<SayReply>(*first).doc;
  CHECK(plain_text(asked).starts_with("Until when?"));
  CHECK(asked == std::get<SayReply>(*again).doc);
  const auto back = talk.command("c2", "back");
  REQUIRE(back);
  CHECK(plain_text(std::get<SayReply>(*back).doc).starts_with("What is it about?"));
  CHECK(talk.posts() == 1);  // only the first question, which no ack could carry
}

TEST_CASE("an edited answer is not taken for the next one") {
  DialogueRig talk;
  talk.begin();
  CHECK(talk.command("c1", "poll"));
  CHECK(talk.say("m1", "NumPi 3"));
  Event edited = talk.rig.message("m2", "", "ada", "dm-ada");
  edited.what = Edited{"m1", Message{"NumPy 3", false, true}, talk.rig.clock.seconds()};
  CHECK(talk.send(edited));
  CHECK(talk.heard() == "Your answer stands as you sent it first; /back corrects the last one.");
  CHECK(talk.overheard.empty());
  // Nor does the next question go when an answer is deleted.
  Event deleted = talk.rig.message("m3", "", "ada", "dm-ada");
  deleted.what = Deleted{"m1"};
  CHECK(talk.send(deleted));
  CHECK(talk.posts() == 3);
  CHECK(talk.say("m4", "2026-12-01"));
  REQUIRE(talk.sent.size() == 1);
  CHECK(talk.sent[0].as<Submit>()->fields.at("title") == "NumPi 3");
}

TEST_CASE("a form under way goes on after a restart, and is gone after a day without an answer") {
  test::TempFolder kept;
  DialogueRig before;
  before.begin();
  CHECK(before.command("c1", "poll"));
  CHECK(before.say("m1", "NumPy 3"));
  before.rig.stop();
  std::filesystem::copy(before.rig.path, kept.file("usher.db"));

  DialogueRig after;
  after.rig.take_over(kept.file("usher.db"));
  after.begin();
  CHECK(after.say("m1", "NumPy 3"));  // the platform repeats what it is not sure of
  CHECK(after.posts() == 0);
  CHECK(after.say("m2", "2026-12-01"));
  REQUIRE(after.sent.size() == 1);
  CHECK(after.sent[0].as<Submit>()->fields.at("title") == "NumPy 3");

  CHECK(after.command("c2", "poll"));
  after.rig.clock.advance(std::chrono::hours(24));
  CHECK(after.say("m3", "too late"));
  CHECK(after.overheard == std::vector<std::string>{"too late"});
}
