// tests/meeting/changes_test.cpp: what is said when a calendar changes.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/meeting/rig.hpp"

using namespace usher;
using test::at;
using test::MeetingRig;
using test::person;
using test::said;

namespace {

std::string community(
    const std::string& start, const std::string& more = "",
    const std::string& title = "Community Call"
) {
  return "SUMMARY:" + title + "\r\nDTSTART:" + start +
         "\r\nDURATION:PT1H\r\n"
         "RRULE:FREQ=DAILY;INTERVAL=14;UNTIL=20270101T000000\r\n" +
         more;
}
const char* const triage =
    "SUMMARY:Triage "
    "Call\r\nDTSTART:20260107T180000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;INTERVAL=14\r\n";

class Changing {
 public:
  Changing() : rig(test::usual_settings()) {
    rig.now = at(2026, 1, 10);
    put({community("20260114T180000Z"), triage});
    rig.start();
    rig.say("subscribe community 24h 1h", person("ada"));
  }
  void put(const std::vector<std::string>& events) {
    rig.calendars["calendar-1"] = test::calendar_with(events);
  }
  // What the room was told since the last time.
  std::vector<test::Posted> news() {
    const auto all = rig.posts_to("meetings");
    std::vector<test::Posted> out(all.begin() + static_cast<std::ptrdiff_t>(seen_), all.end());
    seen_ = all.size();
    return out;
  }
  MeetingRig rig;

 private:
  std::size_t seen_ = 0;
};

}  // namespace

TEST_CASE("the same calendar with new UIDs says nothing", "[meeting][changes]") {
  Changing world;
  world.put({triage, community("20260114T180000Z")});
  world.rig.run_until(at(2026, 1, 12));
  CHECK(world.rig.posts.empty());
}

TEST_CASE(
    "a date that is taken out is told once, everywhere, and its posts are put right",
    "[meeting][changes]"
) {
  Changing world;
  world.rig.run_until(at(2026, 1, 13, 19));
  CHECK(world.news().size() == 1);
  world.put({community("20260128T180000Z"), triage});
  world.rig.run_for(std::chrono::minutes(20));
  const auto room = world.news();
  REQUIRE(room.size() == 1);
  CHECK(room[0].text().contains("Community Call does not take place"));
  CHECK(room[0].text().contains("Cancelled: Wed 14 Jan 2026, 18:00 UTC"));
  CHECK(room[0].text().contains("Next: Wed 28 Jan 2026, 18:00 UTC"));
  CHECK(room[0].post.lane == Lane::reply);  // it is near
  const auto ada = world.rig.posts_to("ada");
  REQUIRE(ada.size() == 2);
  CHECK(ada[1].text().contains("/meeting unsubscribe community"));
  REQUIRE(ada[0].edits.size() == 1);
  CHECK(plain_text(ada[0].edits[0]).contains("does not take place"));
  CHECK(world.rig.posts_to("meetings")[0].edits.size() == 1);
  world.rig.run_until(at(2026, 1, 15));
  world.rig.start();
  CHECK(world.rig.posts_to("ada").size() == 2);
  CHECK(world.news().empty());
}

TEST_CASE("an edit after the meeting says nothing", "[meeting][changes]") {
  Changing world;
  world.rig.run_until(at(2026, 1, 14, 19, 30));
  world.news();
  world.put({community("20260128T180000Z"), triage});
  world.rig.run_until(at(2026, 1, 20));
  CHECK(world.news().empty());
  CHECK(world.rig.posts_to("ada").size() == 2);
}

