// tests/welcome/asking_test.cpp: what becomes of the message's buttons, and /welcome.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/people.hpp"
#include "tests/welcome/rig.hpp"

using namespace usher;
using namespace usher::test;
using namespace std::chrono_literals;

namespace {

const Roles organiser{Role::organiser};

std::string stats(WelcomeRig& rig) { return text_of(rig.type("stats", "org", "en", organiser)); }

}  // namespace

TEST_CASE("A language button sets the language, and the message is there in it") {
  WelcomeRig rig;
  rig.join("ada");
  rig.pass(1h);
  const auto buttons = buttons_in(rig.sent.at(0));
  for (const char* tag : {"en", "zh-Hans", "zh-Hant"}) {
    CAPTURE(tag);
    REQUIRE(button(buttons, "welcome.language", tag) != nullptr);
  }
  const Outcome out = rig.touch("welcome.language", "zh-Hant", "ada");
  REQUIRE(std::holds_alternative<Replace>(out.reply));
  CHECK(people::chosen_language(rig.db, "web", "ada") == "zh-Hant");
  CHECK(has(text_of(out), "歡迎"));
  CHECK(said(out) != said(rig.touch("welcome.language", "zh-Hans", "ada")));
  CHECK(button(buttons_of(out), "welcome.language", "zh-Hans") != nullptr);
  CHECK(button(buttons_of(out), "welcome.language", "zh-Hant") == nullptr);
}

TEST_CASE("A language that Usher does not speak changes nothing") {
  WelcomeRig rig;
  CHECK(std::holds_alternative<None>(rig.touch("welcome.language", "tlh", "ada").reply));
  CHECK(std::holds_alternative<None>(rig.touch("welcome.language", "", "ada").reply));
  CHECK(std::holds_alternative<None>(rig.touch("welcome.language", "auto", "ada").reply));
  CHECK(people::chosen_language(rig.db, "web", "ada").empty());
}

TEST_CASE("One question: interests are chosen in a form, several at once") {
  WelcomeRig rig;
  const Outcome out = rig.touch("welcome.choose", "", "ada", "zh-Hans");
  REQUIRE(out.effects.size() == 1);
  const auto* open = std::get_if<Open>(&out.effects.front());
  REQUIRE(open != nullptr);
  REQUIRE(open->form.fields.size() == 1);
  const Field& field = open->form.fields[0];
  CHECK(field.type == Field::Type::choices);
  REQUIRE(field.choices.size() == 3);
  CHECK(field.choices[0].label == "写代码");
  CHECK(field.choices[1].value == "docs");
  CHECK(field.choices[2].label == "Mathematics");
}

TEST_CASE("What answers are called is read elsewhere while a person chooses, and not before") {
  int read = 0;
  std::vector<std::move_only_function<void()>> elsewhere;
  welcome::Settings settings = newcomers();
  settings.titles = std::make_shared<welcome::Titles>(
      [&read] {
        ++read;
        return welcome::TopicTitles{{"build", {{"en", "Building"}, {"zh-Hans", "构建"}}}};
      },
      [&elsewhere](std::move_only_function<void()> job) { elsewhere.push_back(std::move(job)); }
  );
  WelcomeRig rig(std::move(settings));
  rig.join("ada");
  rig.pass(1h);
  CHECK(elsewhere.empty());
  rig.touch("welcome.choose", "", "ada");
  rig.touch("welcome.choose", "", "bo");
  REQUIRE(elsewhere.size() == 1);
  CHECK(read == 0);

  // The other thread has not come to it: whoever needs them reads them.
  const Outcome quick = rig.choose("code\ndocs", "ada", "zh-Hans");
  CHECK(read == 1);
  const std::vector<Button> buttons = buttons_of(quick);
  const Button* build = button(buttons, "answers.topic", "build");
  REQUIRE(build != nullptr);
  CHECK(build->label == "构建");
  // Nobody has written that one.
  CHECK(button(buttons, "answers.topic", "docs-guide") == nullptr);
  elsewhere.front()();
  rig.choose("code", "bo");
  CHECK(read == 1);
}

