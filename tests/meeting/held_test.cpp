// tests/meeting/held_test.cpp: single dates that an organiser changed, while their series goes on.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/meeting/organising.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace usher;
using test::at;
using test::community_at;
using test::next_starts;
using test::Organising;

TEST_CASE(
    "a date with a place of its own goes with its series, also after a change", "[meeting][change]"
) {
  Organising world;
  world.done("relocate community 2026-01-14 to https://meet.example.org/new");
  world.done("change community to 17:00 UTC");
  CHECK(next_starts(world, 1) == std::vector{at(2026, 1, 14, 17)});
  world.rig.calendars["calendar-1"] = test::calendar_with(
      {community_at("DTSTART:20260114T170000Z\r\nRRULE:FREQ=DAILY;INTERVAL=14\r\n")}
  );
  world.rig.run_until(at(2026, 1, 11));
  CHECK_FALSE(test::any_change(world));
  world.rig.calendars["calendar-1"] = test::calendar_with(
      {community_at("DTSTART:20260114T200000Z\r\nRRULE:FREQ=DAILY;INTERVAL=14\r\n")}
  );
  world.rig.run_until(at(2026, 1, 12));
  CHECK(next_starts(world, 1) == std::vector{at(2026, 1, 14, 20)});
  CHECK(test::said(world.rig.say("next community", world.grace()))
            .contains("https://meet.example.org/new"));
}

TEST_CASE(
    "a date that was called off takes place at its series' new time after all", "[meeting][change]"
) {
  Organising world;
  world.done("cancel community 2026-01-28");
  world.done("change community to 17:00 UTC");
  CHECK(next_starts(world, 2) == std::vector{at(2026, 1, 14, 17), at(2026, 2, 11, 17)});
  world.done("restore community 2026-01-28");
  CHECK(
      next_starts(world, 3) ==
      std::vector{at(2026, 1, 14, 17), at(2026, 1, 28, 17), at(2026, 2, 11, 17)}
  );
  SECTION("and after polls") {
    world.rig.run_until(at(2026, 1, 13));
    CHECK(next_starts(world, 2) == std::vector{at(2026, 1, 14, 17), at(2026, 1, 28, 17)});
  }
}

TEST_CASE("who comes to a date that was called off at its old time reads so", "[meeting][change]") {
  Organising world;
  world.done("cancel community 2026-01-14");
  world.done("change community to 17:00 UTC");
  world.rig.run_until(at(2026, 1, 14, 20));
  std::vector<sys_seconds> told;
  for (const auto& one : world.rig.posts_to("meetings"))
    if (one.at > at(2026, 1, 14)) told.push_back(one.at);
  CHECK(told == std::vector{at(2026, 1, 14, 17), at(2026, 1, 14, 18)});
}

TEST_CASE(
    "a date that was called off stays so when its series changes and changes back",
    "[meeting][change]"
) {
  Organising world;
  world.done("cancel community 2026-01-28");
  world.done("change community every 4 weeks");
  CHECK(next_starts(world, 2) == std::vector{at(2026, 1, 14, 18), at(2026, 2, 11, 18)});
  SECTION("at once") {}
  SECTION("days and polls later") { world.rig.run_until(at(2026, 1, 13)); }
  world.done("change community back");
  CHECK(
      next_starts(world, 3) ==
      std::vector{at(2026, 1, 14, 18), at(2026, 2, 11, 18), at(2026, 2, 25, 18)}
  );
  world.rig.run_until(at(2026, 1, 13, 12));
  CHECK(next_starts(world, 2) == std::vector{at(2026, 1, 14, 18), at(2026, 2, 11, 18)});
}

TEST_CASE("a link of its own is no change of where a date is", "[meeting][change]") {
  Organising world;
  world.rig.calendars["calendar-1"] = test::calendar_with(
      {community_at("DTSTART:20260114T180000Z\r\nRRULE:FREQ=DAILY;INTERVAL=14\r\n"),
       "SUMMARY:Community Call\r\nDTSTART:20260121T180000Z\r\nDURATION:PT60M\r\n"
       "URL:https://meet.example.org/own\r\n"}
  );
  world.rig.run_until(at(2026, 1, 11));
  const std::string answer = world.done("move community 2026-01-21 to 2026-01-22 15:00 UTC");
  INFO(answer);
  CHECK(answer.contains("Move: Wed 21 Jan 2026, 18:00 UTC"));
  CHECK_FALSE(answer.contains("Change the address of"));
}

TEST_CASE("a meeting made here that a calendar took over leaves nothing behind", "[meeting][new]") {
  Organising world;
  world.done("new \"Release party\" 2026-01-12 20:00 UTC");
  world.rig.calendars["calendar-1"] = test::calendar_with(
      {test::community_call,
       "SUMMARY:Release party\r\nDTSTART:20260112T200000Z\r\nDURATION:PT60M\r\n"}
  );
  world.rig.run_until(at(2026, 1, 11));
  CHECK(world.rig.db.query("SELECT 1 FROM meeting_made WHERE adopted>0").next());
  const auto told = std::ranges::find_if(world.rig.posts, [](const test::Posted& one) {
    return one.text().contains("Release party, which was made here, is in example.org now.");
  });
  CHECK(told != world.rig.posts.end());
  world.rig.calendars["calendar-1"] = test::calendar_with({test::community_call});
  world.rig.run_until(at(2026, 9, 1));
  CHECK_FALSE(world.rig.db.query("SELECT 1 FROM meeting_made").next());
}
