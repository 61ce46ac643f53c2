// tests/terminal/prompts_test.cpp: a form as a conversation.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/prompts.hpp"

#include "bot/catalog.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::terminal;
using Step = Prompts::Step;

namespace {

const Catalog catalog;
constexpr std::chrono::sys_days today = std::chrono::year(2026) / 11 / 21;

Field field(const char* name, Field::Type type) {
  Field out;
  out.name = name;
  out.label = std::string("The ") + name;
  out.type = type;
  return out;
}

Prompts prompts(std::vector<Field> fields) {
  Form form;
  form.id = "test.form";
  form.title = "A form";
  form.state = "opaque";
  form.fields = std::move(fields);
  return {std::move(form), Say(catalog, "en")};
}

Step type(Prompts& form, std::string line) { return form.answer(Secret(std::move(line)), today); }
std::string asked(const Prompts& form) { return plain_text(form.question().doc); }

}  // namespace

TEST_CASE("questions come one after the other and end in a submission", "[prompts]") {
  Prompts form = prompts({field("name", Field::Type::line), field("place", Field::Type::person)});
  CHECK(plain_text(form.opening()).starts_with("A form\n"));
  CHECK(asked(form) == "The name");
  CHECK(type(form, "  Ada ") == Step::ask);
  CHECK(asked(form) == "The place");
  CHECK(type(form, "London") == Step::submit);
  const Submit submit = form.submit();
  CHECK(submit.form == "test.form");
  CHECK(submit.fields.at("name") == "Ada");
  CHECK(submit.fields.at("place") == "London");
  CHECK(submit.fields.at("_state") == "opaque");
}

TEST_CASE("what is needed is asked for again, what is optional may be left out", "[prompts]") {
  Field optional = field("note", Field::Type::line);
  optional.optional = true;
  Prompts form = prompts({field("name", Field::Type::line), optional});
  CHECK(type(form, " ") == Step::ask);
  CHECK(asked(form).starts_with("✗ This one is needed: please type an answer.\nThe name"));
  CHECK(type(form, "Ada") == Step::ask);
  CHECK(type(form, "") == Step::submit);
  CHECK(form.submit().fields.at("note").empty());
}

TEST_CASE("a choice is taken by number, label or value", "[prompts]") {
  for (const char* typed : {"2", "green", "Green", "g"}) {
    Field choice = field("colour", Field::Type::choice);
    choice.choices = {{"r", "Red"}, {"g", "Green"}};
    Prompts form = prompts({choice});
    CHECK(asked(form) == "The colour\n1 Red\n2 Green");
    CHECK(type(form, typed) == Step::submit);
    CHECK(form.submit().fields.at("colour") == "g");
  }
}

TEST_CASE("a choice that is not there is refused with what to type instead", "[prompts]") {
  Field choice = field("colour", Field::Type::choice);
  choice.choices = {{"r", "Red"}, {"g", "Green"}};
  Prompts form = prompts({choice});
  for (const char* typed : {"3", "0", "-1", "blue", "1 2", "99999999999999999999"}) {
    CHECK(type(form, typed) == Step::ask);
    CHECK(asked(form).find("answer with a number from 1 to 2.") != std::string::npos);
  }
}

TEST_CASE("several choices are several numbers, in any way of parting them", "[prompts]") {
  for (const char* typed : {"1,3", "3 1", "1、3", "1，3", " WE , mo", "1 3 1"}) {
    Field days = field("days", Field::Type::choices);
    days.choices = {{"mo", "Monday"}, {"tu", "Tuesday"}, {"we", "Wednesday"}};
    Prompts form = prompts({days});
    CHECK(type(form, typed) == Step::submit);
    CHECK(form.submit().fields.at("days") == "mo\nwe");
  }
}

TEST_CASE("a date must exist", "[prompts]") {
  Prompts form = prompts({field("day", Field::Type::date)});
  for (const char* typed : {"2026-02-30", "2026-13-01", "some day", "2026-01-0x"})
    CHECK(type(form, typed) == Step::ask);
  CHECK(type(form, "29 February 2028") == Step::submit);
  CHECK(form.submit().fields.at("day") == "2028-02-29");
}

TEST_CASE("a longer text goes on until a line with only a full stop", "[prompts]") {
  Prompts form = prompts({field("story", Field::Type::text)});
  CHECK(type(form, "It began") == Step::ask);
  CHECK(form.question().doc.empty());
  CHECK(type(form, "") == Step::ask);
  CHECK(type(form, "and ended.") == Step::ask);
  CHECK(type(form, ".") == Step::submit);
  CHECK(form.submit().fields.at("story") == "It began\n\nand ended.");
}

