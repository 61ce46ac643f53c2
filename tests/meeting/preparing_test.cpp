// tests/meeting/preparing_test.cpp: the page that a meeting's agenda is written on.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/preparing.hpp"

#include "commands/meeting/pad_text.hpp"
#include "tests/meeting/pad_rig.hpp"

using namespace usher;
using namespace usher::meeting;
using namespace std::chrono_literals;
using test::at;
using test::MeetingRig;
using test::PadWorld;
using test::person;
using test::rig_with_pad;
using test::said;

TEST_CASE("a day before, the page has a section for the date", "[meeting][pad]") {
  PadWorld world;
  const auto made = rig_with_pad(world);
  MeetingRig& rig = *made;
  rig.give(Command{"agenda", "add community: Plans https://e.zoom.us/j/x1?pwd=a"}, person("bo"));
  rig.run_until(at(2026, 1, 13, 17, 59));
  CHECK(world.writes == 0);
  rig.run_until(at(2026, 1, 13, 18, 1));
  CHECK(world.writes == 1);
  INFO(world.page);
  CHECK(world.page.starts_with(
      "# Community meetings\n\n## 2025-12-31 Community meeting\n\n- old\n\n## 2026-01-14"
  ));
  CHECK(
      world.page.contains("## 2026-01-14 Community meeting\n\n- Time: 18:00 UTC\n- Earlier notes: "
                          "https://example.org/notes\n")
  );
  CHECK(world.page.contains("**Code of Conduct**\nBe kind.\n"));
  CHECK(world.page.contains("- Plans https://e.zoom.us/j/x1 (bo)\n"));
  CHECK_FALSE(world.page.contains("pwd"));
  // Once, also over restarts.
  rig.start();
  rig.run_until(at(2026, 1, 14, 18));
  CHECK(world.writes == 1);
  rig.run_until(at(2026, 1, 27, 18, 1));
  CHECK(world.writes == 2);
  CHECK(world.page.contains("## 2026-01-28 Community meeting"));
  CHECK(rig.posts_to("organisers").empty());
}

TEST_CASE("a page that somebody has prepared is left alone", "[meeting][pad]") {
  PadWorld world;
  world.page = "## Notes of 2026-01-14\n";
  const auto made = rig_with_pad(world);
  made->run_until(at(2026, 1, 14, 17));
  CHECK(world.writes == 0);
  CHECK(world.page == "## Notes of 2026-01-14\n");
}

TEST_CASE("what is typed meanwhile stays, and the section goes behind it", "[meeting][pad]") {
  PadWorld world;
  world.between = {"- typed just now\n"};
  const auto made = rig_with_pad(world);
  made->run_until(at(2026, 1, 14, 17));
  CHECK(world.writes == 1);
  CHECK(world.page.contains("- typed just now\n\n## 2026-01-14"));
}

TEST_CASE(
    "a page on which somebody types all the time is given up, with a word", "[meeting][pad]"
) {
  PadWorld world;
  world.between = {"d\n", "c\n", "b\n", "a\n"};
  const auto made = rig_with_pad(world);
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 14, 17));
  CHECK(world.writes == 0);
  REQUIRE(rig.posts_to("organisers").size() == 1);
  const std::string told = rig.posts_to("organisers")[0].text();
  CHECK(told.contains("I could not prepare the page"));
  CHECK(told.contains("Somebody writes on it all the time"));
  CHECK(told.contains("## 2026-01-14 Community meeting"));
}

TEST_CASE("organisers are told once why a page could not be prepared", "[meeting][pad]") {
  for (const auto& [error, words] : std::vector<std::pair<errc, std::string>>{
           {errc::unauthorized, "my token is wrong"},
           {errc::not_found, "knows no such page"},
           {errc::rate_limited, "no more for now"},
           {errc::malformed, "I do not understand"},
           {errc::timed_out, "does not answer"}
       }) {
    PadWorld world;
    world.error = error;
    const auto made = rig_with_pad(world);
    made->run_until(at(2026, 1, 14, 17));
    REQUIRE(made->posts_to("organisers").size() == 1);
    CHECK(made->posts_to("organisers")[0].text().contains(words));
  }
}

