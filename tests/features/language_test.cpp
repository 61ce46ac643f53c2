// tests/features/language_test.cpp: choosing a language by any name, and leaving the choice again.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/language.hpp"

#include "bot/people.hpp"
#include "tests/features/rig.hpp"

using namespace usher;
using namespace usher::test;

namespace {

struct LanguageRig : Rig {
  Language language;
  LanguageRig() { commands.add(language.name(), language.commands()); }
  Outcome say(std::string args, Person who = ada()) {
    return give(language, Command{"language", std::move(args)}, std::move(who));
  }
  std::string chosen() { return people::chosen_language(db, "terminal", "ada"); }
};

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("A language is understood by tag, English name and own name") {
  for (const char* name :
       {"zh-Hant", "ZH-HANT", "zh_TW", "zh-HK", "繁體中文", "繁体中文", "正體中文",
        " Traditional Chinese ", "zh-Hant-TW"}) {
    CAPTURE(name);
    CHECK(language_named(name, "en") == "zh-Hant");
  }
  for (const char* name :
       {"zh-Hans", "zh-CN", "简体中文", "簡體中文", "simplified", "中文", "Chinese", "zh"}) {
    CAPTURE(name);
    CHECK(language_named(name, "en") == "zh-Hans");
  }
  for (const char* name : {"en", "en-GB", "English", "英文", "英語"}) {
    CAPTURE(name);
    CHECK(language_named(name, "zh-Hant") == "en");
  }
  CHECK(language_named("中文", "zh-TW") == "zh-Hant");
  for (const char* name : {"klingon", "de", "", "en!", "zhx"}) {
    CAPTURE(name);
    CHECK(language_named(name, "en").empty());
  }
}

TEST_CASE("The choice is kept and the answer is in the new language, also for a repeat") {
  LanguageRig rig;
  const Outcome first = rig.say("zh-Hant");
  CHECK(rig.chosen() == "zh-Hant");
  CHECK(has(text_of(first), "繁體中文"));
  CHECK(has(text_of(first), "之後"));
  CHECK(text_of(rig.say("zh-Hant", Rig::ada("zh-Hant"))) == text_of(first));
  CHECK(
      has(text_of(rig.say("English", Rig::ada("zh-Hant"))), "From now on I answer you in English.")
  );
  CHECK(rig.chosen() == "en");
}

TEST_CASE("auto takes the choice away, with an answer that does not depend on it") {
  LanguageRig rig;
  rig.say("zh-Hans");
  const Outcome first = rig.say("auto", Rig::ada("zh-Hans"));
  CHECK(rig.chosen().empty());
  CHECK(text_of(first) == text_of(rig.say("auto", Rig::ada("en"))));
  rig.say("zh-Hans");
  CHECK(text_of(rig.say("自動")) != text_of(first));
  CHECK(rig.chosen().empty());
}

TEST_CASE("/language alone says what is, and offers the others by their own names") {
  LanguageRig rig;
  const Outcome outcome = rig.say("");
  CHECK(has(text_of(outcome), "now English"));
  REQUIRE(buttons_of(outcome).size() == 4);
  CHECK(buttons_of(outcome)[1].label == "简体中文");
  const Outcome pressed = rig.give(rig.language, press(buttons_of(outcome)[2]));
  CHECK(std::holds_alternative<Replace>(pressed.reply));
  CHECK(rig.chosen() == "zh-Hant");
  CHECK(has(text_of(rig.say("", Rig::ada("zh-Hant"))), "繁體中文"));
  CHECK(buttons_of(rig.say("", Rig::ada("zh-Hant")))[1].label == "简体中文");
}

TEST_CASE("A language that Usher does not speak is said so, and changes nothing") {
  LanguageRig rig;
  rig.say("zh-Hans");
  const Outcome outcome = rig.say("Klingon\u202E <!channel> " + std::string(4000, 'x'));
  CHECK(has(text_of(outcome), "I do not speak “Klingon"));
  CHECK(text_of(outcome).size() < 400);
  CHECK(buttons_of(outcome).size() == 4);
  CHECK(rig.chosen() == "zh-Hans");
}
