// tests/features/forget_test.cpp: erasing needs two steps and the right person.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/forget.hpp"

#include "tests/features/rig.hpp"

using namespace usher;
using namespace usher::test;

namespace {

struct ForgetRig : Rig {
  ForgetMe feature;
  ForgetRig() { commands.add(feature.name(), feature.commands()); }
  Outcome say(std::string args, Person who = ada()) {
    return give(feature, Command{"forget", std::move(args)}, std::move(who));
  }
};

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("/forget me says what is erased and asks first") {
  ForgetRig rig;
  const Outcome outcome = rig.say("me");
  CHECK(outcome.effects.empty());
  CHECK(has(text_of(outcome), "cannot be brought back"));
  REQUIRE(buttons_of(outcome).size() == 2);
  CHECK(buttons_of(outcome)[0].style == Button::Style::danger);
  CHECK(text_of(rig.say(" Me ")) == text_of(outcome));
  CHECK(text_of(rig.say("我")) == text_of(outcome));
}

TEST_CASE("/forget me names what others use as well and would be gone") {
  ForgetRig rig;
  Context context{rig.db, rig.catalog, rig.commands, rig.community, rig.now, false};
  context.goes_with = [&](const Event& event) {
    return std::vector<Phrase>{context.say(event.who)("Nothing was erased.")};
  };
  const Event event{"e", {"terminal", "chat", ""}, Rig::ada(), {}, Command{"forget", "me"}};
  const std::string asked = text_of(rig.feature.on(event, context));
  CHECK(has(asked, "With you goes what others use as well:"));
  CHECK(has(asked, "Nothing was erased."));
  CHECK_FALSE(has(text_of(rig.say("me")), "others use"));
}

TEST_CASE("The button erases, and the answer to its repeat is the same in whatever language is left"
) {
  ForgetRig rig;
  const Button erase = buttons_of(rig.say("me", Rig::ada("zh-Hans"))).at(0);
  const Outcome outcome = rig.give(rig.feature, press(erase), Rig::ada("zh-Hans"));
  REQUIRE(outcome.effects.size() == 1);
  const auto* forget = std::get_if<ForgetPerson>(&outcome.effects.front());
  REQUIRE(forget != nullptr);
  CHECK(forget->who.id == "ada");
  CHECK(std::holds_alternative<Replace>(outcome.reply));
  CHECK(text_of(rig.give(rig.feature, press(erase), Rig::ada("en"))) == text_of(outcome));
}

TEST_CASE("Nobody can have another forgotten, nor erase themselves with another's button") {
  ForgetRig rig;
  const Button erase = buttons_of(rig.say("me"))[0];
  Person bob = Rig::ada();
  bob.id = "bob";
  const Outcome outcome = rig.give(rig.feature, press(erase), bob);
  CHECK(outcome.effects.empty());
  CHECK(has(text_of(outcome), "somebody else"));
  CHECK(rig.give(rig.feature, Press{"forget.erase", "", {}, {}}).effects.empty());
  for (const char* other : {"", "bob", "me too", "everyone"}) {
    const Outcome refused = rig.say(other);
    CHECK(refused.effects.empty());
    CHECK(buttons_of(refused).empty());
    CHECK(has(text_of(refused), "/forget me"));
  }
}

TEST_CASE("Keeping it erases nothing") {
  ForgetRig rig;
  const Outcome outcome = rig.give(rig.feature, press(buttons_of(rig.say("me"))[1]));
  CHECK(outcome.effects.empty());
  CHECK(has(text_of(outcome), "Nothing was erased."));
}
