// tests/meeting/change_calendar_test.cpp: what was changed of a series, and what its calendar says.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/meeting/organising.hpp"

#include <string>
#include <vector>

using namespace usher;
using namespace std::chrono_literals;
using test::any_change;
using test::at;
using test::community_at;
using test::next_starts;
using test::Organising;
using test::person;
using test::said;

TEST_CASE("ten polls and a restart do not undo a change of a series", "[meeting][change]") {
  Organising world;
  world.done("change community to 18:00 Europe/Berlin");
  const std::size_t told = world.rig.posts_to("meetings").size();
  for (int poll = 0; poll < 10; ++poll) {
    world.rig.calendars["calendar-1"] =
        test::calendar_with({test::community_call + "X-N:" + std::to_string(poll) + "\r\n"});
    world.rig.run_for(1h);
    if (poll % 3 == 0) world.rig.start();
  }
  CHECK(world.rig.posts_to("meetings").size() == told);
  CHECK(any_change(world));
  // Over daylight saving it stays at 18:00 in Berlin.
  world.rig.run_until(at(2026, 3, 24));
  CHECK(next_starts(world, 2) == std::vector{at(2026, 3, 25, 17), at(2026, 4, 8, 16)});
  const std::string next = said(world.rig.say("next community", person("ada")));
  CHECK(next.contains("Changed here by an organiser: every 2 weeks on Wed, 18:00 Europe/Berlin"));
}

TEST_CASE(
    "a change is over when the calendar says the same, and nobody is told", "[meeting][change]"
) {
  Organising world;
  world.done("change community to 18:00 Europe/Berlin");
  const std::size_t told = world.rig.posts.size();
  world.rig.calendars["calendar-1"] = test::calendar_with({community_at(
      "DTSTART;TZID=Europe/Berlin:20260114T180000\r\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE\r\n"
  )});
  world.rig.run_until(at(2026, 1, 11));
  CHECK_FALSE(any_change(world));
  CHECK(world.rig.posts.size() == told);
  CHECK_FALSE(said(world.rig.say("next community", person("ada"))).contains("Changed here"));
  // From now on the calendar's word counts again.
  world.rig.calendars["calendar-1"] = test::calendar_with({community_at(
      "DTSTART;TZID=Europe/Berlin:20260114T200000\r\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE\r\n"
  )});
  world.rig.run_until(at(2026, 1, 12));
  CHECK(world.rig.posts_to("meetings").back().text().contains("Wed 14 Jan 2026, 19:00 UTC"));
}

TEST_CASE("a calendar that takes a change over with one exception agrees", "[meeting][change]") {
  Organising world;
  world.done("change community to 17:00 UTC");
  world.rig.calendars["calendar-1"] = test::calendar_with({community_at(
      "DTSTART:20260114T170000Z\r\nRRULE:FREQ=DAILY;INTERVAL=14\r\nEXDATE:20260211T170000Z\r\n"
  )});
  world.rig.run_until(at(2026, 1, 11));
  CHECK_FALSE(any_change(world));
  CHECK(world.rig.posts_to("meetings").back().text().contains("Wed 11 Feb 2026, 17:00 UTC"));
  CHECK(world.rig.posts_to("meetings").back().text().contains("does not take place"));
}

TEST_CASE("organisers hear of it while the calendar differs", "[meeting][change]") {
  Organising world;
  world.done("change community every 4 weeks");
  CHECK(next_starts(world, 2) == std::vector{at(2026, 1, 14, 18), at(2026, 2, 11, 18)});
  world.rig.run_until(at(2026, 1, 12));
  CHECK(world.rig.posts_to("grace").empty());
  world.rig.run_until(at(2026, 2, 1));
  const auto posts = world.rig.posts_to("grace");
  REQUIRE(posts.size() == 2);  // after three days, and two weeks later
  CHECK(posts[0].text().contains("The calendar differs: Community Call"));
  CHECK(posts[0].text().contains("RRULE:FREQ=WEEKLY;INTERVAL=4;BYDAY=WE"));
}

TEST_CASE("a longer end holds although the calendar has no date any more", "[meeting][change]") {
  Organising world;
  std::string short_one = test::community_call;
  short_one.replace(short_one.find("INTERVAL=14"), 11, "INTERVAL=14;COUNT=2");
  world.rig.calendars["calendar-1"] = test::calendar_with({short_one});
  world.rig.run_until(at(2026, 1, 11));
  CHECK(next_starts(world, 9).size() == 2);
  world.done("change community until 2026-03-01");
  CHECK(next_starts(world, 9).size() == 4);
  world.rig.run_until(at(2026, 2, 20));
  CHECK(next_starts(world, 9) == std::vector{at(2026, 2, 25, 18)});
  world.rig.run_until(at(2026, 2, 26));
  CHECK(world.rig.posts_to("meetings").back().at == at(2026, 2, 25, 17, 45));
  // Nothing is held any more when its last is over.
  world.rig.run_until(at(2026, 3, 5));
  CHECK_FALSE(any_change(world));
}

TEST_CASE("a change of a meeting of meetings.toml comes with its lines", "[meeting][change]") {
  Organising world;
  meeting::Settings settings = test::usual_settings();
  settings.sources = {{"calendar-1", "local"}};
  world.rig.configure(settings);
  world.rig.start();
  const std::string answer = world.done("change community to 17:00 Europe/Berlin");
  CHECK(answer.contains("meetings.toml does not say so yet"));
  CHECK(answer.contains("start = \"2026-01-14T17:00\""));
  CHECK(answer.contains("zone = \"Europe/Berlin\""));
}
