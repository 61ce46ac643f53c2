// tests/meeting/change_test.cpp: time, cadence and end of a whole series, changed in chat.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/meeting/organising.hpp"

#include <map>
#include <string>
#include <vector>

using namespace usher;
using test::any_change;
using test::at;
using test::next_starts;
using test::Organising;
using test::person;
using test::said;

TEST_CASE("a change of a series shows its next three dates, old and new", "[meeting][change]") {
  Organising world;
  const std::string value = world.shown("change community to 18:00 Europe/Berlin");
  REQUIRE_FALSE(value.empty());
  CHECK(world.preview.contains("Change Community Call?"));
  CHECK(world.preview.contains("every 2 weeks on Wed, 18:00 Europe/Berlin"));
  CHECK(world.preview.contains("Wed 14 Jan 2026, 18:00 UTC → Wed 14 Jan 2026, 17:00 UTC"));
  CHECK(world.preview.contains("Wed 28 Jan 2026, 18:00 UTC → Wed 28 Jan 2026, 17:00 UTC"));
  CHECK(world.preview.contains("Wed 11 Feb 2026, 18:00 UTC → Wed 11 Feb 2026, 17:00 UTC"));
  CHECK_FALSE(world.preview.contains("25 Feb 2026"));
  CHECK(world.preview.contains("web meetings"));
  CHECK(world.preview.contains("1 person, directly"));
  CHECK(world.rig.posts.empty());
  CHECK(world.press(value, person("mal")).contains("Only organisers and maintainers"));
  CHECK_FALSE(any_change(world));
}

TEST_CASE("all are told of a change once for the series, not for each date", "[meeting][change]") {
  Organising world;
  world.rig.give(Press{"meeting.come", "1", {}, ""}, person("bo"));
  world.rig.give(Press{"meeting.come", "2", {}, ""}, person("bo"));
  world.rig.run_until(at(2026, 1, 13, 19));  // the day before, all were reminded
  const std::string answer = world.done("change community to 17:00 because it suits more of us");
  CHECK(answer.contains("DTSTART:20260114T170000Z"));
  CHECK(answer.contains("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"));
  const auto room = world.rig.posts_to("meetings");
  REQUIRE(room.size() == 2);
  CHECK(room[1].text().contains("Community Call has other dates"));
  CHECK(room[1].text().contains("every 2 weeks on Wed, 17:00 UTC"));
  CHECK(room[1].text().contains("it suits more of us"));
  CHECK(room[1].text().contains("Wed 14 Jan 2026, 17:00 UTC instead of Wed 14 Jan 2026, 18:00 UTC")
  );
  CHECK(room[1].post.lane == Lane::reply);  // the next one is near
  REQUIRE(room[0].edits.size() == 1);
  CHECK(plain_text(room[0].edits[0]).contains("was moved"));
  CHECK(world.rig.posts_to("ada").size() == 2);
  CHECK(world.rig.posts_to("bo").size() == 1);
  world.rig.deliver();
  REQUIRE(world.rig.posts_to("grace").size() == 1);
  CHECK(world.rig.posts_to("grace")[0].text().contains("✓ web meetings"));
  CHECK(world.rig.posts_to("grace")[0].text().contains("✓ 2 people, directly"));
  // Reminded at the new time; at the old one it is said once more, for this date and none after it.
  world.rig.run_until(at(2026, 1, 28, 19));
  std::vector<sys_seconds> times;
  for (const auto& one : world.rig.posts_to("meetings")) times.push_back(one.at);
  CHECK(
      times ==
      std::vector{
          at(2026, 1, 13, 18), at(2026, 1, 13, 19), at(2026, 1, 14, 16, 45), at(2026, 1, 14, 18),
          at(2026, 1, 27, 17), at(2026, 1, 28, 16, 45)
      }
  );
  CHECK(world.rig.posts_to("meetings")[3].text().contains("Community Call was moved."));
}

TEST_CASE("a change holds from the day that is said", "[meeting][change]") {
  Organising world;
  world.done("change community from 2026-02-01 to 17:00 UTC");
  CHECK(
      next_starts(world, 4) ==
      std::vector{
          at(2026, 1, 14, 18), at(2026, 1, 28, 18), at(2026, 2, 11, 17), at(2026, 2, 25, 17)
      }
  );
  // Another on top of it, and each is withdrawn by itself.
  world.done("change community on Thursdays");
  CHECK(
      next_starts(world, 3) ==
      std::vector{at(2026, 1, 15, 17), at(2026, 1, 29, 17), at(2026, 2, 12, 17)}
  );
  world.done("change community back");
  CHECK(
      next_starts(world, 3) ==
      std::vector{at(2026, 1, 14, 18), at(2026, 1, 28, 18), at(2026, 2, 11, 17)}
  );
  world.done("restore community");
  CHECK(
      next_starts(world, 3) ==
      std::vector{at(2026, 1, 14, 18), at(2026, 1, 28, 18), at(2026, 2, 11, 18)}
  );
  CHECK_FALSE(any_change(world));
  CHECK(world.shown("change community back").empty());
  CHECK(world.preview.contains("Nothing of Community Call was changed here"));
  world.rig.run_until(at(2026, 1, 12));
  CHECK(next_starts(world, 1) == std::vector{at(2026, 1, 14, 18)});
}

