// tests/model/doc_codec_test.cpp: Docs, Forms and payloads as bytes, and back.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/doc_codec.hpp"

#include "bot/catalog.hpp"
#include "bot/outbox_codec.hpp"
#include "bot/say.hpp"

#include <catch2/catch.hpp>

using namespace usher;

namespace {

Text text(std::string_view from) { return Text(from); }

// One of everything that a Doc can hold.
Doc full_doc() {
  const Catalog catalog;
  const Say say(catalog, "en");
  Doc doc;
  doc.heading({bold(text("NEP 50"))})
      .paragraph(
          {say("See "), italic(link(text("the page"), "https://numpy.org")),
           mention("U1", text("Ada")),
           when(sys_seconds(std::chrono::seconds(-5)), "Asia/Taipei", text("then"))}
      )
      .paragraph({})
      .bullets({{text("one")}, {}, {code(text("two")), text("中文")}})
      .facts({{{say("Status")}, {text("Final")}}})
      .quote(Text::lines("a\nb"))
      .preformatted(Text::lines("x = 1"))
      .buttons(
          {{say("Next"), "nep.page", "2", Button::Style::primary},
           Button::open(say("Open"), "https://numpy.org")}
      );
  return doc;
}

Form full_form() {
  Form form;
  form.id = "report.new";
  form.title = "Report";
  form.submit = "Send";
  form.intro = full_doc();
  form.state = std::string("s\0t", 3);
  form.secret = true;
  form.fields.push_back(
      {.name = "what",
       .label = "What happened?",
       .hint = "As you like",
       .type = Field::Type::text,
       .optional = true,
       .secret = true,
       .initial = "",
       .max_length = 12000,
       .choices = {}}
  );
  form.fields.push_back(
      {.name = "who",
       .label = "Who?",
       .type = Field::Type::choices,
       .initial = "a",
       .choices = {{"a", "A"}, {"b", "B"}}}
  );
  return form;
}

std::string encode_form(const Form& form) {
  ByteWriter to;
  encode(to, form);
  return to.take();
}

Payload full_payload() {
  Payload payload;
  payload.audience = Audience::group;
  payload.people = {"ada", "grace"};
  payload.body = full_doc();
  payload.form = full_form();
  payload.emoji = "👍";
  payload.add = false;
  payload.tell = true;
  payload.replace_original = true;
  payload.guard = {.is_private = true, .not_shared = true, .members = {"ada", "grace"}};
  payload.route.bytes = std::string("r\0\xFF", 3);
  return payload;
}

// Every shorter beginning of some good bytes.
template <class Check>
void for_each_cut(const std::string& whole, Check check) {
  for (std::size_t cut = 0; cut < whole.size(); ++cut)
    check(std::string_view(whole).substr(0, cut));
}

}  // namespace

TEST_CASE("a Doc comes back as it went, whatever it holds") {
  const Doc doc = full_doc();
  const auto again = decode_doc(encode_doc(doc));
  REQUIRE(again);
  CHECK(*again == doc);
  CHECK(decode_doc(encode_doc(Doc{})) == Doc{});
}

TEST_CASE("a button's secret is not among a Doc's bytes") {
  const Catalog catalog;
  Button button(Say(catalog, "en")("Answer"), "report.answer", "case");
  button.secret = Secret<std::string>("reply-key-9f3c");
  Doc doc;
  doc.buttons({button});
  const std::string bytes = encode_doc(doc);
  CHECK(bytes.find("reply-key-9f3c") == std::string::npos);
  const auto again = decode_doc(bytes);
  REQUIRE(again);
  CHECK(std::get<Buttons>(again->blocks().at(0)).buttons.at(0).secret.empty());
}

TEST_CASE("bytes that are cut off or go on after the end are no Doc") {
  const std::string whole = encode_doc(full_doc());
  for_each_cut(whole, [](std::string_view part) { CHECK_FALSE(decode_doc(part)); });
  CHECK_FALSE(decode_doc(whole + "x"));
  CHECK_FALSE(decode_doc("\x01\x63"));  // a block of an unknown kind
}

TEST_CASE("a Form comes back as it went") {
  const std::string bytes = encode_form(full_form());
  ByteReader from(bytes);
  const Form again = decode_form(from);
  REQUIRE(from.ok());
  CHECK(from.at_end());
  CHECK(encode_form(again) == bytes);
  CHECK(again.intro == full_doc());
  CHECK(again.state == std::string("s\0t", 3));
  REQUIRE(again.fields.size() == 2);
  CHECK(again.fields[0].type == Field::Type::text);
  CHECK(again.fields[0].secret);
  CHECK(again.fields[0].max_length == 12000);
  CHECK(again.fields[1].choices.at(1).label == "B");
  for_each_cut(bytes, [](std::string_view part) {
    ByteReader cut(part);
    decode_form(cut);
    CHECK_FALSE(cut.ok());
  });
}

TEST_CASE("a payload comes back as it went") {
  const Payload payload = full_payload();
  const Payload again = decode_payload(encode_payload(payload));
  CHECK(again.audience == Audience::group);
  CHECK(again.people == payload.people);
  CHECK(again.body == payload.body);
  CHECK(encode_form(again.form) == encode_form(payload.form));
  CHECK(again.emoji == payload.emoji);
  CHECK_FALSE(again.add);
  CHECK(again.tell);
  CHECK(again.replace_original);
  CHECK(again.guard == payload.guard);
  CHECK(again.route.bytes == payload.route.bytes);
}

TEST_CASE("an empty payload comes back as it went, in a few bytes") {
  const std::string bytes = encode_payload(Payload{});
  CHECK(bytes.size() <= 6);
  const Payload again = decode_payload(bytes);
  CHECK(again.body == Body{Doc{}});
  CHECK(again.add);
  CHECK(again.guard.empty());
}

TEST_CASE("a sealed payload keeps the reference and no Doc") {
  Payload payload;
  payload.body = Sealed{"case-7", "summary"};
  CHECK(decode_payload(encode_payload(payload)).body == payload.body);
}

TEST_CASE("what a later program adds at a payload's end is not looked at") {
  CHECK(decode_payload(encode_payload(full_payload()) + "later").people.size() == 2);
}

TEST_CASE("a payload that is broken, cut off or of another version throws") {
  const std::string whole = encode_payload(full_payload());
  for_each_cut(whole, [](std::string_view part) {
    CHECK_THROWS_AS(decode_payload(part), std::runtime_error);
  });
  CHECK_THROWS_AS(decode_payload("\x02" + whole.substr(1)), std::runtime_error);
  CHECK_THROWS_AS(decode_payload(std::string(64, '\xFF')), std::runtime_error);
}
