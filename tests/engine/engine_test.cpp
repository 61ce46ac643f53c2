// tests/engine/engine_test.cpp: from an event to its reply and to what is kept of it.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/engine/engine_tools.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <thread>

using namespace usher;
using usher::test::count;
using usher::test::echo;
using usher::test::Rig;
using usher::test::text_of;
using usher::test::words;

TEST_CASE(
    "a reply that the ack does not carry is delivered from the outbox, once, and its row is erased"
) {
  Rig rig;
  rig.feature("echo", {Kind::message}, echo);
  rig.start();
  const auto reply = rig.adapter->send(rig.message("e1", "hello"));
  REQUIRE(reply);
  CHECK(std::holds_alternative<None>(*reply));
  rig.settle();
  REQUIRE(rig.adapter->delivered.size() == 1);
  CHECK(text_of(rig.adapter->delivered[0]) == "you said hello");
  CHECK(rig.adapter->delivered[0].key == "re:e1");
  CHECK(count(rig, "SELECT count(*) FROM outbox") == 0);
  CHECK(count(rig, "SELECT count(*) FROM posted WHERE key='re:e1' AND ref<>''") == 1);
}

TEST_CASE("a reply that the ack carries leaves with it and is never stored") {
  Rig rig({.ack_carries = {Kind::message}});
  rig.feature("echo", {Kind::message}, echo);
  rig.start();
  const auto reply = rig.adapter->send(rig.message("e1", "hello"));
  REQUIRE(reply);
  REQUIRE(std::holds_alternative<SayReply>(*reply));
  rig.settle();
  CHECK(rig.adapter->delivered.empty());
  CHECK(count(rig, "SELECT count(*) FROM posted") == 0);
}

TEST_CASE("the bot is ready while it takes events, writes, and every adapter can be reached") {
  Rig rig;
  rig.feature("echo", {Kind::message}, echo);
  CHECK(rig.engine->not_ready().empty());
  rig.start();
  CHECK(rig.engine->not_ready().empty());
  rig.adapter->ails = "no connection stands";
  CHECK(rig.engine->not_ready() == "no connection stands");
  rig.adapter->ails.clear();
  CHECK(rig.engine->not_ready().empty());
  rig.adapter->ails = "no connection stands";
  rig.engine->stop_writes();
  CHECK(rig.engine->not_ready() == "the database takes nothing at present");
  rig.engine->stop();
  CHECK(rig.engine->not_ready() == "stopping");
}

TEST_CASE("a repeat changes nothing and gets an equal reply") {
  Rig rig({.ack_carries = {Kind::message}});
  int writes = 0;
  rig.feature("count", {Kind::message}, [&](const Event& event, Context& context) -> Outcome {
    if (!context.repeat) ++writes;
    context.db.run("INSERT INTO notices(at,feature,what) VALUES(0,'count','x')");
    return {
        SayReply{words("answer to " + event.id)},
        {Post{.to = {.place = event.at, .people = {}}, .body = words("seen"), .key = {}}}
    };
  });
  rig.start();
  const auto first = rig.adapter->send(rig.message("e1", "hello"));
  const auto again = rig.adapter->send(rig.message("e1", "hello"));
  rig.settle();
  REQUIRE(first);
  REQUIRE(again);
  CHECK(std::get<SayReply>(*first).doc == std::get<SayReply>(*again).doc);
  CHECK(writes == 1);
  CHECK(rig.adapter->delivered.size() == 1);
  CHECK(count(rig, "SELECT count(*) FROM notices") == 1);
  CHECK(rig.engine->figures().repeats == 1);
}

TEST_CASE("the same id in another space is another event") {
  Rig rig({.ack_carries = {Kind::message}});
  rig.feature("echo", {Kind::message}, echo);
  rig.start();
  Event other = rig.message("e1", "hello");
  other.at.space = "elsewhere";
  CHECK(rig.adapter->send(rig.message("e1", "hello")));
  CHECK(rig.adapter->send(other));
  CHECK(rig.engine->figures().repeats == 0);
}

