// tests/engine/forget_engine_test.cpp: what /forget me takes out of the outbox, and what stays.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/engine/engine_tools.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using test::count;
using test::Rig;
using test::words;

namespace {

using People = std::vector<std::string>;

// "forget me" forgets; anything else posts to the people and in the lane that the test has set.
struct Talk {
  explicit Talk(Capabilities can = {.ack_carries = {Kind::message}}) : rig(can) {
    rig.feature("talk", {Kind::message}, [this](const Event& event, Context&) -> Outcome {
      if (event.as<Message>() == nullptr) return {};
      if (event.as<Message>()->text == "forget me")
        return {SayReply{words("done"), true}, {ForgetPerson{event.who}}};
      Post post{
          .to = {.place = {event.at.space, "", ""}, .people = people}, .body = words("to them")
      };
      post.audience = people.size() == 1 ? Audience::direct : Audience::group;
      post.lane = lane;
      post.key = event.as<Message>()->text;
      return {None{}, {post}};
    });
    rig.start();
  }
  void say(std::string text, std::string who = "ada") {
    const Event said = rig.message("e" + std::to_string(++sent), std::move(text), std::move(who));
    CHECK(rig.adapter->send(said));
    rig.settle();
  }

  People people{"grace"};
  Lane lane = Lane::reminder;
  int sent = 0;
  Rig rig;  // last: its engine ends before what its feature reads
};

}  // namespace

TEST_CASE(
    "who is forgotten is no longer named in the record of a message to several, which is not "
    "posted again"
) {
  Talk talk;
  talk.people = {"ada", "grace"};
  talk.say("key one", "organiser");
  talk.rig.adapter->failures = {errc::refused};
  talk.say("key two", "organiser");
  CHECK(
      count(
          talk.rig,
          "SELECT count(*) FROM posted WHERE to_key LIKE '%grace%' OR person LIKE '%grace%'"
      ) == 0
  );
  talk.say("forget me", "ad");  // a part of an id is another id
  CHECK(count(talk.rig, "SELECT count(*) FROM outbox WHERE person='ada,grace'") == 1);
  talk.say("forget me", "grace");
  CHECK(count(talk.rig, "SELECT count(*) FROM outbox") == 0);
  CHECK(count(talk.rig, "SELECT count(*) FROM posted") == 2);
  talk.say("key one", "organiser");
  CHECK(talk.rig.adapter->delivered.size() == 1);
}

TEST_CASE("what never reached somebody else goes with the person who had it sent") {
  Talk talk;
  talk.rig.adapter->failures = {errc::refused};
  talk.say("lost", "ada");
  talk.rig.adapter->failures = {errc::refused};
  talk.say("another's", "organiser");
  CHECK(count(talk.rig, "SELECT count(*) FROM outbox WHERE dead<>0") == 2);
  talk.say("forget me", "ada");
  CHECK(count(talk.rig, "SELECT count(*) FROM outbox WHERE dead<>0") == 1);
}

TEST_CASE(
    "a report that waits stays when the person who filed it is forgotten, and names them no more"
) {
  Talk talk;
  talk.lane = Lane::report;
  talk.rig.adapter->failures = {errc::unavailable};
  talk.say("key");
  talk.say("forget me");
  CHECK(count(talk.rig, "SELECT count(*) FROM outbox WHERE lane=0 OR asker='ada'") <= 1);
  CHECK(count(talk.rig, "SELECT count(*) FROM outbox WHERE asker='ada'") == 0);
  // Nor does the id of what they said, which is made of theirs where Usher is the chat system.
  CHECK(count(talk.rig, "SELECT count(*) FROM outbox WHERE lane=0 AND event<>''") == 0);
  talk.rig.clock.advance(std::chrono::minutes(20));
  talk.rig.until([&] { return talk.rig.adapter->delivered.size() == 1; });
  CHECK(talk.rig.adapter->delivered[0].to.people == People{"grace"});
}

TEST_CASE("what a forgotten person caused for others keeps its key, so that nothing is posted twice"
) {
  Talk talk;
  talk.say("key");
  talk.say("forget me");
  CHECK(count(talk.rig, "SELECT count(*) FROM posted WHERE asker='ada'") == 0);
  talk.say("key", "organiser");
  CHECK(talk.rig.adapter->delivered.size() == 1);
}