TEST_CASE("one date that an organiser moved stays where it is", "[meeting][change]") {
  Organising world;
  world.done("move community 2026-01-28 to 2026-01-29 15:00 UTC");
  world.done("cancel community 2026-02-11");
  world.done("change community to 17:00 UTC");
  CHECK(
      next_starts(world, 3) ==
      std::vector{at(2026, 1, 14, 17), at(2026, 1, 29, 15), at(2026, 2, 25, 17)}
  );
  world.rig.run_until(at(2026, 1, 13));
  world.rig.start();
  CHECK(
      next_starts(world, 3) ==
      std::vector{at(2026, 1, 14, 17), at(2026, 1, 29, 15), at(2026, 2, 25, 17)}
  );
  // And one may be called off by itself afterwards.
  world.done("cancel community 2026-01-14");
  world.rig.run_until(at(2026, 1, 13, 12));
  CHECK(next_starts(world, 1) == std::vector{at(2026, 1, 29, 15)});
}

TEST_CASE("a series ends when an organiser says so, and goes on later", "[meeting][change]") {
  Organising world;
  world.done("change community until 2026-02-01");
  CHECK(next_starts(world, 9) == std::vector{at(2026, 1, 14, 18), at(2026, 1, 28, 18)});
  world.rig.run_until(at(2026, 1, 12));
  CHECK(next_starts(world, 9).size() == 2);
  world.done("change community until 2026-03-01");
  CHECK(next_starts(world, 9).size() == 4);
  world.done("change community end now");
  CHECK(next_starts(world, 9).empty());
  CHECK(world.rig.posts_to("meetings").back().text().contains("Community Call ends"));
  world.rig.run_until(at(2026, 1, 13, 12));
  CHECK(next_starts(world, 9).empty());
}

TEST_CASE("of two organisers at once, the second looks again", "[meeting][change]") {
  Organising world;
  const std::string first = world.shown("change community to 17:00 UTC");
  const std::string second = world.shown("change community to 19:00 UTC");
  world.press(first, world.grace());
  CHECK(world.press(first, world.grace()).contains("was done already"));
  CHECK(world.press(second, world.grace()).contains("has changed meanwhile"));
  CHECK(next_starts(world, 1) == std::vector{at(2026, 1, 14, 17)});
  CHECK(world.rig.posts_to("meetings").size() == 1);
  // One that was shown and is late.
  world.rig.run_until(at(2026, 1, 13, 15));
  const std::string late = world.shown("change community to 16:00 UTC");
  world.rig.run_until(at(2026, 1, 14, 16, 30));
  CHECK(world.press(late, world.grace()).contains("has changed meanwhile"));
  world.rig.run_until(at(2026, 1, 17));
  CHECK(world.press(late, world.grace()).contains("too long ago"));
}

TEST_CASE("changes that cannot be are answered with what to type", "[meeting][change]") {
  Organising world;
  world.rig.calendars["calendar-1"] = test::calendar_with(
      {test::community_call,
       "SUMMARY:Odd one\r\nDTSTART:20260115T180000Z\r\nRDATE:20260126T180000Z,20260305T180000Z\r\n"}
  );
  world.rig.run_until(at(2026, 1, 11));
  for (const auto& [order, words] : std::map<std::string, std::string>{
           {"change", "/meeting change community"},
           {"change community", "every 2 weeks on Wed, 18:00 UTC"},
           {"change sprint to 17:00", "I know no meeting"},
           {"change community to 18:00", "like that already"},
           {"change community to 17:00 CST", "CST"},
           {"change community every second Wednesday", "every"},
           {"change community until 2026-01-12", "end now"},
           {"change odd one to 17:00", "no rule behind"},
       }) {
    INFO(order);
    CHECK(world.shown(order).empty());
    INFO(world.preview);
    CHECK(world.preview.contains(words));
  }
  CHECK(said(world.rig.say("change community to 17:00", person("mal"))).contains("Only organisers")
  );
  CHECK_FALSE(any_change(world));
  // Said whole, it can be.
  CHECK_FALSE(world.shown("change odd one every 2 weeks on Thursday 17:00 UTC").empty());
}
