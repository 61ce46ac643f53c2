// tests/engine/dialogue_field_test.cpp: what is particular to one kind of field.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/engine/dialogue_talk.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using test::field;
using test::proposal;
using test::Talk;

TEST_CASE("what the form filled in is kept with = and cleared with -") {
  Form form = proposal();
  form.fields.erase(form.fields.begin() + 1, form.fields.end() - 1);
  form.fields[0].initial = "given";
  form.fields[1].initial = "a longer text";
  Talk keeps(form);
  CHECK(keeps.asks("Answer = to keep: given"));
  CHECK(keeps.says("=") == "ask");
  CHECK(keeps.asks("Answer = to keep what was there. Optional: answer - to skip."));
  CHECK(keeps.says("=") == "send");
  CHECK(keeps.sent.fields.at("note") == "a longer text");
  Talk clears(form);
  CHECK(clears.says("=") == "ask");
  CHECK(clears.says("-") == "send");
  CHECK(clears.sent.fields.at("note").empty());
}

TEST_CASE("the questions of a secret form repeat no answer") {
  Form form;
  form.id = "report.new";
  form.fields = {
      field("what", Field::Type::text), field("where"), field("who", Field::Type::choice)
  };
  form.fields[0].secret = true;
  form.fields[2].choices = {{"a", "A"}, {"b", "B"}};
  Talk talk(form);
  CHECK(talk.dialogue.secret());
  CHECK(talk.asks("I keep your answers in memory only"));
  CHECK(talk.says("a canary") == "ask");
  CHECK(talk.says("the canary's room") == "ask");
  CHECK(talk.says("the canary") == "mend");
  CHECK_FALSE(talk.asks("canary"));
  CHECK(talk.says("/back") == "ask");
  CHECK(talk.asks("Answer = to keep what was there."));
  CHECK_FALSE(talk.asks("canary"));
  CHECK(talk.says("=") == "ask");
  CHECK(talk.says("1") == "send");
  CHECK(talk.sent.secrets.at("what").reveal() == "a canary");
  CHECK(talk.sent.fields == Fields{{"where", "the canary's room"}, {"who", "a"}});
  form.fields[0].secret = false;
  CHECK_FALSE(Talk(form).dialogue.secret());
  form.secret = true;
  CHECK(Talk(form).dialogue.secret());
}

TEST_CASE("a person is one name on one line, as a client completes it") {
  Form form;
  form.id = "group.add";
  form.fields = {field("who", Field::Type::person)};
  Talk talk(form);
  CHECK(talk.says("@ada\n@grace") == "mend");
  CHECK(talk.says(std::string(256, 'x')) == "mend");
  CHECK(talk.says("@ada:localhost:") == "send");
  CHECK(talk.sent.fields.at("who") == "@ada:localhost");
}

TEST_CASE("a line stays one line") {
  Form form;
  form.id = "x.y";
  form.fields = {field("title")};
  Talk talk(form);
  CHECK(talk.says(" two\nlines ") == "send");
  CHECK(talk.sent.fields.at("title") == "two lines");
}
