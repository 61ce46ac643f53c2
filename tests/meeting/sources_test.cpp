// tests/meeting/sources_test.cpp: a change on its way into the file that the public calendar is made of.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/sources.hpp"

#include "tests/meeting/source_rig.hpp"

using namespace usher;
using namespace std::chrono_literals;
using test::at;
using test::has_button;
using test::MeetingRig;
using test::person;
using test::refused;
using test::source_yaml;
using Rig = test::SourceRig;

TEST_CASE("a change is offered to the source, and proposed as one", "[meeting][source]") {
  Rig with;
  MeetingRig& rig = with.rig;
  const std::string answer = with.done("move community 2026-01-14 to 2026-01-15 17:00 UTC");
  CHECK(answer.contains("Move: Wed 14 Jan 2026, 18:00 UTC"));
  CHECK(answer.contains("It is made of calendars/n.yaml in o/site."));
  CHECK(rig.source_calls.empty());  // before somebody wants it
  // The receipt says so as well, and has the button.
  rig.deliver();
  const auto receipt = rig.posts_to("grace").back();
  INFO(receipt.text());
  CHECK(receipt.text().contains("Told: Community Call"));
  CHECK(receipt.text().contains("The public calendar does not say so yet."));
  CHECK(has_button(receipt.doc(), "meeting.source"));

  CHECK(with.open(with.grace()).contains("I open a pull request in o/site"));
  REQUIRE(rig.source_calls.size() == 2);
  const Call& call = rig.source_calls[1];
  CHECK(call.path == "usher-calendar-community-2026-01-14 calendars/n.yaml");
  CHECK(call.body.starts_with(
      "- " + test::base_blob +
      "\nMove Community Call from 2026-01-14 18:00 to 2026-01-15 17:00 UTC\n"
  ));
  CHECK_FALSE(call.body.contains("grace"));
  CHECK(
      with.world.proposed == source_yaml +
                                 "      except_on:\n        - 2026-01-14 18:00:00\n"
                                 "      also_on:\n        - 2026-01-15 17:00:00\n"
  );
  CHECK(with.last().contains("The pull request for the calendar of Community Call is there."));
  CHECK(with.last().contains("https://h.example/7"));
  CHECK(with.last().contains("Until then the public calendar says otherwise:"));
}

TEST_CASE("only organisers and maintainers propose to the source", "[meeting][source]") {
  Rig with;
  with.done("cancel community 2026-01-14");
  CHECK(with.open(person("ada")).contains("Only organisers"));
  CHECK(with.open(with.grace(), "9").contains("changed meanwhile"));
  CHECK(with.rig.source_calls.empty());
  CHECK(with.open(person("mo", {Role::maintainer})).contains("I open a pull request"));
  CHECK(with.last("mo").contains("is there."));
}

TEST_CASE("without a token, or without a file, it is text", "[meeting][source]") {
  for (const bool file : {true, false}) {
    Rig with(false, file);
    const std::string answer = with.done("cancel community 2026-01-14");
    CHECK(answer.contains("Take out: Wed 14 Jan 2026, 18:00 UTC"));
    CHECK(answer.contains("calendars/n.yaml") == file);
    with.rig.deliver();
    CHECK_FALSE(has_button(with.rig.posts_to("grace").back().doc(), "meeting.source"));
    CHECK(with.open(with.grace()).contains("I have no access to the file"));
  }
}

TEST_CASE("the file went on meanwhile: it is read again, three times", "[meeting][source]") {
  Rig with;
  with.done("cancel community 2026-01-14");
  with.world.answers = {refused(409, "moved"), refused(409, "moved")};
  with.open(with.grace());
  CHECK(with.rig.source_calls.size() == 6);
  CHECK(with.last().contains("is there."));
  // What was found there first may be in the branch, and is ours to write over.
  CHECK(
      with.rig.source_calls.back().body.starts_with(test::base_blob + " " + test::base_blob + "\n")
  );
  Rig never;
  never.done("cancel community 2026-01-14");
  never.world.answers = std::vector<Fetched>(4, refused(409, "moved"));
  never.open(never.grace());
  CHECK(never.rig.source_calls.size() == 8);
  CHECK(never.last().contains("Somebody writes to the file all the time."));
  CHECK(has_button(never.rig.posts_to("grace").back().doc(), "meeting.source"));
}

TEST_CASE("what is in the way of the source is told, with the text", "[meeting][source]") {
  Rig with;
  with.done("cancel community 2026-01-14");
  const auto told = [&](Fetched answer, const std::string& words) {
    with.world.answers = {std::move(answer)};
    with.open(with.grace());
    INFO(with.last());
    CHECK(with.last().contains(words));
    CHECK(with.last().contains("Take out: Wed 14 Jan 2026, 18:00 UTC"));
  };
  told(refused(409, "edited"), "Somebody has changed the file in the branch");
  told(refused(404, "base", errc::not_found), "o/site has no such branch");
  told(refused(403, "github No", errc::unauthorized), "My token may not write to o/site");
  told(refused(422, "github Rules", errc::refused), "its rules for branches");
  told(
      refused(404, "github Not Found", errc::not_found),
      "GitHub shows me no calendars/n.yaml in o/site"
  );
  with.world.file = "events:\n  - summary: Other\n";
  with.open(with.grace());
  CHECK(with.last().contains("calendars/n.yaml has no such date of this meeting."));
  with.world.file = "BEGIN:VCALENDAR\n";
  with.open(with.grace());
  CHECK(with.last().contains("I do not understand how this meeting is written"));
}