TEST_CASE("the inbox keeps neither the event's id nor its text nor the person") {
  Rig rig({.ack_carries = {Kind::message}});
  rig.feature("echo", {Kind::message}, echo);
  rig.start();
  REQUIRE(rig.adapter->send(rig.message("a-very-plain-id", "a very plain secret", "plain-person")));
  rig.query([](Database& db) {
    auto row = db.query("SELECT space, hash, hour FROM inbox");
    REQUIRE(row.next());
    CHECK(row.text(0) == "test");
    CHECK(row.blob(1).size() == 16);
    CHECK(row.blob(1).find("plain") == std::string_view::npos);
  });
}

TEST_CASE(
    "an event that nobody wants is dropped without a row, and what the adapter writes with it stays"
) {
  Rig rig;
  rig.feature("echo", {Kind::message}, echo);
  rig.start();
  Event event = rig.message("e1", "");
  event.what = Joined{};
  const auto reply =
      rig.adapter->send(Inbound{event, [](Database& db) {
                                  db.run("INSERT INTO meta(name,value) VALUES('since',x'01')");
                                }});
  REQUIRE(reply);
  CHECK(count(rig, "SELECT count(*) FROM inbox") == 0);
  CHECK(count(rig, "SELECT count(*) FROM meta WHERE name='since'") == 1);
}

TEST_CASE(
    "what the adapter writes is committed without an event, with a repeat, and when the feature "
    "threw"
) {
  Rig rig({.ack_carries = {Kind::message}});
  rig.feature("thrower", {Kind::message}, [](const Event&, Context& context) -> Outcome {
    context.db.run("INSERT INTO notices(at,feature,what) VALUES(0,'thrower','half done')");
    throw std::runtime_error("on purpose");
  });
  rig.start();
  const auto write = [](const std::string& name) {
    return [name](Database& db) { db.run("INSERT INTO meta(name,value) VALUES(?,x'01')", name); };
  };
  CHECK(rig.adapter->send(Inbound{std::nullopt, write("alone")}));
  CHECK(rig.adapter->send(Inbound{rig.message("e1", "boom"), write("with a throw")}));
  CHECK(rig.adapter->send(Inbound{rig.message("e1", "boom"), write("with a repeat")}));
  CHECK(
      count(
          rig, "SELECT count(*) FROM meta WHERE name IN ('alone','with a throw','with a repeat')"
      ) == 3
  );
  CHECK(count(rig, "SELECT count(*) FROM notices WHERE what='half done'") == 0);
  CHECK(count(rig, "SELECT count(*) FROM notices WHERE what LIKE 'failed%'") == 1);
}

TEST_CASE(
    "a throwing feature hurts only itself: the asker gets an apology, the operator a notice, other "
    "features run"
) {
  Rig rig;
  auto& thrower = rig.feature("thrower", {Kind::message}, [](const Event&, Context&) -> Outcome {
    throw std::runtime_error("on purpose");
  });
  rig.feature("echo", {Kind::message}, echo);
  rig.start();
  CHECK(rig.adapter->send(rig.message("m1", "still here")));
  Event press = rig.message("c1", "");
  press.what = Press{.action = "thrower.button", .value = {}, .secret = {}, .key = {}};
  CHECK(rig.adapter->send(press));
  rig.settle();
  REQUIRE(rig.adapter->delivered.size() == 2);
  CHECK(text_of(rig.adapter->delivered[0]) == "you said still here");
  CHECK(text_of(rig.adapter->delivered[1]).starts_with("Sorry"));
  CHECK(rig.engine->figures().failed == 2);
  CHECK_FALSE(rig.troubles.empty());
  CHECK(thrower.dropped > 0);
}

TEST_CASE("a feature that holds the brain is named to the operator, as slow and not as trouble") {
  Rig rig;
  rig.feature("sleeper", {Kind::message}, [](const Event&, Context&) -> Outcome {
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    return {};
  });
  rig.start();
  CHECK(rig.adapter->send(rig.message("m1", "sleep")));
  rig.settle();
  rig.stop();
  CHECK(std::ranges::count(rig.slow, "sleeper took more than 50 ms of the brain") == 1);
  CHECK(rig.troubles.empty());
}

TEST_CASE("a submission whose feature threw is rejected with its text kept") {
  Rig rig;
  rig.feature("form", {}, [](const Event&, Context&) -> Outcome {
    throw std::runtime_error("on purpose");
  });
  rig.start();
  Event event = rig.message("s1", "");
  event.what = Submit{"form.report", {{"text", "long text"}}, {}};
  const auto reply = rig.adapter->send(event);
  REQUIRE(reply);
  CHECK(std::holds_alternative<Reject>(*reply));
  // Not recorded as seen: the corrected one may carry the same id.
  CHECK(count(rig, "SELECT count(*) FROM inbox") == 0);
}

