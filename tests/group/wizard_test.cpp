// tests/group/wizard_test.cpp: the questions as a state machine.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/wizard.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace usher::group;

namespace {

// Answers each in turn, and says which questions came.
std::vector<Step> asked(Wizard& wizard, const std::vector<std::string>& answers) {
  std::vector<Step> out;
  for (const std::string& text : answers) {
    out.push_back(wizard.at);
    REQUIRE(answer(wizard, text) == Complaint::none);
  }
  out.push_back(wizard.at);
  return out;
}

}  // namespace

TEST_CASE("an open group is asked about in order", "[group]") {
  Wizard wizard;
  CHECK(
      asked(
          wizard,
          {"open", "Potsdam", "none", "Python Potsdam", "https://p.example.org", "Library",
           "talks, 2", "@grace", "meetup,social", "https://example.org/coc", "2027-03-04 18:30"}
      ) ==
      std::vector{
          Step::kind, Step::place, Step::exists, Step::name, Step::website, Step::venue,
          Step::style, Step::organisers, Step::promotion, Step::conduct, Step::first, Step::review
      }
  );
  CHECK(wizard[Step::style] == "talks\nlightning");
  CHECK(answer(wizard, "more") == Complaint::over);
}

TEST_CASE("an in-house group is asked the nine questions of a permission request", "[group]") {
  Wizard wizard;
  const auto steps = asked(
      wizard, {"2", "Acme", "PUG-A", "the boss", "nine", "a room", "3", "Tuesdays", "none", "ten",
               "never", "they learn"}
  );
  CHECK(
      steps ==
      std::vector{
          Step::kind, Step::organisation, Step::name, Step::approval, Step::interest,
          Step::resources, Step::hours, Step::schedule, Step::subjects, Step::attendance,
          Step::representation, Step::benefit, Step::organisers
      }
  );
  CHECK(wizard[Step::hours] == "both");
}

TEST_CASE("what is no answer is said, and nothing moves", "[group]") {
  Wizard wizard;
  CHECK(answer(wizard, "perhaps") == Complaint::no_choice);
  CHECK(answer(wizard, "   ") == Complaint::empty);
  CHECK(wizard.at == Step::kind);
  asked(wizard, {"open", "Potsdam", "none", "Python Potsdam"});
  CHECK(answer(wizard, "our page") == Complaint::no_link);
  CHECK(answer(wizard, "https://x.example.org/" + std::string(300, 'a')) == Complaint::too_long);
  CHECK(wizard.at == Step::website);
}

TEST_CASE("only what is optional is skipped", "[group]") {
  Wizard wizard;
  CHECK_FALSE(skip(wizard));
  asked(wizard, {"open", "Potsdam", "none"});
  CHECK_FALSE(skip(wizard));
  asked(wizard, {"Python Potsdam"});
  CHECK(skip(wizard));
  CHECK(wizard.at == Step::venue);
}

TEST_CASE(
    "back goes to the question before, and its new answer leads to where one was", "[group]"
) {
  Wizard wizard;
  CHECK_FALSE(back(wizard));
  asked(wizard, {"open", "Potsdam", "none", "Python Potsdam"});
  CHECK(back(wizard));
  CHECK(wizard.at == Step::name);
  CHECK(back(wizard));
  CHECK(back(wizard));
  CHECK(wizard.at == Step::place);
  // Another place: groups there are looked for anew.
  CHECK(answer(wizard, "Kyoto") == Complaint::none);
  CHECK(wizard.at == Step::exists);
  CHECK(answer(wizard, "none") == Complaint::none);
  CHECK(wizard.at == Step::website);
}

TEST_CASE("a doubtful name is asked about once more", "[group]") {
  Wizard wizard;
  asked(wizard, {"open", "Berlin", "none"});
  wizard.doubtful = true;
  CHECK(answer(wizard, "PyBerlin") == Complaint::none);
  CHECK(wizard.at == Step::sure);
  CHECK(answer(wizard, "other") == Complaint::none);
  CHECK(wizard.at == Step::name);
  wizard.doubtful = true;
  asked(wizard, {"PyBerlin", "keep"});
  CHECK(wizard.at == Step::website);
}

TEST_CASE("whoever changes from open to in-house is asked what is missing", "[group]") {
  Wizard wizard;
  asked(wizard, {"open", "Potsdam", "none", "Python Potsdam"});
  while (back(wizard)) {
  }
  CHECK(wizard.at == Step::kind);
  CHECK(answer(wizard, "in-house") == Complaint::none);
  CHECK(wizard.at == Step::organisation);
  CHECK(answer(wizard, "Acme") == Complaint::none);
  CHECK(wizard.at == Step::approval);  // the name is known
}

TEST_CASE("how far one is, is counted by the branch's own questions", "[group]") {
  Wizard wizard;
  asked(wizard, {"open", "Potsdam", "none"});
  CHECK(progress(wizard).number == 4);
  CHECK(progress(wizard).of == 11);
  wizard = {};
  asked(wizard, {"in-house", "Acme", "PUG-A"});
  CHECK(progress(wizard).number == 4);
  CHECK(progress(wizard).of == 15);
}

TEST_CASE("every question is found by what it is stored as", "[group]") {
  for (const Kind kind : {Kind::open, Kind::in_house})
    for (const Step step : steps(kind)) CHECK(step_named(question(step).id) == step);
  CHECK(step_named("nonsense") == Step::review);
}