TEST_CASE("Where answers cannot be read elsewhere, it is tried again where they are needed") {
  int read = 0;
  std::vector<std::move_only_function<void()>> elsewhere;
  const auto titles = std::make_shared<welcome::Titles>(
      [&read]() -> welcome::TopicTitles {
        if (++read == 1) throw std::runtime_error("no memory");
        return {{"build", {{"en", "Building"}}}};
      },
      [&elsewhere](std::move_only_function<void()> job) { elsewhere.push_back(std::move(job)); }
  );
  titles->soon();
  REQUIRE(elsewhere.size() == 1);
  elsewhere.front()();
  CHECK(read == 1);
  CHECK(titles->all().size() == 1);
}

TEST_CASE("An interest brings its rooms there, its links and the answers to what others asked") {
  WelcomeRig rig;
  const Outcome out = rig.choose("docs\ncode", "ada");
  const std::string text = text_of(out);
  CHECK(has(text, "Documentation"));
  CHECK(has(text, "#docs"));
  CHECK_FALSE(has(text, "#documentation"));  // that is Slack's
  CHECK(has(text, "Style guide"));
  CHECK(has(text, "first contribution"));
  const auto buttons = buttons_of(out);
  const auto join = std::ranges::find(buttons, "https://chat.example.org/docs", &Button::url);
  REQUIRE(join != buttons.end());
  CHECK(join->label == "Join #docs");
  CHECK(button(buttons, "answers.topic", "build")->label == "How do I build it?");
  CHECK(std::ranges::count(buttons, "docs-guide", &Button::value) == 1);
  REQUIRE(std::holds_alternative<SayReply>(out.reply));
  CHECK(std::get<SayReply>(out.reply).confidential);
  CHECK(has(text_of(rig.choose("docs", "bo", "en", "slack:T1")), "#documentation"));
}

TEST_CASE("Answers are offered in the reader's language where they are written in it") {
  WelcomeRig rig;
  CHECK(
      button(buttons_of(rig.choose("docs", "ada", "zh-TW")), "answers.topic")->label == "怎麼幫忙？"
  );
  CHECK(
      button(buttons_of(rig.choose("docs", "ada", "zh-CN")), "answers.topic")->label ==
      "How do I help?"
  );
}

TEST_CASE("Where nobody answers questions, no answer is offered") {
  WelcomeRig rig;
  rig.commands = CommandTable();
  CHECK(button(buttons_of(rig.choose("docs", "ada")), "answers.topic") == nullptr);
}

TEST_CASE("Who asks for it is asked again after three days, with one line, and then never") {
  WelcomeRig rig;
  rig.join("ada");
  rig.pass(1h);
  const std::string first = text_of(rig.touch("welcome.again", "", "ada"));
  CHECK(has(first, "three days"));
  CHECK(text_of(rig.touch("welcome.again", "", "ada")) == first);
  rig.pass(72h - 1s);
  CHECK(rig.sent.size() == 1);
  rig.pass(1s);
  REQUIRE(rig.sent.size() == 2);
  CHECK(rig.sent[1].to() == "web ada");
  CHECK(std::get<Doc>(rig.sent[1].post.body).blocks().size() == 1);
  CHECK(has(text_of(rig.touch("welcome.again", "", "ada")), "keep quiet"));
  rig.pass(24h * 30);
  CHECK(rig.sent.size() == 2);
}

TEST_CASE("Who is asked again is asked in the language in which they wanted it") {
  WelcomeRig rig;
  rig.touch("welcome.again", "", "ada", "zh-Hant");
  rig.pass(73h);
  REQUIRE(rig.sent.size() == 1);
  CHECK(has(rig.sent[0].text(), "/welcome"));
  CHECK_FALSE(has(rig.sent[0].text(), "have you found your way"));
}

TEST_CASE("Nobody is asked again who did not ask for it") {
  WelcomeRig rig;
  rig.join("ada");
  rig.pass(24h * 10);
  CHECK(rig.sent.size() == 1);
}

TEST_CASE("Stop ends everything, also what was asked for before") {
  WelcomeRig rig;
  rig.join("ada");
  rig.pass(1h);
  rig.touch("welcome.again", "", "ada");
  const Outcome out = rig.touch("welcome.stop", "", "ada");
  REQUIRE(std::holds_alternative<Replace>(out.reply));
  CHECK(buttons_of(out).empty());
  CHECK(text_of(rig.touch("welcome.stop", "", "ada")) == text_of(out));
  rig.pass(24h * 10);
  CHECK(rig.sent.size() == 1);
  CHECK(has(stats(rig), "Said stop: 1"));
}

