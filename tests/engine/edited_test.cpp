// tests/engine/edited_test.cpp: commands that are edited, answers that a moderator deletes, and what the operator is told.
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
  CHECK(rig.adapter->send(std::move(edited)));
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
  CHECK(rig.adapter->send(std::move(deleted)));
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
