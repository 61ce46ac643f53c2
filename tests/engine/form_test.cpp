// tests/engine/form_test.cpp: long texts in parts, and one again.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/form.hpp"

#include "bot/catalog.hpp"

#include <catch2/catch.hpp>

using namespace usher;

namespace {

Field text(std::size_t max_length, std::string initial = {}) {
  Field out;
  out.name = "what";
  out.label = "What happened?";
  out.hint = "In your own words.";
  out.type = Field::Type::text;
  out.max_length = max_length;
  out.initial = std::move(initial);
  return out;
}

std::vector<Field> divided(Field field, std::size_t limit) {
  const Catalog catalog;
  Form form;
  form.id = "f.f";
  form.fields = {std::move(field)};
  return forms::divide(std::move(form), limit, Say(catalog, "en")).fields;
}

// As a person sends a form that they did not touch.
std::string sent_back(const std::vector<Field>& fields) {
  Submit submit;
  for (const Field& field : fields) submit.fields[field.name] = field.initial;
  forms::join(submit);
  CHECK(submit.fields.size() == 1);
  return submit.fields.at("what");
}

}  // namespace

TEST_CASE("a text over the platform's limit becomes up to three numbered fields") {
  for (const auto& [most, parts] : std::vector<std::pair<std::size_t, std::size_t>>{
           {3000, 1}, {3001, 2}, {6000, 2}, {6001, 3}, {9000, 3}, {99999, 3}
       })
    CHECK(divided(text(most), 3000).size() == parts);
  CHECK(divided(text(99999), 0).size() == 1);

  const auto fields = divided(text(7000), 3000);
  CHECK(fields[0].name == "what");  // what is said of the field stands at its first part
  CHECK(fields[0].label == "What happened? (1 of 3)");
  CHECK(fields[2].label == "What happened? (3 of 3)");
  CHECK(fields[0].hint == "In your own words.");
  CHECK(fields[1].hint.empty());
  CHECK_FALSE(fields[0].optional);
  CHECK(fields[1].optional);
  CHECK(fields[2].optional);
  CHECK(fields[0].max_length == 3000);
  CHECK(fields[2].max_length == 1000);
  CHECK(fields[1].name != fields[2].name);
}

TEST_CASE("every part of a secret text is secret, and so is the whole") {
  Field field = text(9000);
  field.secret = true;
  Submit submit;
  submit.form = "f.f";
  int number = 0;
  for (const Field& part : divided(field, 3000)) {
    CHECK(part.secret);
    submit.secrets[part.name] = Secret<std::string>("part " + std::to_string(++number));
  }
  submit.fields["other"] = "stays";
  forms::join(submit);
  CHECK(submit.secrets.size() == 1);
  CHECK(submit.secrets.at("what").reveal() == "part 1\npart 2\npart 3");
  CHECK(submit.fields == Fields{{"other", "stays"}});
}

TEST_CASE("parts that were left out leave no trace, even the first") {
  Submit submit;
  submit.fields = {{"what", "all of it"}, {"what~2", ""}};
  forms::join(submit);
  CHECK(submit.fields == Fields{{"what", "all of it"}});
  submit.fields = {{"what~3", "only here"}};
  forms::join(submit);
  CHECK(submit.fields == Fields{{"what", "only here"}});
}

TEST_CASE("what a text began with is divided where a line or word ends, and loses no word") {
  const auto lines = divided(text(30, "one two\nthree\nfour five"), 10);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].initial == "one two");
  CHECK(lines[1].initial == "three");
  CHECK(lines[2].initial == "four five");
  CHECK(sent_back(lines) == "one two\nthree\nfour five");

  const auto words = divided(text(30, "eighteen letters 18"), 10);
  CHECK(words[0].initial == "eighteen");
  CHECK(words[1].initial == "letters 18");

  // Where nothing ends, and in characters, not bytes.
  const auto chinese = divided(text(30, "一二三四五六七八九十甲乙丙"), 10);
  CHECK(chinese[0].initial == "一二三四五六七八九十");
  CHECK(chinese[1].initial == "甲乙丙");
  CHECK(chinese[2].initial.empty());
  for (const Field& field : divided(text(30, std::string(25, 'x')), 10))
    CHECK(field.initial.size() <= 10);
}

TEST_CASE("other fields stay whole; a line is never longer than its input") {
  Field line = text(5000);
  line.type = Field::Type::line;
  const auto lines = divided(line, 3000);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].max_length == 3000);
  Field choice = text(5000);
  choice.type = Field::Type::choice;
  REQUIRE(divided(choice, 3000).size() == 1);
  CHECK(divided(choice, 3000)[0].max_length == 5000);
}