TEST_CASE(
    "an hour later from now on is one change, and reminders follow it", "[meeting][changes]"
) {
  Changing world;
  world.put({community("20260114T190000Z"), triage});
  world.rig.run_until(at(2026, 1, 12));
  const auto room = world.news();
  REQUIRE(room.size() == 1);
  const std::string text = room[0].text();
  INFO(text);
  CHECK(text.contains("Community Call has another time"));
  CHECK(text.contains("Wed 14 Jan 2026, 19:00 UTC instead of Wed 14 Jan 2026, 18:00 UTC"));
  CHECK(text.contains("1 hour later"));
  world.rig.run_until(at(2026, 1, 15));
  const auto after = world.news();
  REQUIRE(after.size() == 2);
  CHECK(after[0].at == at(2026, 1, 13, 19));
  CHECK(after[1].at == at(2026, 1, 14, 18, 45));
}

TEST_CASE("one date that is moved is told with both times", "[meeting][changes]") {
  Changing world;
  world.rig.run_until(at(2026, 1, 13, 19));
  world.news();
  world.put(
      {community("20260114T180000Z", "EXDATE:20260114T180000Z\r\nRDATE:20260115T170000Z\r\n"),
       triage}
  );
  world.rig.run_for(std::chrono::minutes(20));
  const auto room = world.news();
  REQUIRE(room.size() == 1);
  CHECK(room[0].text().contains("Community Call was moved"));
  CHECK(room[0].text().contains(
      "Moved: Thu 15 Jan 2026, 17:00 UTC instead of Wed 14 Jan 2026, 18:00 UTC"
  ));
  const test::Posted first = world.rig.posts_to("meetings")[0];
  REQUIRE(first.edits.size() == 1);
  CHECK(plain_text(first.edits[0]).contains("was moved"));
  CHECK(plain_text(first.edits[0]).contains("Before: Wed 14 Jan 2026, 18:00 UTC"));
  world.rig.run_until(at(2026, 1, 16));
  const auto after = world.news();
  // The day before is more than it is away from its new time, so it is said again.
  REQUIRE(after.size() == 2);
  CHECK(after[1].at == at(2026, 1, 15, 16, 45));
}

TEST_CASE("a word in the title calls off the next one only", "[meeting][changes]") {
  Changing world;
  world.put({community("20260114T180000Z", "", "Community Call - CANCELED"), triage});
  world.rig.run_until(at(2026, 1, 12));
  const auto room = world.news();
  REQUIRE(room.size() == 1);
  CHECK(room[0].text().contains("Cancelled: Wed 14 Jan 2026, 18:00 UTC"));
  CHECK(room[0].text().contains("Next: Wed 28 Jan 2026"));
  world.rig.run_until(at(2026, 1, 16));
  world.put({community("20260128T180000Z"), triage});
  world.rig.run_until(at(2026, 1, 29));
  const auto after = world.news();
  CHECK(after.size() == 2);  // reminders of the 28th
}

TEST_CASE("a date that comes back takes place after all", "[meeting][changes]") {
  Changing world;
  world.put({community("20260128T180000Z"), triage});
  world.rig.run_until(at(2026, 1, 11));
  CHECK(world.news().size() == 1);
  world.put({community("20260114T180000Z"), triage});
  world.rig.run_until(at(2026, 1, 12));
  const auto room = world.news();
  REQUIRE(room.size() == 1);
  CHECK(room[0].text().contains("Takes place after all: Wed 14 Jan 2026, 18:00 UTC"));
}

TEST_CASE("another title is the same meeting, and subscriptions stay", "[meeting][changes]") {
  Changing world;
  world.put({community("20260114T180000Z", "", "Open Community Hour"), triage});
  world.rig.run_until(at(2026, 1, 15));
  const auto ada = world.rig.posts_to("ada");
  REQUIRE(ada.size() == 2);
  CHECK(ada[0].text().contains("Open Community Hour in 24 hours"));
}

