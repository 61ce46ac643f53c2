// tests/engine/at_home_test.cpp: posts of an adapter whose messages are rows of the same database.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/engine/engine_tools.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using usher::test::count;
using usher::test::echo;
using usher::test::Rig;
using usher::test::text_of;
using usher::test::words;

namespace {

Capabilities at_home() {
  Capabilities can;
  can.at_home = true;
  return can;
}

// Places everything, in a table of notices so that a rollback shows, and notes what was shown.
struct House {
  explicit House(Rig& rig) {
    rig.adapter->on_place = [this](Database& db, const Pending& pending) -> std::optional<Placed> {
      if (refuses) return std::nullopt;
      const std::string text = text_of(pending);
      db.run("INSERT INTO notices(at,feature,what) VALUES(0,'home',?)", text);
      return Placed{{pending.to.place, "home" + std::to_string(db.last_id())}, [this, text] {
                      shown.push_back(text);
                    }};
    };
  }
  std::vector<std::string> shown;
  bool refuses = false;
};

constexpr const char* rows = "SELECT count(*) FROM notices WHERE feature='home'";

}  // namespace

TEST_CASE("an answer is placed in the transaction of its event and waits in no outbox") {
  Rig rig(at_home());
  House home(rig);
  rig.feature("echo", {Kind::message}, echo);
  rig.start();
  CHECK(rig.adapter->send(rig.message("e1", "hello")));
  rig.settle();
  CHECK(home.shown == std::vector<std::string>{"you said hello"});
  CHECK(rig.adapter->attempts.empty());
  CHECK(count(rig, "SELECT count(*) FROM outbox") == 0);
  CHECK(count(rig, "SELECT count(*) FROM posted WHERE key='re:e1' AND ref LIKE 'home%'") == 1);
}

TEST_CASE("a repeat of an event places nothing and shows nothing") {
  Rig rig(at_home());
  House home(rig);
  rig.feature("echo", {Kind::message}, echo);
  rig.start();
  for (int i = 0; i < 3; ++i) CHECK(rig.adapter->send(rig.message("e1", "hello")));
  rig.settle();
  CHECK(home.shown.size() == 1);
  CHECK(count(rig, rows) == 1);
}

TEST_CASE("what cannot be placed is delivered, and the delivery says why it cannot be") {
  Rig rig(at_home());
  House home(rig);
  home.refuses = true;
  rig.feature("echo", {Kind::message}, echo);
  rig.start();
  CHECK(rig.adapter->send(rig.message("e1", "hello")));
  rig.settle();
  CHECK(home.shown.empty());
  REQUIRE(rig.adapter->delivered.size() == 1);
  CHECK(text_of(rig.adapter->delivered.front()) == "you said hello");
}

TEST_CASE("a post never overtakes one that waits in the same queue") {
  Rig rig(at_home());
  House home(rig);
  rig.feature("echo", {Kind::message}, echo);
  rig.start();
  home.refuses = true;
  rig.adapter->failures = {Setback(errc::unavailable)};
  CHECK(rig.adapter->send(rig.message("e1", "first")));
  rig.settle();
  CHECK(rig.adapter->delivered.empty());
  home.refuses = false;
  CHECK(rig.adapter->send(rig.message("e2", "second")));
  CHECK(rig.adapter->send(rig.message("e3", "elsewhere", "ada", "other")));
  rig.settle();
  CHECK(home.shown == std::vector<std::string>{"you said elsewhere"});
  rig.clock.advance(std::chrono::minutes(10));
  rig.until([&] { return rig.adapter->delivered.size() == 2; });
  CHECK(text_of(rig.adapter->delivered[0]) == "you said first");
  CHECK(text_of(rig.adapter->delivered[1]) == "you said second");
}

TEST_CASE("an edit finds the message that was placed") {
  Rig rig(at_home());
  House home(rig);
  rig.feature("post", {Kind::message}, [](const Event& event, Context&) -> Outcome {
    const To room{.place = event.at, .people = {}};
    if (event.as<Message>()->text == "edit") return {None{}, {Edit{"k", room, words("second")}}};
    return {None{}, {Post{.to = room, .body = words("first"), .key = "k"}}};
  });
  rig.start();
  CHECK(rig.adapter->send(rig.message("e1", "post")));
  CHECK(rig.adapter->send(rig.message("e2", "edit")));
  rig.settle();
  REQUIRE(rig.adapter->delivered.size() == 1);
  CHECK(rig.adapter->delivered.front().kind == Pending::Kind::edit);
  CHECK(rig.adapter->delivered.front().ref.starts_with("home"));
}

TEST_CASE("what a feature wants to hear the end of, and what is sealed, goes by way of the outbox"
) {
  Rig rig(at_home());
  House home(rig);
  int told = 0;
  rig.feature("post", {Kind::message}, [&told](const Event& event, Context&) -> Outcome {
    if (event.as<Delivered>() != nullptr) return ++told, Outcome{};
    const To room{.place = event.at, .people = {}};
    return {
        None{},
        {Post{.to = room, .body = words("told"), .key = "t", .tell = true},
         Post{.to = room, .body = Sealed{"c", "v"}, .key = "s"}}
    };
  });
  rig.start();
  CHECK(rig.adapter->send(rig.message("e1", "x")));
  rig.settle();
  CHECK(home.shown.empty());
  CHECK(told == 1);
  REQUIRE(rig.adapter->delivered.size() == 2);
  CHECK_FALSE(rig.adapter->delivered[0].sealed);
  CHECK(rig.adapter->delivered[1].sealed);
}

TEST_CASE("what a feature placed before it threw is neither kept nor shown") {
  Rig rig(at_home());
  House home(rig);
  rig.feature("throws", {Kind::message}, [](const Event& event, Context&) -> Outcome {
    Outcome out;
    const To room{.place = event.at, .people = {}};
    out.effects.push_back(Post{.to = room, .body = words("lost"), .key = "k"});
    // A place that is none makes the next effect fail after the first was placed.
    out.effects.push_back(Post{
        .to = {.place = {event.at.space, "boom", ""}, .people = {}},
        .body = words("boom"),
        .key = "b"
    });
    return out;
  });
  const auto place = rig.adapter->on_place;
  rig.adapter->on_place = [place](Database& db, const Pending& pending) {
    if (pending.to.place.room == "boom") throw std::runtime_error("on purpose");
    return place(db, pending);
  };
  rig.start();
  CHECK(rig.adapter->send(rig.message("e1", "x")));
  rig.settle();
  CHECK(home.shown.empty());
  CHECK(count(rig, rows) == 0);
  CHECK(count(rig, "SELECT count(*) FROM posted") == 0);
}

TEST_CASE("while the engine stops, an adapter's own rows are still taken and its events are not") {
  Rig rig;
  Result<Reply> event = Reply{};
  Result<Reply> own = std::unexpected(errc::bug);
  rig.feature("echo", {Kind::message}, echo);
  rig.adapter->before_delivery = [&](const Pending&) { rig.engine->stop(); };
  rig.start();
  CHECK(rig.adapter->send(rig.message("e1", "x")));
  rig.until([&] { return !rig.adapter->delivered.empty(); });
  event = rig.adapter->send(rig.message("e2", "y"));
  own =
      rig.adapter->send(Inbound{std::nullopt, [](Database& db) {
                                  db.run("INSERT INTO notices(at,feature,what) VALUES(0,'own','')");
                                }});
  CHECK((!event && event.error() == errc::shutting_down));
  CHECK(own.has_value());
  CHECK(count(rig, "SELECT count(*) FROM notices WHERE feature='own'") == 1);
}
