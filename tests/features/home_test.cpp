// tests/features/home_test.cpp: the home page shows what this person may do, and nothing that is not there.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/home.hpp"

#include "commands/forget.hpp"
#include "commands/help.hpp"
#include "commands/language.hpp"
#include "tests/features/rig.hpp"

#include <algorithm>

using namespace usher;
using namespace usher::test;

namespace {

constexpr std::string_view examples[] = {"/sep", "/sep poll", "/sep 18 47", "/sep 3"};
constexpr WordSpec words[] = {
    {.word = "poll", .grammar = "", .summary = mark("Ask now"), .role = Role::maintainer},
};
constexpr CommandSpec specs[] = {
    {.name = "sep",
     .grammar = "[NUMBER…]",
     .summary = mark("Look up a SEP"),
     .examples = examples,
     .words = words},
    {.name = "committee", .grammar = "", .summary = mark("Secret things"), .role = Role::committee},
};

struct HomeRig : Rig {
  HomePage home;
  Help help;
  Language language;
  ForgetMe forget;
  void add_all() {
    commands.add("sep", specs);
    for (const Feature* feature : std::initializer_list<const Feature*>{&language, &forget, &help})
      commands.add(feature->name(), feature->commands());
  }
  Doc open(Person who = ada()) {
    const Outcome outcome = give(home, Opened{}, who);
    CHECK(std::holds_alternative<None>(outcome.reply));
    REQUIRE(outcome.effects.size() == 1);
    const auto* effect = std::get_if<Home>(&outcome.effects.front());
    REQUIRE(effect != nullptr);
    CHECK(effect->who.id == who.id);
    return effect->doc;
  }
};

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::vector<Button> buttons_of(const Doc& doc) {
  return usher::test::buttons_of(Outcome{SayReply{doc}, {}});
}

}  // namespace

TEST_CASE("The home page is made from the command table, with an example of each command") {
  HomeRig rig;
  rig.add_all();
  CHECK(rig.home.wants().has(Kind::opened));
  const std::string text = plain_text(rig.open());
  CHECK(has(text, "Welcome to NumPy!"));
  CHECK(has(text, "ask a person"));
  CHECK(has(text, "/sep: Look up a SEP · /sep 18 47"));
  CHECK(has(text, "/help: "));
  CHECK(has(text, "/language zh-Hant"));
  CHECK(has(text, "Type /forget me and I erase"));
  CHECK_FALSE(has(text, "/nep"));
}

TEST_CASE("The home page shows each person what their role allows") {
  HomeRig rig;
  rig.add_all();
  CHECK_FALSE(has(plain_text(rig.open()), "/committee"));
  CHECK(has(plain_text(rig.open(Rig::ada("en", {Role::committee}))), "/committee: Secret things"));
  CHECK(has(plain_text(rig.open(Rig::ada("en", {Role::maintainer}))), "· /sep poll"));
}

TEST_CASE("The buttons of the home page are those of the features that they lead to") {
  HomeRig rig;
  rig.add_all();
  const auto buttons = buttons_of(rig.open());
  REQUIRE(buttons.size() == 5);
  const Outcome all = rig.give(rig.help, press(buttons[0]));
  CHECK(has(text_of(all), "This is what I can do:"));
  CHECK(buttons[2].label == "简体中文");
  rig.give(rig.language, press(buttons[2]));
  const Outcome now = rig.give(rig.language, Command{"language", ""});
  CHECK(has(text_of(now), "简体中文, as you chose"));
}

TEST_CASE("What is switched off has no place on the home page") {
  HomeRig rig;
  const Doc doc = rig.open();
  CHECK(buttons_of(doc).empty());
  CHECK_FALSE(has(plain_text(doc), "/forget"));
  CHECK_FALSE(has(plain_text(doc), "What I can do for you"));
  CHECK(has(plain_text(doc), "Welcome"));
}

TEST_CASE("The home page speaks the reader's language, and only when it is opened") {
  HomeRig rig;
  rig.add_all();
  CHECK(rig.open(Rig::ada("zh-Hans")) != rig.open(Rig::ada("zh-Hant")));
  CHECK(rig.give(rig.home, Joined{}).effects.empty());
}
