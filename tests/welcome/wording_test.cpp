// tests/welcome/wording_test.cpp: the message, word for word, in each language.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/names.hpp"
#include "commands/welcome/interests.hpp"
#include "tests/support/golden.hpp"
#include "tests/welcome/rig.hpp"

using namespace usher;
using namespace usher::test;
using namespace std::chrono_literals;

namespace {

std::size_t lines_of(const Doc& doc) {
  return static_cast<std::size_t>(std::ranges::count_if(doc.blocks(), [](const Block& block) {
    return !std::holds_alternative<Buttons>(block);
  }));
}

// Its words, and what its buttons do.
std::string whole(const Doc& doc) {
  std::string out;
  for (const Block& block : doc.blocks()) {
    const auto* buttons = std::get_if<Buttons>(&block);
    if (buttons == nullptr) {
      Doc one;
      if (const auto* paragraph = std::get_if<Paragraph>(&block)) one.paragraph(paragraph->line);
      if (const auto* bullets = std::get_if<Bullets>(&block)) one.bullets(bullets->items);
      out += plain_text(one) + "\n";
      continue;
    }
    for (const Button& button : buttons->buttons)
      out += "[" + button.label + "] " +
             (button.url.empty() ? button.action + " " + button.value : button.url) + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("The message is as it stands in each language, in at most six lines") {
  WelcomeRig rig;
  rig.platform = {{"en", "en-US"}, {"zh_CN", "zh-CN"}, {"zh_TW", "zh-TW"}, {"unknown", ""}};
  for (const char* who : {"en", "zh_CN", "zh_TW", "unknown"}) {
    CAPTURE(who);
    rig.sent.clear();
    rig.join(who);
    rig.pass(1h);
    const Doc& doc = std::get<Doc>(rig.sent.at(0).post.body);
    CHECK(lines_of(doc) <= 6);
    check_golden(std::string("welcome/hello.") + who + ".txt", whole(doc));
  }
}

TEST_CASE("Where no language of Usher's is known, each has a line that says which button to press"
) {
  WelcomeRig rig;
  rig.platform = {{"ada", "de-DE"}};
  rig.join("ada");
  rig.join("bo");
  rig.pass(1h);
  for (const auto& one : rig.sent) {
    CHECK(has(one.text(), "Welcome to NumPy!"));
    CHECK(has(one.text(), "“简体中文”"));
    CHECK(has(one.text(), "「繁體中文」"));
  }
}

TEST_CASE(
    "However many languages a community has brought, the message has six lines, and a button for "
    "each"
) {
  WelcomeRig rig;
  rig.platform = {{"ada", "it"}};
  std::vector<PoFile> files;
  const auto add = [&](const std::string& locale, const std::string& name, const std::string& msgid,
                       const std::string& text) {
    files.push_back(
        {locale, locale,
         "msgid \"\"\nmsgstr \"\"\n\"Language: " + locale + "\\n\"\n\"X-Language-Name: " + name +
             "\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
             "\"Plural-Forms: nplurals=2; plural=n>1;\\n\"\nmsgid \"" +
             msgid + "\"\nmsgstr \"" + text + "\"\n"}
    );
  };
  const std::string press = "To read this in your language, press “{language}”.";
  add("de", "Deutsch", press, "Auf Deutsch? Drücke „{language}“.");
  add("es", "Español", press, "¿En español? Pulsa «{language}».");
  add("fr", "Français", "Stop", "Arrêter");  // has not come to that sentence yet
  for (const char* locale : {"zh_CN", "zh_TW"}) files.push_back({locale, locale, {}});
  const Catalog shipped = shipped_catalog();
  for (const char* tag : {"zh-Hans", "zh-Hant"}) {
    PoFile& file = files[files.size() - (std::string_view(tag) == "zh-Hans" ? 2 : 1)];
    file.text =
        "msgid \"" + press + "\"\nmsgstr \"" + shipped.translate(tag, press.c_str()) + "\"\n";
  }
  rig.catalog = Catalog::load(files);
  for (const Problem& problem : rig.catalog.problems()) FAIL_CHECK(to_line(problem));
  rig.join("ada");
  rig.pass(1h);
  const Doc& doc = std::get<Doc>(rig.sent.at(0).post.body);
  CHECK(lines_of(doc) == 6);
  const std::string text = whole(doc);
  for (const char* words :
       {"„Deutsch“", "«Español»", "“简体中文”", "「繁體中文」", "[Français] welcome.language fr"})
    CHECK(has(text, words));
  CHECK_FALSE(has(text, "press “Français”"));
  CHECK(has(text_of(rig.touch("welcome.language", "fr", "ada")), "Welcome to NumPy!"));
  CHECK(
      button(buttons_of(rig.touch("welcome.language", "fr", "ada")), "welcome.stop")->label ==
      "Arrêter"
  );
}

TEST_CASE("What a chat system says of their language when they come is remembered until the message"
) {
  WelcomeRig rig;
  rig.happens(Joined{}, "ada", {"slack:T2", "", ""}, "zh-TW");
  rig.happens(Joined{}, "bo", {"slack:T2", "", ""}, "en-US");
  rig.pass(1h);
  REQUIRE(rig.sent.size() == 2);
  CHECK(has(rig.sent[0].text(), "歡迎來到"));
  CHECK_FALSE(has(rig.sent[1].text(), "“简体中文”"));
}

TEST_CASE("What is not there is not spoken of") {
  welcome::Settings bare;
  bare.rooms = {"web:newcomers"};
  WelcomeRig rig(bare);
  rig.commands = CommandTable();
  rig.join("ada");
  rig.pass(1h);
  const std::string text = rig.sent.at(0).text();
  CHECK_FALSE(has(text, "/report"));
  CHECK_FALSE(has(text, "Code of Conduct"));
  CHECK_FALSE(has(text, "/forget"));
  CHECK(button(buttons_in(rig.sent[0]), "welcome.choose") == nullptr);
  CHECK(has(text_of(rig.choose("nothing", "ada")), "Look around"));
}

TEST_CASE("What an interest brings is as it stands in each language") {
  for (const char* lang : {"en", "zh-Hans", "zh-Hant"}) {
    WelcomeRig rig;
    check_golden(
        std::string("welcome/interests.") + lang + ".txt",
        whole(said(rig.choose("docs\ncode\nmaths", "ada", lang)))
    );
  }
}

TEST_CASE("The next meeting for newcomers is told in the reader's zone, with a reminder") {
  meeting::Settings meetings;
  meetings.series.push_back({.name = "newcomers", .title = "New Contributors' Hour"});
  meeting::index(meetings);
  welcome::Settings settings = newcomers();
  settings.meeting = "newcomers";
  settings.meetings = &meetings;
  WelcomeRig rig(settings);
  CHECK(button(buttons_of(rig.choose("docs", "ada")), "meeting.later") == nullptr);
  rig.db.run(
      "INSERT INTO meeting_series(id,source,key,title,description,link,other_link,agenda,dial_in,"
      "place,zone,ends,digest) VALUES(1,'calendar-1',?,?,'','','','','','','UTC',0,0)",
      meeting::name_key("New Contributors' Hour"), "New Contributors' Hour"
  );
  const sys_seconds start = std::chrono::floor<std::chrono::hours>(rig.now + 48h);
  for (const int after : {-1000, 0, 1000}) {
    const sys_seconds then = start + std::chrono::hours(after);
    rig.db.run(
        "INSERT INTO meeting_occurrences(id,series,said,start,ends,all_day,twice,state) "
        "VALUES(?,1,?,?,?,0,0,0)",
        2000 + after, then, then, then + 1h
    );
  }
  const Outcome out = rig.choose("docs", "ada");
  CHECK(has(text_of(out), "New Contributors' Hour"));
  REQUIRE(button(buttons_of(out), "meeting.later") != nullptr);
  CHECK(button(buttons_of(out), "meeting.later")->value == "2000");
}

TEST_CASE("Every interest that has words of Usher's own is one that the configuration knows") {
  for (const char* name :
       {"code", "docs", "translation", "design", "website", "triage", "teaching", "groups",
        "looking"}) {
    CAPTURE(name);
    CHECK(welcome::has_words(name));
  }
  CHECK_FALSE(welcome::has_words("maths"));
}