TEST_CASE(
    "a rejected submission is rolled back and is not a repeat when it comes corrected under the "
    "same id"
) {
  Rig rig;
  rig.feature("form", {}, [](const Event& event, Context& context) -> Outcome {
    const auto& fields = event.as<Submit>()->fields;
    context.db.run("INSERT INTO notices(at,feature,what) VALUES(0,'form',?)", fields.at("text"));
    if (fields.at("text").empty()) return {Reject{{{"text", "needed"}}}, {}};
    return {Close{}, {}};
  });
  rig.start();
  Event event = rig.message("s1", "");
  event.what = Submit{"form.x", {{"text", ""}}, {}};
  const auto first = rig.adapter->send(event);
  CHECK(std::holds_alternative<Reject>(*first));
  CHECK(count(rig, "SELECT count(*) FROM notices") == 0);
  event.what = Submit{"form.x", {{"text", "now"}}, {}};
  const auto second = rig.adapter->send(event);
  CHECK(std::holds_alternative<Close>(*second));
  CHECK(count(rig, "SELECT count(*) FROM notices") == 1);
}

TEST_CASE("jobs wake their feature at their time, once, and a known job is moved") {
  std::vector<std::string> ticks;
  Rig rig;  // its engine ends before what its feature writes to
  rig.feature("jobs", {Kind::message}, [&](const Event& event, Context& context) -> Outcome {
    if (const auto* tick = event.as<Tick>()) {
      ticks.push_back(tick->job);
      return {};
    }
    if (event.as<Message>()->text == "look") return {None{}, {Remind{"look", context.now}}};
    const auto in = [&](int minutes) { return context.now + std::chrono::minutes(minutes); };
    return {
        None{},
        {Remind{"a", in(5)}, Remind{"b", in(10)}, Remind{"a", in(20)}, Remind{"gone", in(1)},
         Forget{"gone"}}
    };
  });
  rig.start();
  CHECK(rig.adapter->send(rig.message("e1", "set")));
  rig.settle();
  CHECK(ticks.empty());
  rig.clock.advance(std::chrono::minutes(11));
  CHECK(rig.adapter->send(rig.message("e2", "look"))
  );  // a new job makes the scheduler look at once
  rig.settle();
  CHECK(ticks == std::vector<std::string>{"b", "look"});
  rig.clock.advance(std::chrono::minutes(10));
  CHECK(rig.adapter->send(rig.message("e3", "look")));
  rig.settle();
  REQUIRE(ticks.size() == 4);
  CHECK(ticks[2] == "a");
}

TEST_CASE("a person who asks to be forgotten leaves no row behind, not even in the write-ahead log"
) {
  Rig rig({.ack_carries = {Kind::message}});
  rig.feature("talk", {Kind::message}, [](const Event& event, Context&) -> Outcome {
    if (event.as<Forgotten>() != nullptr) return {};
    if (event.as<Message>()->text == "forget me")
      return {SayReply{words("done")}, {ForgetPerson{event.who}}};
    return {
        None{},
        {Post{
            .to = {.place = event.at, .people = {event.who.id}},
            .audience = Audience::direct,
            .body = words("a-secret-word"),
            .key = "k"
        }}
    };
  });
  rig.start();
  rig.adapter->failures = {errc::unavailable};
  CHECK(rig.adapter->send(rig.message("e1", "hello", "person-to-forget")));
  rig.settle();
  CHECK(count(rig, "SELECT count(*) FROM outbox") == 1);
  CHECK(rig.adapter->send(rig.message("e2", "forget me", "person-to-forget")));
  rig.settle();
  CHECK(count(rig, "SELECT count(*) FROM outbox") == 0);
  CHECK(count(rig, "SELECT count(*) FROM posted") == 0);
  CHECK(count(rig, "SELECT count(*) FROM meta WHERE name='adapter forgot person-to-forget'") == 1);
  for (const char* suffix : {"", "-wal"}) {
    std::ifstream in(rig.path + suffix, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    CHECK(bytes.find("a-secret-word") == std::string::npos);
  }
}
