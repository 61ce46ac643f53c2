// tests/answers/wording_test.cpp: what an answer says, and what it says where something is missing.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/wording.hpp"

#include "bot/catalog.hpp"
#include "bot/store.hpp"
#include "tests/support/answer_topics.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace usher;
using namespace usher::answers;

namespace {

class Desk {
 public:
  Desk() : db(":memory:") {
    for (const Migration& migration : usher_migrations()) db.script(std::string(migration.sql));
    meetings.series.push_back({.name = "community", .title = "Community Call"});
    meeting::index(meetings);
    sources.texts = {{"contact:team", "team@example.org"}, {"people:conduct", "Ada and Grace"}};
    sources.meetings = &meetings;
    sources.series = {&series, 1};
  }
  Wording with(std::string_view lang = "en") const {
    return {sources, context, context.say(lang), "https://example.org/edit/"};
  }
  std::string said(const Topic& topic, std::string_view lang = "en") const {
    return plain_text(answer_doc(topic, lang, with(lang)));
  }

  mutable Database db;
  Catalog catalog;
  CommandTable commands;
  Community community;
  Context context{db, catalog, commands, community, sys_seconds{}};
  meeting::Settings meetings;
  proposals::Settings series;
  SlotSources sources;
};

Topic with_body(std::string body) { return test::topic("one", "One?", {}, std::move(body)); }

}  // namespace

TEST_CASE("an answer is its text, its link, and where it comes from", "[answers]") {
  const Desk desk;
  const std::string text = desk.said(with_body("First line\ngoes on.\n\nSecond `pip` one."));
  INFO(text);
  CHECK(text.starts_with("First line goes on.\n"));
  CHECK(text.contains("Second pip one."));
  CHECK(text.contains("https://example.org/one"));
  CHECK(text.contains("answers/one.md"));
}

TEST_CASE("code between back-quotes is code", "[answers]") {
  const Desk desk;
  const Doc doc = answer_doc(with_body("Run `pip install` now."), "en", desk.with());
  const auto& line = std::get<Paragraph>(doc.blocks().front()).line;
  REQUIRE(line.size() == 3);
  CHECK(line[1].text == "pip install");
  CHECK(line[1].style == Inline::code);
}

TEST_CASE("code goes on over a slot, and a mark without another is none", "[answers]") {
  const Desk desk;
  const auto line = [&](const char* body) {
    return std::get<Paragraph>(answer_doc(with_body(body), "en", desk.with()).blocks().front())
        .line;
  };
  const Line around = line("`pip {{people:conduct}} x` now");
  REQUIRE(around.size() == 4);
  CHECK(around[0].style == Inline::code);
  CHECK(around[2].style == Inline::code);
  CHECK(around[3].style == Inline::plain);
  const Line odd = line("one ` only");
  REQUIRE(odd.size() == 1);
  CHECK(odd[0].text == "one ` only");
}

TEST_CASE("slots say what is known, and that something is not", "[answers]") {
  const Desk desk;
  const std::string text =
      desk.said(with_body("Write to {{contact:team}}, {{people:conduct}} or {{contact:nobody}}. "
                          "Next: {{next:community}}; {{nep:29}}."));
  INFO(text);
  CHECK(
      text.contains("Write to team@example.org, Ada and Grace or (not known). Next: the calendar "
                    "says when; NEP 29.")
  );
}

TEST_CASE("which slots can be filled is known without a database", "[answers]") {
  const Desk desk;
  const auto known = [&](const char* kind, const char* what) {
    return slot_is_known({kind, what}, desk.sources);
  };
  CHECK(known("contact", "team"));
  CHECK(known("people", "conduct"));
  CHECK(known("next", "community"));
  CHECK(known("nep", "29"));
  CHECK_FALSE(known("contact", "nobody"));
  CHECK_FALSE(known("next", "sprints"));
  CHECK_FALSE(known("nep", "x"));
  CHECK_FALSE(known("nep", "-3"));
  CHECK_FALSE(known("pep", "8"));
}

TEST_CASE("a translation of an older text says so, and gives the English one", "[answers]") {
  const Desk desk;
  Topic topic = with_body("Ask on the list.");
  test::add_chinese(topic, "一？", {}, "在列表上问。");
  CHECK(desk.said(topic, "zh-Hans").contains("在列表上问。"));
  CHECK_FALSE(desk.said(topic, "zh-Hans").contains("Ask on the list."));
  topic.texts.at("en").body = "Ask in the room.";
  const std::string text = desk.said(topic, "zh-Hans");
  INFO(text);
  CHECK(text.contains("在列表上问。"));
  CHECK(text.contains("translation of an older text"));
  CHECK(text.contains("Ask in the room."));
}

TEST_CASE("what a file says cannot become a mention or markup", "[answers]") {
  const Desk desk;
  const Doc doc =
      answer_doc(with_body("Hello <!channel> *all* [x](https://evil.example)."), "en", desk.with());
  for (const Inline& piece : std::get<Paragraph>(doc.blocks().front()).line) {
    CHECK(piece.kind == Inline::Kind::text);
    CHECK(piece.style == Inline::plain);
  }
}

TEST_CASE("three topics are offered as buttons, or as a list where there are none", "[answers]") {
  const Desk desk;
  const std::vector<Topic> topics = test::a_few_topics();
  Decision decision;
  decision.lang = "zh-Hans";
  decision.topics = {topics.data(), topics.data() + 1, topics.data() + 2};
  const Doc buttons = suggest_doc(decision, "answers.this", desk.with());
  const auto* list = std::get_if<Buttons>(&buttons.blocks().back());
  REQUIRE(list != nullptr);
  REQUIRE(list->buttons.size() == 3);
  CHECK(list->buttons[0].label == "怎么安装？");
  CHECK(list->buttons[0].value == "install");
  CHECK(list->buttons[2].label == "How do I join the mailing list?");
  CHECK(plain_text(suggest_doc(decision, {}, desk.with())).contains("什么时候开会？"));
}

TEST_CASE("the page where a text is edited is that of its file", "[answers]") {
  const Desk desk;
  CHECK(edit_page(with_body("x"), desk.with()) == "https://example.org/edit/one.md");
  CHECK(std::ranges::any_of(
      std::get<Paragraph>(answer_doc(with_body("x"), "en", desk.with()).blocks().back()).line,
      [](const Inline& piece) { return piece.target == "https://example.org/edit/one.md"; }
  ));
  Wording nowhere = desk.with();
  nowhere.edit_url.clear();
  CHECK(edit_page(with_body("x"), nowhere).empty());
}