TEST_CASE("the answer that says all was erased leaves nothing behind itself") {
  Talk talk({});  // no ack carries it: it goes through the outbox
  talk.say("forget me");
  REQUIRE(talk.rig.adapter->delivered.size() == 1);
  CHECK(count(talk.rig, "SELECT count(*) FROM posted") == 0);
  CHECK(count(talk.rig, "SELECT count(*) FROM outbox") == 0);
}

TEST_CASE("features hear in which room the person was alone with Usher") {
  Rig rig;
  std::string heard;
  rig.feature("talk", {Kind::message}, [&](const Event& event, Context&) -> Outcome {
    if (event.as<Forgotten>() != nullptr) heard = event.at.space + " " + event.at.room;
    if (event.as<Message>() == nullptr) return {};
    return {None{}, {ForgetPerson{event.who}}};
  });
  rig.start();
  CHECK(rig.adapter->send(rig.message("e1", "forget me")));
  rig.settle();
  CHECK(heard == "test dm:ada");
}

TEST_CASE("what the room was told where they were alone with Usher is forgotten, and nobody else's"
) {
  Rig rig;
  std::string room;
  rig.feature("talk", {Kind::message}, [&](const Event& event, Context&) -> Outcome {
    const auto* message = event.as<Message>();
    if (message == nullptr) return {};
    if (message->text == "forget me") return {None{}, {ForgetPerson{event.who}}};
    Post post{.to = {.place = {event.at.space, room, ""}}, .body = words("news of the day")};
    post.key = message->text;
    post.lane = Lane::announcement;
    return {None{}, {post}};
  });
  rig.start();
  const auto post = [&](std::string to, std::string key) {
    room = std::move(to);
    CHECK(rig.adapter->send(rig.message("e" + key, key, "organiser")));
    rig.settle();
  };
  post("dm:ada", "one");
  post("dm:ada2", "two");
  rig.adapter->failures = {errc::unavailable};
  post("dm:ada", "three");
  CHECK(count(rig, "SELECT count(*) FROM outbox WHERE room='dm:ada'") == 1);
  CHECK(rig.adapter->send(rig.message("e9", "forget me")));
  rig.settle();
  CHECK(count(rig, "SELECT count(*) FROM outbox") == 0);
  CHECK(count(rig, "SELECT count(*) FROM posted") == 1);
  CHECK(count(rig, "SELECT count(*) FROM posted WHERE room='dm:ada2'") == 1);
}

TEST_CASE("answers are forgotten whether or not their keys say whose they are, and nobody else's") {
  Rig rig({});  // no ack carries them: each has a key
  rig.feature("talk", {Kind::message}, [](const Event& event, Context&) -> Outcome {
    const auto* message = event.as<Message>();
    if (message == nullptr) return {};
    if (message->text == "forget me") return {None{}, {ForgetPerson{event.who}}};
    const bool only_you = message->text != "aloud";
    return {SayReply{words("an answer"), only_you}, {}};
  });
  rig.start();
  const auto say = [&](std::string id, std::string text, std::string who) {
    const auto sent =
        rig.adapter->send(rig.message(std::move(id), std::move(text), std::move(who)));
    CHECK(sent.has_value());
    rig.settle();
  };
  say("ada/1", "softly", "ada");  // as in the browser, where ids begin with the person's
  say("ada/2", "aloud", "ada");
  say("Ev1", "softly", "ada");  // as on Slack
  say("Ev2", "aloud", "ada");
  say("ada0/1", "softly", "ada0");
  say("ad/1", "softly", "ad");
  say("ada/3", "softly", "grace");  // an id that only looks like ada's
  CHECK(count(rig, "SELECT count(*) FROM posted") == 7);
  say("ada/4", "forget me", "ada");
  CHECK(count(rig, "SELECT count(*) FROM posted WHERE asker='ada' OR person='ada'") == 0);
  CHECK(count(rig, "SELECT count(*) FROM posted") == 3);
}
