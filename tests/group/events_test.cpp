// tests/group/events_test.cpp: a group's first event is a meeting like any other.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/table.hpp"
#include "commands/meeting/made.hpp"
#include "commands/meeting/table.hpp"
#include "tests/group/rig.hpp"

using namespace usher;
using namespace usher::test;

namespace {

std::vector<std::string> hosts_of(GroupRig& rig, const std::string& key) {
  const auto made = meeting::made_by_key(rig.db, key);
  REQUIRE(made);
  return made->hosts;
}

// A calendar's meeting with a link, and its date on 4 March 2027, 17:30 UTC.
void calendar_meeting(GroupRig& rig, const std::string& key, const std::string& title) {
  meeting::ReadSeries read;
  read.key = key;
  read.title = title;
  read.join = "https://e.zoom.us/j/x1?pwd=a";
  const auto id = meeting::keep(rig.db, "public", read, 1);
  meeting::MeetingDate date;
  date.series = id;
  date.said = date.start = sys_seconds{std::chrono::sys_days{std::chrono::year{2027} / 3 / 4}} +
                           std::chrono::minutes(1050);
  date.end = date.start + std::chrono::hours(1);
  meeting::add(rig.db, date);
}

}  // namespace

TEST_CASE(
    "publishing shows the first event, and whoever published makes it without a role",
    "[group][event]"
) {
  GroupRig rig;
  rig.open_group();
  const std::string shown = rig.say("publish");
  CHECK(shown.contains("Make Python Potsdam?"));
  CHECK(rig.db.query("SELECT 1 FROM meeting_made").next() == false);
  // Nobody else's: the button was shown to one.
  const Outcome outcome = rig.last;
  CHECK(rig.press("Yes, make it", "eve").contains("Only organisers and maintainers"));
  rig.last = outcome;
  CHECK(rig.press("Yes, make it").contains("Done."));
  const auto made = meeting::made_by_key(rig.db, "python potsdam");
  REQUIRE(made);
  CHECK(made->hosts == std::vector<std::string>{"web:ada", "web:grace"});
  CHECK(made->link == "https://potsdam.example.org");
  CHECK(made->rooms.empty());
}

TEST_CASE("who joins and who leaves is asked to host, or no more", "[group][event]") {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  rig.press("Yes, make it");
  rig.press_post("alan", "Yes");
  CHECK(meeting::made_by_key(rig.db, "python potsdam")->hosts.size() == 3);
  rig.say("leave");
  CHECK(
      meeting::made_by_key(rig.db, "python potsdam")->hosts ==
      std::vector<std::string>{"web:alan", "web:grace"}
  );
}

TEST_CASE(
    "the checklist follows a date that is moved, and begins anew for the next", "[group][event]"
) {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  rig.press("Yes, make it");
  CHECK(rig.say("checklist").contains("Tue 2 Feb 2027"));
  rig.say("done venue");
  const auto series = meeting::all_series(rig.db).front();
  auto date = meeting::dates_after(rig.db, series.id, rig.now, 1).front();
  date.start += std::chrono::days(7);
  date.end += std::chrono::days(7);
  meeting::keep(rig.db, date);
  const std::string moved = rig.say("checklist");
  CHECK(moved.contains("Tue 9 Feb 2027"));
  CHECK(moved.contains("done"));
  // Three days after it, the next one is what there is to prepare.
  rig.now = date.start + std::chrono::days(3);
  const std::string next = rig.say("checklist");
  CHECK(next.contains("Tue 2 Mar 2027"));
  CHECK_FALSE(next.contains(" – done"));
}

TEST_CASE(
    "a first event that has passed before it was published is told, not made", "[group][event]"
) {
  GroupRig rig;
  rig.open_group();
  rig.now = sys_seconds{std::chrono::sys_days{std::chrono::year{2027} / 3 / 5}};
  CHECK(rig.say("publish").contains("That time is over already"));
  CHECK(rig.posts_to("general").size() == 1);
}

