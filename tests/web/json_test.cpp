// tests/web/json_test.cpp: what a page is sent of Docs, messages and forms.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/json.hpp"

#include "tests/support/golden.hpp"
#include "tests/web/json_tools.hpp"
#include "tests/web/store.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;
using namespace usher::web::test_rig;

namespace {

// Every block, every kind of inline, buttons in two rows.
Doc everything() {
  Doc doc;
  doc.heading({phrase("NEP 18 "), code(phrase("__array_function__"))});
  doc.paragraph(
      {phrase("Plain, "), bold(phrase("bold")), italic(bold(phrase(" both "))),
       link(phrase("a link"), "https://numpy.org/neps/?a=1&b=2"),
       mention("ada", Text(std::string("Ada <b>"))),
       when(noon, "Europe/Berlin", phrase("Tuesday, 13:00"))}
  );
  doc.bullets({{phrase("first")}, {phrase("second "), code(phrase("x"))}});
  doc.quote(Text::lines(std::string("one\n\"two\"\t</script>")));
  doc.preformatted(Text::lines(std::string("a = 1\n  b\\c")));
  doc.facts(
      {{{phrase("Status")}, {phrase("Final")}},
       {{phrase("状态")}, {link(phrase("mail"), "mailto:a@b.example")}}}
  );
  doc.buttons(
      {Button(phrase("Plain"), "test.a", "1"),
       Button(phrase("Main"), "test.b", "2", Button::Style::primary)}
  );
  doc.buttons(
      {Button(phrase("Delete"), "test.c", "3", Button::Style::danger),
       Button::open(phrase("Site"), "https://numpy.org/")}
  );
  return doc;
}

web::Message plain() {
  web::Message out;
  out.id = 12;
  out.rev = 30;
  out.room = "general";
  out.author = "ada";
  out.text = "hi\n<b>";
  out.at = noon;
  return out;
}

web::Message with_all_flags() {
  web::Message out = plain();
  out.thread = 7;
  out.only = "ada";
  out.edited = true;
  out.replies = 3;
  out.reactions = {{"👍", {"ada", "grace"}}, {"🎉", {"usher"}}};
  out.event = "never shown";
  out.key = "never shown";
  return out;
}

web::Message of_kind(web::Message::Kind kind) {
  web::Message out = plain();
  out.kind = kind;
  return out;
}

Form form() {
  Form out;
  out.id = "test.never_shown";
  out.state = "never shown";
  out.title = "A form";
  out.submit = "Send it";
  out.intro = Doc(phrase("Please."));
  out.secret = true;
  for (const char* name : {"line", "text", "choice", "choices", "date", "person"}) {
    Field field;
    field.name = name;
    field.label = "Label";
    field.type = static_cast<Field::Type>(out.fields.size());
    out.fields.push_back(field);
  }
  out.fields[0].hint = "A hint";
  out.fields[0].max_length = 40;
  out.fields[1].optional = out.fields[1].secret = true;
  out.fields[2].initial = "r";
  out.fields[2].choices = {{"r", "Red"}, {"g", "Green"}};
  return out;
}

}  // namespace

TEST_CASE("Docs, messages and forms are sent as they always were") {
  std::string made;
  const auto line = [&](const json::value& value) { made += json::serialize(value) + "\n"; };
  for (const json::value& block : to_json(everything())) line(block);
  line(to_json(plain()));
  line(to_json(with_all_flags()));
  web::Message deleted = with_all_flags();
  deleted.deleted = true;
  deleted.author.clear();
  deleted.reactions.clear();
  line(to_json(deleted));
  web::Message doc = of_kind(web::Message::Kind::doc);
  doc.doc = Doc(phrase("Words."));
  line(to_json(doc));
  line(to_json(of_kind(web::Message::Kind::joined)));
  line(to_json(of_kind(web::Message::Kind::left)));
  line(to_json(form(), "ticket.signature"));
  line(to_json(Known{"ada", "Ada", "maintainer", "en", "UTC"}));
  test::check_golden("web/json.txt", made);
}

TEST_CASE("what is false, 0 or empty is not sent of a message") {
  std::vector<std::string> keys;
  for (const auto& [key, value] : to_json(plain())) keys.emplace_back(key);
  CHECK(keys == std::vector<std::string>{"id", "rev", "room", "author", "at", "kind", "text"});
}

TEST_CASE("a deleted message has neither text nor Doc") {
  for (const auto kind : {web::Message::Kind::said, web::Message::Kind::doc}) {
    web::Message message = of_kind(kind);
    message.doc = Doc(phrase("Words."));
    message.deleted = true;
    const json::object out = to_json(message);
    CHECK(flag(out, "deleted"));
    CHECK_FALSE(has(out, "text"));
    CHECK_FALSE(has(out, "doc"));
  }
}

TEST_CASE("buttons are counted through the whole Doc, in the order of their n") {
  const std::vector<Button> buttons = buttons_of(everything());
  std::vector<std::string> labels;
  for (const json::value& block : to_json(everything()))
    if (const json::value* row = block.as_object().if_contains("buttons"))
      for (const json::value& one : row->as_array()) {
        CHECK(num(one.as_object(), "n") == static_cast<std::int64_t>(labels.size()));
        labels.push_back(str(one.as_object(), "label"));
      }
  REQUIRE(buttons.size() == 4);
  REQUIRE(labels.size() == 4);
  for (std::size_t n = 0; n < labels.size(); ++n) CHECK(buttons[n].label == labels[n]);
  CHECK(buttons_of(Doc(phrase("none"))).empty());
}

TEST_CASE("a frame of changes carries the newest rev of its messages") {
  std::vector<web::Message> messages = {plain(), with_all_flags()};
  messages[1].rev = 31;
  const json::object out = read_json(changes_frame(messages));
  CHECK(str(out, "is") == "changes");
  CHECK(num(out, "rev") == 31);
  CHECK(numbers(out, "messages", "rev") == std::vector<std::int64_t>{30, 31});
}

TEST_CASE("a button's action, value and secret are Usher's own business") {
  Doc doc;
  Button button(phrase("Press"), "hidden.action", "hidden value");
  button.secret = Secret<std::string>(std::string("hidden secret"));
  doc.buttons({std::move(button)});
  CHECK(json::serialize(to_json(doc)) == R"([{"buttons":[{"label":"Press","n":0}]}])");
}
