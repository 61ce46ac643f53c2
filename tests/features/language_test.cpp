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

// Two sentences of a language that a community has brought.
PoFile greek(const std::string& yes = "Από τώρα σου απαντώ στα {language}.") {
  return {
      "el.po", "el",
      "msgid \"\"\nmsgstr \"\"\n\"Language: el\\n\"\n\"X-Language-Name: Ελληνικά\\n\"\n"
      "\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
      "\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n"
      "msgid \"From now on I answer you in {language}.\"\nmsgstr \"" +
          yes + "\"\n"
  };
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("A language is understood by tag, English name and own name") {
  const Catalog english;
  for (const char* name :
       {"zh-Hant", "ZH-HANT", "zh_TW", "zh-HK", "繁體中文", "繁体中文", "正體中文",
        " Traditional Chinese ", "zh-Hant-TW"}) {
    CAPTURE(name);
    CHECK(language_named(name, "en", english) == "zh-Hant");
  }
  for (const char* name :
       {"zh-Hans", "zh-CN", "简体中文", "簡體中文", "simplified", "中文", "Chinese", "zh"}) {
    CAPTURE(name);
    CHECK(language_named(name, "en", english) == "zh-Hans");
  }
  for (const char* name : {"en", "en-GB", "English", "英文", "英語"}) {
    CAPTURE(name);
    CHECK(language_named(name, "zh-Hant", english) == "en");
  }
  CHECK(language_named("中文", "zh-TW", english) == "zh-Hant");
  for (const char* name : {"klingon", "de", "", "en!", "zhx"}) {
    CAPTURE(name);
    CHECK(language_named(name, "en", english).empty());
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

TEST_CASE("A language that a community has brought is offered by its own name, and chosen by it") {
  LanguageRig rig;
  rig.catalog = Catalog::load({greek()});
  const auto buttons = buttons_of(rig.say(""));
  REQUIRE(buttons.size() == 5);
  CHECK(buttons[3].label == "Ελληνικά");
  CHECK(buttons[3].value == "el");
  for (const char* name : {"el", "el-GR", "EL_cy", "Ελληνικά", " ελληνικά "}) {
    CAPTURE(name);
    rig.say("en");
    CHECK(has(text_of(rig.say(name)), "Από τώρα σου απαντώ στα Ελληνικά."));
    CHECK(rig.chosen() == "el");
  }
  rig.give(rig.language, press(buttons[0]));
  CHECK(rig.chosen() == "en");
  rig.give(rig.language, press(buttons[3]));
  CHECK(rig.chosen() == "el");
  CHECK(has(text_of(rig.say("", Rig::ada("el"))), "in Ελληνικά, as you chose"));
  CHECK(has(text_of(rig.say("it", Rig::ada("en"))), "I do not speak “it”"));
  // It goes, and whoever chose it reads English until it comes back.
  rig.catalog.put(Catalog());
  CHECK(has(text_of(rig.say("", Rig::ada("el"))), "in English, as you chose"));
  CHECK(buttons_of(rig.say("")).size() == 4);
}

TEST_CASE("reload has the files read, and says what came of it to whoever asked") {
  LanguageRig rig;
  const Outcome asked = rig.say("reload");
  CHECK(has(text_of(asked), "I read the translations again"));
  REQUIRE(asked.effects.size() == 1);
  const Call call = std::get<Call>(asked.effects[0]);
  CHECK(call.service == Language::service);
  CHECK(call.method == "RELOAD");
  CHECK(call.of_asker);  // who is forgotten meanwhile is told nothing
  CHECK(match_word(rig.language.commands()[0], "reload").word->role == Role::maintainer);

  rig.catalog.put(Catalog::load({greek()}));
  Fetched read{call.tag, 200, "el 120 1400\nnonsense\n", {}, errc::ok, {}};
  const auto told = [&](const Outcome& outcome) {
    REQUIRE(outcome.effects.size() == 1);
    const auto& post = std::get<Post>(outcome.effects[0]);
    CHECK(post.to.people == std::vector<std::string>{"ada"});
    CHECK(post.audience == Audience::only_you);
    return plain_text(std::get<Doc>(post.body));
  };
  const std::string well = told(rig.give(rig.language, read));
  CHECK(has(well, "go by them from now on"));
  CHECK(has(well, "Ελληνικά: 120 of 1400 sentences"));
  CHECK_FALSE(has(well, "nonsense"));
  read.status = 422;
  read.body = "el.po:9: The {placeholders} differ.\n";
  const std::string badly = told(rig.give(rig.language, read));
  CHECK(has(badly, "I go on with the translations that I had"));
  CHECK(has(badly, "el.po:9: The {placeholders} differ."));
  CHECK(rig.give(rig.language, Fetched{"else", 200, {}, {}, errc::ok, {}}).effects.empty());
}
