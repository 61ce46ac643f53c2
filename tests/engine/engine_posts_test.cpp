// tests/engine/engine_posts_test.cpp: posts and what follows them, from an effect to its delivery.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/engine/engine_tools.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using usher::test::count;
using usher::test::echo;
using usher::test::Rig;
using usher::test::text_of;
using usher::test::words;
using namespace std::chrono_literals;

namespace {

Outcome post_and_edit(const Event& event, Context& context) {
  if (event.as<Message>()->text != "x") return echo(event, context);
  const To room{.place = event.at, .people = {}};
  return {
      None{},
      {Post{.to = room, .body = words("first"), .key = "k"}, Edit{"k", room, words("second")}}
  };
}

}  // namespace

TEST_CASE("a key is posted once to each recipient, however often it is asked for") {
  Rig rig;
  rig.feature("remind", {Kind::message}, [](const Event& event, Context&) -> Outcome {
    Outcome out;
    for (const char* person : {"ada", "grace", "ada"})
      out.effects.push_back(Post{
          .to = {.place = {event.at.space, "", ""}, .people = {person}},
          .audience = Audience::direct,
          .body = words("soon"),
          .key = "meeting:1",
          .lane = Lane::reminder
      });
    return out;
  });
  rig.start();
  CHECK(rig.adapter->send(rig.message("e1", "x")));
  CHECK(rig.adapter->send(rig.message("e2", "x")));
  rig.settle();
  CHECK(rig.adapter->delivered.size() == 2);
}

TEST_CASE(
    "an edit follows its post and carries its reference, a retraction too, whatever their order of "
    "asking"
) {
  Rig rig;
  rig.feature("post", {Kind::message}, [](const Event& event, Context&) -> Outcome {
    const To room{.place = event.at, .people = {}};
    return {
        None{},
        {Post{.to = room, .body = words("first"), .key = "k", .lane = Lane::announcement},
         Edit{"k", room, words("second")}, React{"k", room, "👍"}, Retract{"k", room},
         Edit{"never posted", room, words("nothing")}}
    };
  });
  rig.start();
  CHECK(rig.adapter->send(rig.message("e1", "x")));
  rig.settle();
  REQUIRE(rig.adapter->delivered.size() == 4);
  CHECK(rig.adapter->delivered[0].kind == Pending::Kind::post);
  for (std::size_t i = 1; i < 4; ++i) CHECK(rig.adapter->delivered[i].ref == "ref1");
  CHECK(rig.adapter->delivered[1].kind == Pending::Kind::edit);
  CHECK(rig.adapter->delivered[2].kind == Pending::Kind::react);
  CHECK(rig.adapter->delivered[3].kind == Pending::Kind::retract);
}

TEST_CASE("an edit that the platform refuses becomes a reply in its post's thread, once") {
  const errc why = GENERATE(errc::unsupported, errc::refused, errc::not_found);
  const std::string thread = GENERATE("", "root");
  Rig rig;
  rig.feature("post", {Kind::message}, [&](const Event& event, Context&) -> Outcome {
    const To room{.place = {event.at.space, event.at.room, thread}, .people = {}};
    return {
        None{},
        {Post{.to = room, .body = words("first"), .key = "k"}, Edit{"k", room, words("second")},
         React{"k", room, "👍"}}
    };
  });
  rig.start();
  rig.adapter->before_delivery = [&](const Pending& pending) {
    if (pending.kind == Pending::Kind::edit) rig.adapter->failures.emplace_back(why);
  };
  CHECK(rig.adapter->send(rig.message("e1", "x")));
  rig.settle();
  REQUIRE(rig.adapter->attempts.size() == 4);
  REQUIRE(rig.adapter->delivered.size() == 3);
  const Pending& reply = rig.adapter->delivered[1];
  CHECK(reply.kind == Pending::Kind::post);
  CHECK(text_of(reply) == "second");
  CHECK(reply.to.place.thread == (thread.empty() ? "ref1" : thread));
  CHECK(reply.ref == "ref1");
  CHECK(rig.adapter->delivered[2].ref == "ref1");  // the post is still what the key names
  CHECK(count(rig, "SELECT count(*) FROM outbox") == 0);
}

TEST_CASE("a refused edit is a reply also after a restart, and a refused reply is given up") {
  Rig first;
  first.feature("post", {Kind::message}, post_and_edit);
  first.start();
  first.adapter->before_delivery = [&](const Pending& pending) {
    if (pending.kind == Pending::Kind::edit) {
      first.adapter->failures.emplace_back(errc::refused);
      first.adapter->failures.emplace_back(errc::unavailable, 1h);
    }
  };
  CHECK(first.adapter->send(first.message("e1", "x")));
  first.settle();
  REQUIRE(first.adapter->attempts.size() == 3);
  first.stop();
  Rig second;
  second.take_over(first.path);
  second.feature("post", {Kind::message}, post_and_edit);
  second.adapter->failures.emplace_back(errc::refused);
  second.start();
  second.clock.advance(2h);
  CHECK(second.adapter->send(second.message("e2", "time has passed")));
  second.until([&] { return second.engine->figures().dead == 1; });
  REQUIRE_FALSE(second.adapter->attempts.empty());
  CHECK(second.adapter->attempts[0].kind == Pending::Kind::post);
  CHECK(second.adapter->attempts[0].to.place.thread == "ref1");
  CHECK(text_of(second.adapter->attempts[0]) == "second");
}

