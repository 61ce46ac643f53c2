// tests/meeting/new_form_test.cpp: /meeting new by its form, and orders that cannot be.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/making.hpp"
#include "tests/meeting/organising.hpp"

#include <map>
#include <set>
#include <string>

using namespace usher;
using test::docs_sprint;
using test::Organising;
using test::person;
using test::said;
using test::value_in;

namespace {

const Form* opened(const Outcome& outcome) {
  for (const Effect& effect : outcome.effects)
    if (const auto* open = std::get_if<Open>(&effect)) return &open->form;
  return nullptr;
}

}  // namespace

TEST_CASE(
    "orders for new meetings that cannot be are answered with what to type", "[meeting][new]"
) {
  Organising world;
  for (const auto& [order, words] : std::map<std::string, std::string>{
           {"new Docs sprint", "on which day"},
           {"new \"Docs sprint\" 2026-01-15", "at what time"},
           {"new \"Docs sprint\" 2026-01-15 17:00 CST", "CST"},
           {"new \"Docs sprint\" 2025-12-15 17:00 UTC", "over already"},
           {"new \"Docs sprint\" 2028-12-15 17:00 UTC", "more than a year ahead"},
           {"new \"Docs sprint\" 2026-01-15 17:00 UTC every week until 2026-01-10",
            "before it begins"},
           {"new \"Docs sprint\" 2026-01-15 17:00 UTC in web: x", "web:"},
           {"new \"Docs sprint\" 2026-01-15 17:00 UTC in matrix:!x:example.org", "I know no room"},
           {"new \"Docs sprint\" 2026-01-15 17:00 UTC sideways", "sideways"},
           {"new \"Community Call\" 2026-01-15 17:00 UTC", "There is a meeting of that name"},
           {"new \"community\" 2026-01-15 17:00 UTC", "There is a meeting of that name"},
           {"new \"!!\" 2026-01-15 17:00 UTC", "what it is called"},
       }) {
    INFO(order);
    CHECK(world.shown(order).empty());
    INFO(world.preview);
    CHECK(world.preview.contains(words));
  }
  CHECK(said(world.rig.say(docs_sprint, person("mal"))).contains("Only organisers and maintainers")
  );
  CHECK_FALSE(value_in(world.rig.say(docs_sprint, person("mia", {Role::maintainer}))).empty());
  CHECK(world.rig.posts.empty());
}

TEST_CASE("a new meeting is made by a form too", "[meeting][new]") {
  Organising world;
  const Outcome outcome = world.rig.say("new", world.grace());
  const Form* form = opened(outcome);
  REQUIRE(form != nullptr);
  std::set<std::string> names;
  for (const auto& field : form->fields) names.insert(field.name);
  for (const char* name : {"title", "day", "time", "zone", "often", "end", "link", "rooms"})
    CHECK(names.contains(name));
  CHECK(opened(world.rig.say("new", person("mal"))) == nullptr);
  Fields filled = {
      {"title", "Docs sprint"},
      {"day", "2026-01-15"},
      {"time", "17:00"},
      {"zone", "Europe/Berlin"},
      {"often", "2-weeks"},
      {"end", "6"},
      {"link", "https://meet.example.org/d"},
      {"rooms", ""},
      {"tags", "docs, new"},
      {"about", "Writing together."},
      {"_state", form->state}
  };
  const auto submit = [&](const Person& who) {
    return world.rig.give(Submit{std::string(meeting::new_form), filled, {}}, who, "");
  };
  const Outcome shown = submit(world.grace());
  CHECK(said(shown).contains("every 2 weeks on Thu, 17:00 Europe/Berlin, 6 times"));
  CHECK(said(shown).contains("web general"));
  CHECK(said(shown).contains("docs, new"));
  world.action = "meeting.do-series";
  world.press(value_in(shown), world.grace());
  CHECK(world.rig.posts_to("general").size() == 1);
  filled["title"] = "Another";
  for (const auto& [name, value] : std::map<std::string, std::string>{
           {"day", "someday"},
           {"time", "late"},
           {"zone", "CST"},
           {"end", "soon"},
           {"link", "ftp://x"},
           {"rooms", "matrix:!x:example.org"},
           {"title", "Docs sprint"}
       }) {
    Fields before = filled;
    filled[name] = value;
    const Outcome rejected = submit(world.grace());
    INFO(name);
    const auto* reject = std::get_if<Reject>(&rejected.reply);
    REQUIRE(reject != nullptr);
    CHECK(reject->errors.contains(name));
    filled = before;
  }
  filled["often"] = "other";
  CHECK(std::holds_alternative<Reject>(submit(world.grace()).reply));
  filled["rule"] = "every 3 weeks on Tuesday";
  CHECK(said(submit(world.grace())).contains("every 3 weeks on Tue"));
}