TEST_CASE("a text that is too long says by how much, in characters", "[prompts]") {
  Field name = field("name", Field::Type::line);
  name.max_length = 3;
  Prompts form = prompts({name});
  CHECK(type(form, "四个汉字") == Step::ask);
  CHECK(asked(form).find("That is 4 characters; 3 fit here.") != std::string::npos);
  CHECK(type(form, "三个字") == Step::submit);
}

TEST_CASE("a secret field is asked without echo and leaves among the secrets", "[prompts]") {
  Field word = field("word", Field::Type::line);
  word.secret = true;
  Prompts form = prompts({word});
  CHECK(form.question().secret);
  CHECK(type(form, "hush") == Step::submit);
  CHECK(form.submit().fields.count("word") == 0);
  CHECK(form.submit().secrets.at("word").reveal() == "hush");
}

TEST_CASE("what is rejected is asked again at its field, and Enter keeps the rest", "[prompts]") {
  Prompts form = prompts({field("name", Field::Type::line), field("place", Field::Type::line)});
  type(form, "Ada");
  REQUIRE(type(form, "Nowhere") == Step::submit);
  Reject why;
  why.errors["place"] = "There is no such place.";
  form.reject(why);
  CHECK(asked(form).starts_with("✗ There is no such place.\nThe place\nEnter keeps: Nowhere"));
  CHECK(type(form, "London") == Step::submit);
  CHECK(form.submit().fields.at("name") == "Ada");
  CHECK(form.submit().fields.at("place") == "London");

  Reject whole;
  whole.errors[""] = "Not today.";
  form.reject(whole);
  CHECK(plain_text(form.complaint()) == "Not today.");
  CHECK(type(form, "") == Step::ask);
  CHECK(type(form, "") == Step::submit);
  CHECK(form.submit().fields.at("place") == "London");
}

TEST_CASE("the value of a secret field is not shown again", "[prompts]") {
  Field word = field("word", Field::Type::line);
  word.secret = true;
  Prompts form = prompts({word});
  type(form, "hush");
  form.reject({});
  CHECK(asked(form).find("hush") == std::string::npos);
  CHECK(asked(form).find("Enter keeps what was there.") != std::string::npos);
}

TEST_CASE("an optional answer is cleared by a minus sign", "[prompts]") {
  Field note = field("note", Field::Type::line);
  note.optional = true;
  note.initial = "before";
  Prompts form = prompts({note});
  CHECK(asked(form).find("Enter keeps: before") != std::string::npos);
  CHECK(type(form, "-") == Step::submit);
  CHECK(form.submit().fields.at("note").empty());
}

TEST_CASE("/cancel leaves at any question, also in the middle of a text", "[prompts]") {
  for (const char* typed : {"/cancel", " /CANCEL ", "/取消"}) {
    Prompts form = prompts({field("story", Field::Type::text)});
    type(form, "It began");
    CHECK(type(form, typed) == Step::cancelled);
  }
}

TEST_CASE("a form without fields is sent with Enter", "[prompts]") {
  Prompts form = prompts({});
  CHECK(asked(form).find("Enter") != std::string::npos);
  CHECK(type(form, "") == Step::submit);
}

TEST_CASE("/back corrects the last answer", "[prompts]") {
  Prompts form = prompts({field("name", Field::Type::line), field("story", Field::Type::text)});
  CHECK(type(form, "/back") == Step::ask);
  CHECK(asked(form).starts_with("✗ This is the first question."));
  type(form, "Ada");
  type(form, "It began");
  CHECK(type(form, "/back") == Step::ask);
  CHECK(asked(form).starts_with("The name\nEnter keeps: Ada"));
  CHECK(type(form, "Eve") == Step::ask);
  CHECK(type(form, "Another story") == Step::ask);
  CHECK(type(form, ".") == Step::submit);
  CHECK(form.submit().fields.at("name") == "Eve");
  CHECK(form.submit().fields.at("story") == "Another story");
}

TEST_CASE("what was chosen is shown by its label", "[prompts]") {
  Field choice = field("colour", Field::Type::choice);
  choice.choices = {{"r", "Red"}, {"g", "Green"}};
  choice.initial = "g";
  CHECK(asked(prompts({choice})).find("Enter keeps: Green") != std::string::npos);
}