TEST_CASE("an edit of a post that died becomes a post") {
  Rig rig;
  rig.feature("post", {Kind::message}, post_and_edit);
  rig.start();
  rig.adapter->failures = {errc::refused};
  CHECK(rig.adapter->send(rig.message("e1", "x")));
  rig.settle();
  REQUIRE(rig.adapter->delivered.size() == 1);
  CHECK(rig.adapter->delivered[0].kind == Pending::Kind::post);
  CHECK(text_of(rig.adapter->delivered[0]) == "second");
  CHECK(rig.engine->figures().dead == 1);
}

TEST_CASE("who asked to be told hears of the delivery, and of the failure") {
  Rig rig;
  std::vector<std::string> heard;
  rig.feature("post", {Kind::message}, [&](const Event& event, Context&) -> Outcome {
    if (const auto* done = event.as<Delivered>())
      heard.push_back("delivered " + done->key + " to " + done->to.people.at(0));
    if (const auto* failed = event.as<Undelivered>())
      heard.push_back("undelivered " + failed->key + " " + std::string(describe(failed->why)));
    if (event.kind() != Kind::message) return {};
    const To ada{.place = {event.at.space, "", ""}, .people = {"ada"}};
    return {
        None{},
        {Post{
            .to = ada,
            .audience = Audience::direct,
            .body = words("x"),
            .key = event.as<Message>()->text,
            .tell = true
        }}
    };
  });
  rig.start();
  CHECK(rig.adapter->send(rig.message("e1", "one")));
  rig.settle();
  rig.adapter->failures = {errc::guard_failed};
  CHECK(rig.adapter->send(rig.message("e2", "two")));
  rig.settle();
  CHECK(
      heard ==
      std::vector<std::string>{
          "delivered one to ada", "undelivered two the room is not as the guard asks"
      }
  );
}

TEST_CASE("a sealed post is stored as a reference and rendered at each attempt") {
  Rig rig;
  rig.feature("report", {Kind::message}, [](const Event& event, Context&) -> Outcome {
    return {
        None{},
        {Post{
            .to = {.place = event.at, .people = {}},
            .body = Sealed{"case-7", "summary"},
            .key = "r",
            .lane = Lane::report
        }}
    };
  });
  rig.start();
  rig.adapter->failures = {errc::unavailable};
  rig.adapter->before_delivery = [&](const Pending& pending) {
    CHECK(text_of(pending) == "unsealed case-7 summary");
    rig.query([](Database& db) {
      auto row = db.query("SELECT payload FROM outbox");
      REQUIRE(row.next());
      CHECK(row.blob(0).find("unsealed") == std::string_view::npos);
      CHECK(row.blob(0).find("case-7") != std::string_view::npos);
    });
  };
  CHECK(rig.adapter->send(rig.message("e1", "x")));
  rig.settle();
  rig.clock.advance(std::chrono::minutes(10));
  rig.until([&] { return rig.adapter->delivered.size() == 1; });
  CHECK(rig.adapter->attempts.size() == 2);
}

TEST_CASE(
    "an edit within a minute runs as what it now says and changes the answer; a deletion takes it "
    "back"
) {
  Rig rig;
  rig.feature("echo", {Kind::message}, echo);
  rig.start();
  CHECK(rig.adapter->send(rig.message("m1", "helo")));
  rig.settle();
  Event edited = rig.message("m2", "");
  edited.what =
      Edited{"m1", Message{"hello", true, false}, rig.clock.seconds() - std::chrono::seconds(30)};
  CHECK(rig.adapter->send(edited));
  rig.settle();
  REQUIRE(rig.adapter->delivered.size() == 2);
  CHECK(rig.adapter->delivered[1].kind == Pending::Kind::edit);
  CHECK(rig.adapter->delivered[1].ref == "ref1");
  CHECK(text_of(rig.adapter->delivered[1]) == "you said hello");

  Event late = rig.message("m3", "");
  late.what = Edited{
      "m1", Message{"too late", true, false}, rig.clock.seconds() - std::chrono::seconds(61)
  };
  CHECK(rig.adapter->send(late));
  rig.settle();
  CHECK(rig.adapter->delivered.size() == 2);

  Event deleted = rig.message("m4", "");
  deleted.what = Deleted{"m1"};
  CHECK(rig.adapter->send(deleted));
  rig.settle();
  REQUIRE(rig.adapter->delivered.size() == 3);
  CHECK(rig.adapter->delivered[2].kind == Pending::Kind::retract);
}

TEST_CASE(
    "a replacement goes to the post whose button was pressed, or by the route where it has no key"
) {
  Rig rig;
  rig.feature("pager", {Kind::message}, [](const Event& event, Context&) -> Outcome {
    if (event.as<Press>() != nullptr) return {Replace{words("page 2")}, {}};
    return {
        None{},
        {Post{.to = {.place = event.at, .people = {}}, .body = words("page 1"), .key = "list"}}
    };
  });
  rig.start();
  CHECK(rig.adapter->send(rig.message("m1", "list")));
  rig.settle();
  Event press = rig.message("p1", "");
  press.what = Press{"pager.next", "2", {}, "list"};
  press.route.bytes = "response url";
  CHECK(rig.adapter->send(press));
  press.id = "p2";
  press.what = Press{"pager.next", "2", {}, ""};
  CHECK(rig.adapter->send(press));
  rig.settle();
  REQUIRE(rig.adapter->delivered.size() == 3);
  CHECK(rig.adapter->delivered[1].kind == Pending::Kind::edit);
  CHECK(rig.adapter->delivered[1].ref == "ref1");
  CHECK(rig.adapter->delivered[2].replace_original);
  CHECK(rig.adapter->delivered[2].route.bytes == "response url");
}