TEST_CASE("of a series a new place is text", "[meeting][source]") {
  Rig with;
  with.done("relocate community 2026-01-14 to https://meet.example.org/new");
  with.open(with.grace());
  CHECK(with.last().contains("cannot have an address of its own"));
  CHECK(with.last().contains(
      "Change the address of: Wed 14 Jan 2026, 18:00 UTC to https://meet.example.org/new"
  ));
  CHECK(with.rig.source_calls.size() == 1);
}

TEST_CASE("that a passcode would become public is said before it does", "[meeting][source]") {
  constexpr std::string_view words = "The new address has a passcode in it.";
  Rig with;
  CHECK(with.done("relocate community 2026-01-14 to https://e.zoom.us/j/x5?pwd=a").contains(words));
  CHECK_FALSE(
      with.done("relocate community 2026-01-14 to https://meet.example.org/5").contains(words)
  );
}

TEST_CASE("where the file says so already, that is told", "[meeting][source]") {
  Rig with;
  with.done("cancel community 2026-01-14");
  with.world.file = source_yaml + "      except_on: [2026-01-14 18:00:00]\n";
  with.open(with.grace());
  CHECK(with.rig.source_calls.size() == 1);
  CHECK(with.last().contains("The file says so: the calendar does when it is made anew."));
}

TEST_CASE(
    "a later change has a branch of its own, and the earlier one is named", "[meeting][source]"
) {
  Rig with;
  with.done("move community 2026-01-14 to 2026-01-15 17:00 UTC");
  with.open(with.grace());
  with.done("cancel community 2026-01-15");
  CHECK(with.open(with.grace(), "1").contains("changed meanwhile"));
  with.open(with.grace(), "2");
  CHECK(
      with.rig.source_calls.back().path == "usher-calendar-community-2026-01-14-2 calendars/n.yaml"
  );
  CHECK(with.world.proposed == source_yaml + "      except_on:\n        - 2026-01-14 18:00:00\n");
  CHECK(with.last().contains("An earlier pull request for this date is still open"));
}

TEST_CASE(
    "as long as the calendar says otherwise, whoever changed it hears of it", "[meeting][source]"
) {
  Rig with;
  MeetingRig& rig = with.rig;
  with.done("cancel community 2026-01-28");
  const auto count = [&] {
    std::size_t out = 0;
    for (const auto& one : rig.posts_to("grace"))
      if (one.text().contains("I say so two and seven days after")) ++out;
    return out;
  };
  rig.run_until(at(2026, 1, 11, 23));
  CHECK(count() == 0);
  rig.run_until(at(2026, 1, 12, 1));
  REQUIRE(count() == 1);
  CHECK(has_button(rig.posts_to("grace").back().doc(), "meeting.source"));
  SECTION("with a pull request it is looked at first") {
    with.open(with.grace());
    rig.run_until(at(2026, 1, 17, 1));
    REQUIRE(count() == 2);
    const auto last = rig.posts_to("grace").back();
    CHECK(rig.source_calls.back().method == "LOOK");
    CHECK(last.text().contains("The pull request is open."));
    CHECK(last.text().contains("Bring it up to date"));
    rig.run_until(at(2026, 1, 28, 20));
    CHECK(count() == 2);
  }
  SECTION("one that was closed is said to be closed") {
    with.open(with.grace());
    Fetched closed;
    closed.status = 200;
    closed.body = "closed 7 - https://h.example/7";
    with.world.answers = {closed};
    rig.run_until(at(2026, 1, 17, 1));
    CHECK(rig.posts_to("grace").back().text().contains("closed and not merged"));
  }
  SECTION("once the calendar agrees, nobody is told") {
    rig.calendars["calendar-1"] =
        test::calendar_with({test::community_call + "EXDATE:20260128T180000Z\r\n"});
    rig.run_until(at(2026, 1, 28, 20));
    CHECK(count() == 1);
    CHECK(with.open(with.grace()).contains("says so already"));
  }
  SECTION("nor whoever is forgotten") {
    rig.give(Forgotten{with.grace()}, with.grace());
    rig.run_until(at(2026, 1, 28, 20));
    CHECK(count() == 1);
  }
}

TEST_CASE("rows of edits go with their dates", "[meeting][source]") {
  Rig with;
  with.done("cancel community 2026-01-14");
  CHECK(with.rig.db.query("SELECT 1 FROM meeting_source_edits").next());
  with.rig.run_until(at(2026, 6, 1));
  CHECK_FALSE(with.rig.db.query("SELECT 1 FROM meeting_source_edits").next());
}
