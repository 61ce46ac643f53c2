// tests/web/seal_test.cpp: cookies and tickets are known again, and nothing that was touched is.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/seal.hpp"

#include "tests/web/store.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::web;
using test_rig::noon;
using test_rig::phrase;

namespace {

const Seal seal(std::string(32, 'k'));
const Seal other(std::string(32, 'l'));

Form form() {
  Form out;
  out.id = "test.form";
  out.title = "The title";
  out.submit = "The button";
  out.intro = Doc(phrase("The introduction"));
  out.state = "state\nof it";
  Field line;
  line.name = "line";
  line.label = "The label";
  line.hint = "The hint";
  line.initial = "The beginning";
  line.max_length = 40;
  line.optional = true;
  Field word;
  word.name = "word";
  word.secret = true;
  Field colour;
  colour.name = "colour";
  colour.type = Field::Type::choices;
  colour.choices = {{"r", "The red one"}, {"g", "The green one"}};
  out.fields = {line, word, colour};
  return out;
}

Ticket ticket() { return {4711, "ada", "general", "12", form(), noon}; }

// With each character in turn another one, or gone.
std::vector<std::string> touched(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string other_one = text;
    other_one[i] = other_one[i] == 'A' ? 'B' : 'A';
    out.push_back(other_one);
    std::string shorter = text;
    shorter.erase(i, 1);
    if (shorter != text) out.push_back(shorter);
    out.push_back(text.substr(0, i));
  }
  out.push_back(text + "A");
  out.push_back(text + ".");
  out.push_back("." + text);
  return out;
}

}  // namespace

TEST_CASE("a cookie names its person for 90 days") {
  const std::string cookie = seal.cookie("ada", noon);
  CHECK(cookie.starts_with("ada.1764072000."));
  CHECK(cookie.find_first_of("; ,\"=\\") == std::string::npos);
  CHECK(seal.person_of(cookie, noon) == "ada");
  CHECK(seal.person_of(cookie, noon + std::chrono::days(90)) == "ada");
  CHECK_FALSE(seal.person_of(cookie, noon + std::chrono::days(90) + std::chrono::seconds(1)));
}

TEST_CASE("a cookie that was changed anywhere is nobody's") {
  for (const std::string& cookie : touched(seal.cookie("ada", noon))) {
    CAPTURE(cookie);
    CHECK_FALSE(seal.person_of(cookie, noon));
  }
  for (const std::string& cookie :
       {std::string(), std::string("."), std::string("ada.1764072000."), std::string(10'000, '.'),
        std::string("ada")})
    CHECK_FALSE(seal.person_of(cookie, noon));
}

TEST_CASE("a cookie signed with another key is nobody's") {
  CHECK_FALSE(seal.person_of(other.cookie("ada", noon), noon));
  CHECK_FALSE(other.person_of(seal.cookie("ada", noon), noon));
}

TEST_CASE("no id makes a cookie that is somebody else's") {
  // Ids have no dots today; a cookie must not depend on it.
  for (const char* id : {"ada.lovelace", "ada.9999999999", "ada.1764072000.x", "ada."}) {
    CAPTURE(id);
    const auto person = seal.person_of(seal.cookie(id, noon), noon);
    CHECK((!person || *person == id));
  }
}

TEST_CASE("a cookie is no ticket and a ticket no cookie") {
  CHECK_FALSE(seal.open(seal.cookie("ada", noon), "ada", noon));
  CHECK_FALSE(seal.person_of(seal.ticket(ticket()), noon));
}

TEST_CASE("a ticket holds what judging an answer takes") {
  const auto back = seal.open(seal.ticket(ticket()), "ada", noon);
  REQUIRE(back);
  CHECK(back->id == 4711);
  CHECK(back->person == "ada");
  CHECK(back->room == "general");
  CHECK(back->thread == "12");
  CHECK(back->form.id == "test.form");
  CHECK(back->form.state == "state\nof it");
  REQUIRE(back->form.fields.size() == 3);
  CHECK(back->form.fields[0].name == "line");
  CHECK(back->form.fields[0].optional);
  CHECK(back->form.fields[0].max_length == 40);
  CHECK_FALSE(back->form.fields[0].secret);
  CHECK(back->form.fields[1].secret);
  CHECK(back->form.fields[2].type == Field::Type::choices);
  REQUIRE(back->form.fields[2].choices.size() == 2);
  CHECK(back->form.fields[2].choices[1].value == "g");
}

TEST_CASE("a ticket is without the form's words") {
  const auto back = seal.open(seal.ticket(ticket()), "ada", noon);
  REQUIRE(back);
  CHECK(back->form.title.empty());
  CHECK(back->form.submit.empty());
  CHECK(back->form.intro.empty());
  CHECK(back->form.fields[0].label.empty());
  CHECK(back->form.fields[0].hint.empty());
  CHECK(back->form.fields[0].initial.empty());
  CHECK(back->form.fields[2].choices[0].label.empty());
}

TEST_CASE("a ticket is good for its person only") {
  const std::string text = seal.ticket(ticket());
  for (const char* person : {"grace", "", "Ada", "ada "})
    CHECK_FALSE(seal.open(text, person, noon));
  CHECK_FALSE(other.open(text, "ada", noon));
}

TEST_CASE("a ticket that was changed or cut anywhere is none") {
  int opened = 0;
  for (const std::string& text : touched(seal.ticket(ticket())))
    opened += seal.open(text, "ada", noon) ? 1 : 0;
  CHECK(opened == 0);
  for (const char* text : {"", ".", "..", "a.b", "AAAA."})
    CHECK_FALSE(seal.open(text, "ada", noon));
}

TEST_CASE("secrets are compared as a whole") {
  CHECK(same_secret("", ""));
  CHECK(same_secret("abc", "abc"));
  CHECK_FALSE(same_secret("abc", "abd"));
  CHECK_FALSE(same_secret("abc", "ab"));
  CHECK_FALSE(same_secret("", "a"));
}
