// tests/features/help_test.cpp: what /help shows to whom, and how a slip is met.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/help.hpp"

#include "tests/features/rig.hpp"

using namespace usher;
using namespace usher::test;

namespace {

constexpr std::string_view examples[] = {"/nep 18 47"};
constexpr std::string_view aliases[] = {"提案"};
constexpr WordSpec words[] = {
    {.word = "list", .grammar = "[status:STATUS]", .summary = mark("List them")},
    {.word = "poll", .grammar = "", .summary = mark("Ask now"), .role = Role::maintainer},
};
constexpr CommandSpec specs[] = {
    {.name = "nep",
     .grammar = "[NUMBER…]",
     .summary = mark("Look up a NEP"),
     .examples = examples,
     .words = words,
     .also = aliases},
    {.name = "committee", .grammar = "", .summary = mark("Secret things"), .role = Role::committee},
};

struct HelpRig : Rig {
  Help help;
  HelpRig() {
    commands.add("nep", specs);
    commands.add(help.name(), help.commands(), help.shortcuts());
  }
  Outcome say(std::string name, std::string args = {}, Person who = ada()) {
    return give(help, Command{std::move(name), std::move(args)}, std::move(who));
  }
};

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("/help lists what this person may use, made from the command table") {
  HelpRig rig;
  const std::string text = text_of(rig.say("help"));
  CHECK(has(text, "/nep: Look up a NEP"));
  CHECK(has(text, "/help: "));
  CHECK_FALSE(has(text, "/committee"));
  CHECK(has(text_of(rig.say("help", "", Rig::ada("en", {Role::committee}))), "/committee"));
}

TEST_CASE(
    "/help nep shows grammar, words and examples; a slash, capitals and other names do no harm"
) {
  HelpRig rig;
  const std::string text = text_of(rig.say("help", "nep"));
  CHECK(has(text, "/nep [NUMBER…]"));
  CHECK(has(text, "/nep list [status:STATUS]: List them"));
  CHECK_FALSE(has(text, "poll"));
  CHECK(has(text, "/nep 18 47"));
  CHECK(
      has(text_of(rig.say("help", "nep", Rig::ada("en", {Role::maintainer}))), "/nep poll: Ask now")
  );
  for (const char* same : {"/nep", "NEP", "提案", "nep list"})
    CHECK(text_of(rig.say("help", same)) == text);
  CHECK(text_of(rig.say("帮助", "nep")) == text);
}

TEST_CASE("A misspelt command is met with the nearest one and a line to copy") {
  HelpRig rig;
  const Outcome outcome = rig.say("nepp", "0");
  CHECK(has(text_of(outcome), "There is no command /nepp. Did you mean /nep?"));
  CHECK(has(text_of(outcome), "/nep 0"));
  REQUIRE(buttons_of(outcome).size() == 1);
  CHECK(buttons_of(outcome)[0].label == "How /nep works");
  CHECK(has(text_of(rig.give(rig.help, press(buttons_of(outcome)[0]))), "/nep 18 47"));
  CHECK(has(text_of(rig.say("help", "nepp")), "Did you mean /nep?"));
}

TEST_CASE("A command near to nothing leads to /help, and never to one that this person may not use"
) {
  HelpRig rig;
  const Outcome outcome = rig.say("weather", "tomorrow");
  CHECK(has(text_of(outcome), "There is no command /weather."));
  CHECK(has(text_of(outcome), "/help"));
  REQUIRE(buttons_of(outcome).size() == 1);
  CHECK(text_of(rig.give(rig.help, press(buttons_of(outcome)[0]))) == text_of(rig.say("help")));
  CHECK_FALSE(has(text_of(rig.say("comittee")), "/committee?"));
}

TEST_CASE("What was typed is repeated harmlessly and in short") {
  HelpRig rig;
  const std::string text =
      text_of(rig.say("<!channel>\u202E" + std::string(5000, 'x'), std::string(5000, 'y')));
  CHECK(text.size() < 400);
  CHECK_FALSE(has(text, "\u202E"));
  CHECK(text_of(rig.say("", "")).find("/help") != std::string::npos);
  CHECK(text_of(rig.say("help", std::string("\0\xFF//", 4))).size() < 400);
}

TEST_CASE("A sentence said to Usher is answered with how to ask, any other with nothing") {
  HelpRig rig;
  const auto said_to = [&](std::string typed, bool mention, bool direct, Person who = Rig::ada()) {
    return rig.give(rig.help, Message{std::move(typed), mention, direct}, std::move(who));
  };
  CHECK(rig.help.wants().has(Kind::message));
  const std::string text = text_of(said_to("what is numpy", false, true));
  CHECK(text == "I only understand commands so far. Type /help to see what I can do.");
  CHECK(text_of(said_to("what is numpy", true, false)) == text);
  CHECK(std::holds_alternative<None>(said_to("what is numpy", false, false).reply));
  CHECK(has(text_of(said_to("", false, true)), "/help"));
  CHECK(has(text_of(said_to("什么是 numpy", false, true, Rig::ada("zh-Hans"))), "命令"));
  CHECK(has(text_of(said_to("什麼是 numpy", false, true, Rig::ada("zh-Hant"))), "指令"));
}

TEST_CASE("A sentence that begins like a command is met with the command") {
  HelpRig rig;
  const auto answer = [&](std::string typed) {
    return text_of(rig.give(rig.help, Message{std::move(typed), true, true}));
  };
  CHECK(has(answer("nep 18"), "Did you mean /nep 18?"));
  CHECK(has(answer(" Help "), "Did you mean /help?"));
  CHECK(has(answer("nepp 18"), "Did you mean /nep 18?"));
  CHECK_FALSE(has(answer("committee now"), "/committee"));
  CHECK(answer("nep " + std::string(9000, 'x')).size() < 300);
}

TEST_CASE("Where questions are answered, help leads to that") {
  HelpRig rig;
  constexpr std::array<CommandSpec, 1> ask = {
      {{.name = "ask", .grammar = "QUESTION", .summary = mark("Ask now")}}
  };
  rig.commands.add("answers", ask);
  const std::string met = text_of(rig.give(rig.help, Message{"nep 18", true, true}));
  CHECK(met == "Did you mean /nep 18?");
  CHECK(has(text_of(rig.say("help", "me install it")), "type this: /ask me install it"));
  CHECK_FALSE(has(text_of(rig.say("help", "nepp")), "/ask"));
}

TEST_CASE("A button of something that is gone gets an apology") {
  HelpRig rig;
  for (const char* action : {"meeting.join", "help.gone", "", "."})
    CHECK(
        has(text_of(rig.give(rig.help, Press{action, "x", {}, {}})),
            "that button does nothing any more. Type /help")
    );
}

TEST_CASE("The help speaks the reader's language") {
  HelpRig rig;
  CHECK(text_of(rig.say("help", "", Rig::ada("zh-Hans"))) != text_of(rig.say("help")));
  CHECK(
      text_of(rig.say("help", "", Rig::ada("zh-Hans"))) !=
      text_of(rig.say("help", "", Rig::ada("zh-Hant")))
  );
}

TEST_CASE("Help's shortcut in a menu shows what /help shows") {
  HelpRig rig;
  const Outcome outcome = rig.give(rig.help, Shortcut{"help.all", {}});
  CHECK(text_of(outcome) == text_of(rig.say("help")));
  CHECK(std::get<SayReply>(outcome.reply).only_you);
  REQUIRE(rig.commands.shortcuts().size() == 1);
  CHECK(rig.commands.shortcuts().front().spec->callback == "help.all");
  CHECK_FALSE(rig.commands.shortcuts().front().spec->on_message);
}

TEST_CASE("A menu's entry of something that is gone gets an apology") {
  HelpRig rig;
  for (const char* callback : {"report.begin", "help.gone", "", "."})
    CHECK(
        has(text_of(rig.give(rig.help, Shortcut{callback, {}})),
            "that menu entry does nothing any more. Type /help")
    );
}