TEST_CASE("notes are read from the page", "[meeting][pad]") {
  PadWorld world;
  const auto made = rig_with_pad(world);
  MeetingRig& rig = *made;
  const Person grace = person("grace", {Role::organiser});
  rig.run_until(at(2026, 1, 14, 19));
  world.page += "- said https://e.zoom.us/j/x1?pwd=a\n\n## 2026-01-28 Next\n\n- later\n";
  CHECK(said(rig.say("notes community from page", person("mal"))).contains("Organisers and maint"));
  CHECK(said(rig.say("notes community from page", grace)).contains("I read the page"));
  REQUIRE(rig.posts_to("grace").size() == 1);
  const std::string file = rig.posts_to("grace")[0].text();
  INFO(file);
  CHECK(file.contains("calls/2026/call-2026-01-14.md"));
  CHECK(file.contains("- said https://e.zoom.us/j/x1\n"));
  CHECK_FALSE(file.contains("pwd"));
  CHECK_FALSE(file.contains("later"));
  CHECK_FALSE(file.contains("- old"));
  CHECK(said(rig.say("notes community", grace)).contains("- said"));
  world.error = errc::not_found;
  rig.say("notes community from page", grace);
  CHECK(rig.posts_to("grace").back().text().contains("I could not read the page."));
  auto row = rig.db.query("SELECT count(*) FROM meeting_pad_asks");
  REQUIRE(row.next());
  CHECK(row.integer(0) == 0);
}

TEST_CASE("a series without a page has none that could be read", "[meeting][pad]") {
  meeting::Settings settings = test::usual_settings();
  MeetingRig rig(std::move(settings));
  rig.now = at(2026, 1, 20);
  rig.calendars["calendar-1"] = test::calendar_with({test::community_call});
  rig.start();
  rig.run_until(at(2026, 1, 29));
  CHECK(said(rig.say("notes community from page", person("grace", {Role::organiser})))
            .contains("I can read no page of Community Call."));
}

TEST_CASE("a meeting that is moved has its page prepared for the new date too", "[meeting][pad]") {
  PadWorld world;
  const auto made = rig_with_pad(world);
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 14, 9));
  REQUIRE(world.page.contains("## 2026-01-14"));
  const auto grace = person("grace", {Role::organiser});
  const auto shown = rig.say("move community 2026-01-14 to 2026-01-16 18:00 UTC", grace);
  INFO(said(shown));
  for (const Block& block : std::get<SayReply>(shown.reply).doc.blocks())
    if (const auto* row = std::get_if<Buttons>(&block))
      for (const Button& button : row->buttons)
        if (button.action == "meeting.do")
          rig.give(Press{button.action, button.value, {}, ""}, grace);
  CHECK_FALSE(world.page.contains("## 2026-01-16"));
  rig.run_until(at(2026, 1, 15, 18, 1));
  CHECK(world.page.contains("## 2026-01-16"));
  CHECK(world.writes == 2);
}

TEST_CASE("a page on which others have dates has no notes of one that has none", "[meeting][pad]") {
  PadWorld world;
  const auto made = rig_with_pad(world);
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 14, 19, 30));
  world.page = "# Community meetings\n\n## 2025-12-31 Community meeting\n\n- old\n";
  rig.say("notes community from page", person("grace", {Role::organiser}));
  rig.run_for(1min);
  const auto told = rig.posts_to("grace");
  REQUIRE_FALSE(told.empty());
  CHECK(told.back().text().contains("No heading of the page has the date 2026-01-14"));
  CHECK_FALSE(told.back().text().contains("old"));
}

TEST_CASE("sections are told apart by the dates of their headings", "[meeting][pad]") {
  const std::string page =
      "intro 2026-01-14\n## 2026-01-14 One\na\n### More\nb\n## Two, 2026-01-28\nc\n";
  CHECK(has_section(page, at(2026, 1, 14, 18)));
  CHECK_FALSE(has_section(page, at(2026, 2, 11)));
  CHECK_FALSE(has_section("2026-01-14\n", at(2026, 1, 14)));
  CHECK(section_of(page, at(2026, 1, 14)) == "## 2026-01-14 One\na\n### More\nb\n");
  CHECK(section_of(page, at(2026, 1, 28)) == "## Two, 2026-01-28\nc\n\n");
  CHECK(section_of("just text", at(2026, 1, 28)) == "just text");
  CHECK(with_section("", "x") == "x");
  CHECK(with_section("a\r\n \n", "x") == "a\n\nx");
}