TEST_CASE("a group without a meeting has no dates to change", "[group][event]") {
  GroupRig rig;
  rig.open_group("Python Potsdam", false);
  CHECK(rig.say("publish").contains("When the first event has a date"));
  CHECK(rig.say("event cancel").contains("has no meeting"));
}

TEST_CASE(
    "dates of a group's meeting are changed by who organises it, and by nobody else",
    "[group][event]"
) {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  rig.press("Yes, make it");
  CHECK(rig.say("event cancel because of the snow").contains("the snow"));
  const Outcome shown = rig.last;
  CHECK(rig.press("Yes, tell everybody", "eve").contains("Only organisers can change meetings"));
  rig.last = shown;
  CHECK(rig.press("Yes, tell everybody").contains("Done."));
  const auto series = meeting::all_series(rig.db).front();
  const auto dates = meeting::dates_after(rig.db, series.id, rig.now, 2);
  CHECK(dates[0].state == meeting::OccurrenceState::cancelled);
  // The checklist is about the next one that takes place.
  CHECK(rig.say("checklist").contains("Thu 1 Apr 2027"));
  rig.say("event to 19:00 Europe/Berlin");
  CHECK(rig.press("Yes").contains("Done."));
  CHECK(rig.say("event cancel", "eve").contains("You organise no user group here"));
}

TEST_CASE("another's meeting of the same title is not the group's", "[group][event]") {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");  // shown, and not confirmed
  rig.meet("new \"Python Potsdam\" 2027-03-05 18:00 Europe/Berlin", "olga", {Role::organiser});
  for (const Button& button : buttons_of(rig.last))
    if (button.label.starts_with("Yes")) {
      rig.give(test::press(button), rig.person("olga", {Role::organiser}));
      break;
    }
  REQUIRE(hosts_of(rig, "python potsdam").empty());
  rig.press_post("alan", "Yes");
  rig.say("leave");
  CHECK(hosts_of(rig, "python potsdam").empty());
  CHECK(rig.say("event cancel", "grace").contains("has no meeting"));
  CHECK_FALSE(rig.say("show Potsdam", "eve").contains("/meeting subscribe"));
}

TEST_CASE("two groups of one name do not take each other's meeting", "[group][event]") {
  GroupRig rig;
  rig.open_group();
  rig.open_group("Python Potsdam", true, "bob", "carol");
  rig.say("publish");
  rig.press("Yes, make it");
  CHECK(rig.say("publish", "bob").contains("There is a meeting of that name"));
  rig.press_post("alan", "Yes");  // to bob
  const std::vector<std::string> first{"web:ada", "web:grace"};
  CHECK(hosts_of(rig, "python potsdam") == first);
  CHECK(rig.say("event cancel", "bob").contains("has no meeting"));
  CHECK(rig.say("event cancel").contains("Cancel Python Potsdam?"));
  rig.say("leave", "bob");
  CHECK(hosts_of(rig, "python potsdam") == first);
}

TEST_CASE("who has left before the meeting is made neither makes nor hosts it", "[group][event]") {
  GroupRig rig;
  rig.open_group();
  rig.press_post("alan", "Yes");
  rig.say("publish");
  const Outcome shown = rig.last;
  rig.say("leave", "grace");
  SECTION("another is left out") {
    rig.last = shown;
    CHECK(rig.press("Yes, make it").contains("Done."));
    CHECK(hosts_of(rig, "python potsdam") == std::vector<std::string>{"web:ada", "web:alan"});
  }
  SECTION("who was shown it cannot make it any more") {
    rig.say("leave");
    rig.last = shown;
    CHECK(rig.press("Yes, make it").contains("Only organisers and maintainers"));
    CHECK_FALSE(rig.db.query("SELECT 1 FROM meeting_made").next());
  }
}

TEST_CASE("of a group that is removed nothing is made any more", "[group][event]") {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  const Outcome shown = rig.last;
  rig.say("leave", "grace");
  rig.say("remove Potsdam");
  rig.press("Remove it");
  rig.last = shown;
  CHECK(rig.press("Yes, make it").contains("Only organisers and maintainers"));
  CHECK_FALSE(rig.db.query("SELECT 1 FROM meeting_made").next());
}

