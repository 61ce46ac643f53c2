// tests/engine/edited_test.cpp: commands that are edited, answers that a moderator deletes, what the operator is told, and
// what concerns nobody.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/engine/engine_tools.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace usher;
using test::Rig;
using test::text_of;
using test::words;

TEST_CASE("a command that is edited within a minute runs as what it now says") {
  Rig rig;
  const std::vector<CommandSpec> specs{{.name = "nep", .grammar = "", .summary = {}}};
  rig.feature(
      "neps", {},
      [](const Event& event, Context&) -> Outcome {
        const auto* command = event.as<Command>();
        return {SayReply{words("looked up " + (command != nullptr ? command->args : ""))}, {}};
      },
      specs
  );
  rig.start();
  CHECK(rig.adapter->send(rig.command("c1", "nep", "18")));
  rig.settle();
  Event edited = rig.message("c2", "");
  edited.what = Edited{"c1", Command{"nep", "50"}, rig.clock.seconds() - std::chrono::seconds(20)};
  CHECK(rig.adapter->send(edited));
  rig.settle();
  REQUIRE(rig.adapter->delivered.size() == 2);
  CHECK(rig.adapter->delivered[1].kind == Pending::Kind::edit);
  CHECK(text_of(rig.adapter->delivered[1]) == "looked up 50");
}

TEST_CASE("an answer that one person saw goes when a moderator deletes what was asked") {
  Rig rig;
  rig.feature("echo", {Kind::message}, [](const Event&, Context&) -> Outcome {
    return {SayReply{words("only for you"), true}, {}};
  });
  rig.start();
  CHECK(rig.adapter->send(rig.message("m1", "hello", "ada")));
  rig.settle();
  Event deleted = rig.message("m2", "", "moderator");
  deleted.what = Deleted{"m1"};
  CHECK(rig.adapter->send(deleted));
  rig.settle();
  REQUIRE(rig.adapter->delivered.size() == 2);
  CHECK(rig.adapter->delivered[1].kind == Pending::Kind::retract);
  CHECK(rig.adapter->delivered[1].to.people == std::vector<std::string>{"ada"});
}

TEST_CASE("what the operator must see is said once, after its commit") {
  Rig rig;
  rig.feature("noter", {Kind::message}, [](const Event& event, Context& context) -> Outcome {
    if (event.as<Message>()->text == "throw") throw std::runtime_error("broken on purpose");
    context.db.run("INSERT INTO notices(at,feature,what) VALUES(0,'noter','the source is gone')");
    return {};
  });
  rig.start();
  CHECK(rig.adapter->send(rig.message("m1", "note")));
  CHECK(rig.adapter->send(rig.message("m2", "throw")));
  CHECK(rig.adapter->send(rig.message("m3", "note")));
  rig.settle();
  rig.stop();
  const auto told = [&](std::string_view words_of_it) {
    return std::ranges::count_if(rig.troubles, [&](const std::string& line) {
      return line.find(words_of_it) != std::string::npos;
    });
  };
  CHECK(told("noter: the source is gone") == 2);
  CHECK(told("broken on purpose") == 1);
}

TEST_CASE("a message that concerns no feature leaves no row") {
  class Choosy final : public Feature {
   public:
    std::string_view name() const override { return "choosy"; }
    Kinds wants() const override { return {Kind::message}; }
    bool concerns(const Event& event) const override { return event.as<Message>()->mention; }
    Outcome on(const Event&, Context&) override { return {SayReply{words("yes?"), false}, {}}; }
  };
  Rig rig;
  rig.engine->add(std::make_unique<Choosy>());
  rig.start();
  Event overheard = rig.message("m1", "hello all");
  overheard.what = Message{"hello all", false, false};
  CHECK(rig.adapter->send(overheard));
  rig.settle();
  CHECK(test::count(rig, "SELECT count(*) FROM inbox") == 0);
  Event meant = rig.message("m2", "hello Usher");
  meant.what = Message{"hello Usher", true, false};
  CHECK(rig.adapter->send(meant));
  rig.settle();
  CHECK(rig.adapter->delivered.size() == 1);
}

TEST_CASE("a button whose feature is gone is answered by the help") {
  Rig rig;
  rig.feature("help", {}, [](const Event& event, Context&) -> Outcome {
    return {SayReply{words("left over: " + event.as<Press>()->action), false}, {}};
  });
  rig.start();
  Event press = rig.message("p1", "");
  press.what = Press{"gone.next", "2", {}, ""};
  CHECK(rig.adapter->send(press));
  rig.settle();
  REQUIRE(rig.adapter->delivered.size() == 1);
  CHECK(text_of(rig.adapter->delivered[0]) == "left over: gone.next");
}
