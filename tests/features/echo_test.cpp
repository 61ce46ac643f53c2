// tests/features/echo_test.cpp: what is said to Usher comes back, harmless, and to where it was said.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/echo.hpp"

#include "tests/features/rig.hpp"

using namespace usher;
using namespace usher::test;

namespace {

struct EchoRig : Rig {
  Echo echo;
  Outcome say(std::string text, bool mention, bool direct) {
    return give(echo, Message{std::move(text), mention, direct});
  }
};

Event event_of(What what) {
  return {"event", {"web", "general", ""}, Rig::ada(), {}, std::move(what)};
}

}  // namespace

TEST_CASE("What is said to Usher is said again where it was said") {
  EchoRig rig;
  for (const bool direct : {true, false}) {
    const Outcome outcome = rig.say("what is numpy", !direct, direct);
    CHECK(text_of(outcome) == "what is numpy");
    CHECK(outcome.effects.empty());
    REQUIRE(std::holds_alternative<SayReply>(outcome.reply));
    CHECK_FALSE(std::get<SayReply>(outcome.reply).only_you);
  }
}

TEST_CASE("What is said to others, or is no message, is not repeated") {
  EchoRig rig;
  CHECK(std::holds_alternative<None>(rig.say("hello", false, false).reply));
  CHECK(rig.echo.wants().has(Kind::message));
  CHECK_FALSE(rig.echo.wants().has(Kind::command));
  CHECK(rig.echo.concerns(event_of(Message{"x", true, false})));
  CHECK(rig.echo.concerns(event_of(Message{"x", false, true})));
  CHECK_FALSE(rig.echo.concerns(event_of(Message{"x", false, false})));
  CHECK_FALSE(rig.echo.concerns(event_of(Opened{})));
}

TEST_CASE("Lines stay lines, and nothing in them becomes markup or empties the answer") {
  EchoRig rig;
  const Outcome outcome = rig.say("one\n\n \ntwo\u202E <!channel>", false, true);
  CHECK(said(outcome).blocks().size() == 2);
  CHECK(text_of(outcome) == "one\ntwo <!channel>");
  for (const char* nothing : {"", " ", "\n\n", "\u200B"})
    CHECK(std::holds_alternative<None>(rig.say(nothing, false, true).reply));
}