TEST_CASE("a meeting that is new, and one that is gone", "[meeting][changes]") {
  Changing world;
  world.rig.say("subscribe all 1h", person("cy"));
  world.put(
      {community("20260114T180000Z"), triage,
       "SUMMARY:Docs Call\r\nDTSTART:20260120T160000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\n"}
  );
  world.rig.run_until(at(2026, 1, 11));
  auto cy = world.rig.posts_to("cy");
  REQUIRE(cy.size() == 1);
  CHECK(cy[0].text().contains("New: Docs Call"));
  CHECK(cy[0].text().contains("On: Tue 20 Jan 2026, 16:00 UTC"));
  CHECK(world.rig.posts_to("ada").empty());
  world.put({community("20260114T180000Z"), triage});
  world.rig.run_until(at(2026, 1, 12));
  cy = world.rig.posts_to("cy");
  REQUIRE(cy.size() == 2);
  CHECK(cy[1].text().contains("Docs Call is in the calendar no more"));
  CHECK(said(world.rig.say("next docs", person("cy"))).contains("I know no meeting"));
}

TEST_CASE("a calendar that is emptied or away calls nothing off", "[meeting][changes]") {
  Changing world;
  world.put({});
  world.rig.run_until(at(2026, 1, 10, 1));
  world.rig.calendars.erase("calendar-1");
  world.rig.run_until(at(2026, 1, 13, 18, 30));
  CHECK(world.news().size() == 1);  // the reminder
  auto row = world.rig.db.query("SELECT what FROM notices");
  REQUIRE(row.next());
  CHECK(std::string(row.text(0)).contains("could not be read 3 times in a row"));
  CHECK_FALSE(row.next());
  world.put({community("20260114T180000Z"), triage});
  world.rig.run_until(at(2026, 1, 15));
  CHECK(world.news().size() == 1);
}

TEST_CASE("what comes into sight, and what goes on, is no news", "[meeting][changes]") {
  Changing world;
  world.rig.run_until(at(2026, 2, 1));
  const std::size_t before = world.rig.posts.size();
  // The series is prolonged by a year.
  world.put(
      {"SUMMARY:Community Call\r\nDTSTART:20260114T180000Z\r\nDURATION:PT1H\r\n"
       "RRULE:FREQ=DAILY;INTERVAL=14;UNTIL=20280101T000000\r\n",
       triage}
  );
  world.rig.run_until(at(2026, 2, 3));
  CHECK(world.rig.posts.size() == before);
}

TEST_CASE("two links are told to organisers once, and to readers as two", "[meeting][changes]") {
  Changing world;
  world.put(
      {community(
           "20260114T180000Z",
           "URL:https://e.zoom.us/j/x2?pwd=b\r\nDESCRIPTION:Join https://e.zoom.us/j/x1?pwd=a\r\n"
       ),
       triage}
  );
  world.rig.run_until(at(2026, 1, 13, 19));
  const auto grace = world.rig.posts_to("grace");
  REQUIRE(grace.size() == 1);
  CHECK(grace[0].text().contains("https://e.zoom.us/j/x1?pwd=a"));
  CHECK(grace[0].text().contains("https://e.zoom.us/j/x2?pwd=b"));
  const auto room = world.news();
  REQUIRE(room.size() == 1);
  CHECK(room[0].text().contains("The calendar names two."));
  world.rig.start();
  world.rig.run_until(at(2026, 1, 20));
  CHECK(world.rig.posts_to("grace").size() == 1);
}

TEST_CASE("organisers are warned 30 and 7 days before a series ends", "[meeting][changes]") {
  Changing world;
  world.rig.stop_until(at(2026, 11, 1));
  world.rig.start();
  const auto away = world.rig.posts_to("grace").size();
  world.rig.run_until(at(2026, 12, 31));
  const auto grace = world.rig.posts_to("grace");
  REQUIRE(grace.size() == away + 2);
  const auto& early = grace[away];
  CHECK(early.text().contains("Community Call is about to end"));
  CHECK(early.text().contains("30 Dec 2026"));
  CHECK(early.at >= at(2026, 11, 30));
  CHECK(early.at < at(2026, 12, 2));
  CHECK(grace[away + 1].at >= at(2026, 12, 23));
}