TEST_CASE("Who says stop while they wait gets no welcome") {
  WelcomeRig rig;
  rig.join("ada");
  rig.type("stop", "ada");
  rig.pass(1h);
  CHECK(rig.sent.empty());
}

TEST_CASE("/welcome shows it to whoever asks, to them alone, and is not followed by another") {
  WelcomeRig rig;
  rig.join("ada");
  const Outcome out = rig.type("", "ada", "zh-Hans");
  REQUIRE(std::holds_alternative<SayReply>(out.reply));
  CHECK(std::get<SayReply>(out.reply).confidential);
  CHECK(has(text_of(out), "欢迎"));
  CHECK(button(buttons_of(out), "welcome.choose") != nullptr);
  rig.pass(1h);
  CHECK(rig.sent.empty());
  // As often as they like.
  CHECK(said(rig.type("", "ada", "zh-Hans")) == said(out));
  CHECK(has(text_of(rig.type("what is this", "ada")), "Type /welcome"));
}

TEST_CASE("A repeat of each press and form is answered alike and changes nothing") {
  WelcomeRig rig;
  rig.join("ada");
  rig.pass(1h);
  const std::vector<std::pair<What, std::string>> all = {
      {Press{"welcome.language", "zh-Hans", {}, {}}, "language"},
      {Press{"welcome.again", "", {}, {}}, "again"},
      {Submit{"welcome.interests", {{"interests", "docs\ncode"}}, {}}, "interests"},
      {Command{"welcome", ""}, "typed"},
      {Press{"welcome.stop", "", {}, {}}, "stop"},
  };
  for (const auto& [what, name] : all) {
    CAPTURE(name);
    const Outcome first = rig.happens(what, "ada", {"web", "@ada", ""});
    rig.db.script("SAVEPOINT again");
    Context context = rig.here(true);
    const Outcome second = rig.feature.on(
        Event{"event", {"web", "@ada", ""}, {"ada", "en", "UTC", {}, false, "ada"}, {}, what},
        context
    );
    rig.db.script("ROLLBACK TO again; RELEASE again");
    CHECK(first.reply.index() == second.reply.index());
    CHECK(said(first) == said(second));
  }
}

TEST_CASE("Statistics are numbers by month, and name nobody") {
  WelcomeRig rig;
  CHECK(has(stats(rig), "Nobody has come yet"));
  rig.platform["bo"] = "zh-CN";
  for (const char* who : {"ada", "bo", "cy"}) rig.join(who);
  rig.leave("cy");
  rig.pass(1h);
  rig.touch("welcome.language", "zh-Hant", "ada");
  rig.touch("welcome.language", "zh-Hant", "ada");
  rig.choose("docs\ncode", "ada");
  rig.choose("docs", "ada");
  rig.choose("docs", "bo");
  const std::string text = stats(rig);
  CHECK(has(text, "2027-01"));
  CHECK(has(text, "Came: 3"));
  CHECK(has(text, "Welcomed: 2"));
  CHECK(has(text, "Welcomed in: 简体中文 1, not known 1"));
  CHECK(has(text, "Chose the language: 繁體中文 1"));
  CHECK(has(text, "Interested in: Writing code 1, Documentation 2"));
  CHECK(has(text, "Went before the welcome: 1"));
  for (const char* who : {"ada", "bo", "cy"}) CHECK_FALSE(has(text, who));
  rig.happens(Forgotten{{"ada", "en", "", {}, false, ""}}, "ada", {"web", "", ""});
  CHECK(stats(rig) == text);
  rig.pass(24h * 31);
  rig.join("di");
  CHECK(has(stats(rig), "2027-02"));
}

TEST_CASE("Statistics are for organisers") {
  WelcomeRig rig;
  const CommandSpec& spec = rig.feature.commands().front();
  CHECK(role_of(spec, match_word(spec, "stats").word) == Role::organiser);
  CHECK(role_of(spec, match_word(spec, "統計").word) == Role::organiser);
  CHECK(role_of(spec, match_word(spec, "").word) == Role::everyone);
  CHECK(rig.commands.find("歡迎") != nullptr);
  CHECK(rig.commands.find("欢迎") != nullptr);
}