TEST_CASE("a meeting whose group is removed is hosted by nobody", "[group][event]") {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  rig.press("Yes, make it");
  rig.say("leave", "grace");
  rig.say("remove Potsdam");
  CHECK(rig.press("Remove it").contains("/meeting change python potsdam"));
  CHECK(hosts_of(rig, "python potsdam").empty());
}

TEST_CASE("a first event that was not confirmed is shown again", "[group][event]") {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  rig.press("No, leave it");
  const std::string again = rig.say("event cancel");
  CHECK(again.contains("has no meeting"));
  CHECK(again.contains("Make Python Potsdam?"));
  rig.say("change");
  rig.press("First event");
  CHECK(
      rig.say("answer 2027-03-11 18:30 Europe/Berlin every month").contains("Make Python Potsdam?")
  );
  CHECK(rig.press("Yes, make it").contains("Done."));
  CHECK(rig.say("event cancel").contains("Cancel Python Potsdam?"));
}

TEST_CASE("a name with words of a date in it stands in nobody's way", "[group][event]") {
  GroupRig rig;
  rig.open_group("Intro to Python Potsdam");
  rig.say("publish");
  rig.press("Yes, make it");
  CHECK(rig.say("event cancel because of the snow").contains("Cancel Intro to Python Potsdam?"));
  CHECK(rig.say("event move to 2027-03-11 18:30").contains("Move Intro to Python Potsdam?"));
  CHECK(rig.say("event to 19:00 Europe/Berlin").contains("Change Intro to Python Potsdam?"));
}

TEST_CASE(
    "a group called like a meeting of others has neither its dates nor its link", "[group][event]"
) {
  GroupRig rig;
  rig.open_group();
  calendar_meeting(rig, "python potsdam", "Python Potsdam");
  CHECK(rig.say("publish").contains("There is a meeting of that name"));
  for (const char* text :
       {"event cancel", "event relocate to the mill", "event every 4 weeks",
        "event move to 2027-03-11"}) {
    const std::string told = rig.say(text);
    CHECK(told.contains("has no meeting"));
    CHECK_FALSE(told.contains("zoom"));
  }
}

TEST_CASE(
    "a calendar's meeting under the name of one that ended is not the group's", "[group][event]"
) {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  rig.press("Yes, make it");
  CHECK(meeting::hosts_made(rig.db, "python potsdam", "web", "ada"));
  const auto series = meeting::all_series(rig.db).front();
  meeting::set_gone(rig.db, series.id, rig.now);
  calendar_meeting(rig, "python potsdam", "Python Potsdam");
  CHECK_FALSE(meeting::hosts_made(rig.db, "python potsdam", "web", "ada"));
  CHECK(rig.say("event cancel").contains("has no meeting"));
}

TEST_CASE("card and calendar say what has become of the dates", "[group][event]") {
  GroupRig rig;
  rig.open_group();
  rig.say("publish");
  rig.press("Yes, make it");
  CHECK(rig.say("calendar Potsdam", "eve").contains("DTSTART:20270304T173000Z"));
  CHECK_FALSE(rig.say("calendar Potsdam", "eve").contains("TZID"));  // which would need a VTIMEZONE
  rig.say("event cancel because of the snow");
  rig.press("Yes, tell everybody");
  CHECK_FALSE(rig.say("calendar Potsdam", "eve").contains("20270304T173000Z"));
  CHECK(rig.say("calendar Potsdam", "eve").contains("20270401T163000Z"));
  rig.say("event to 19:00 Europe/Berlin");
  rig.press("Yes");
  const std::string file = rig.say("calendar Potsdam", "eve");
  CHECK(file.contains("20270401T170000Z"));
  CHECK_FALSE(file.contains("T163000"));
  CHECK(rig.say("show Potsdam", "eve").contains("19:00"));
  CHECK_FALSE(rig.say("show Potsdam", "eve").contains("18:30"));
}
