// tests/meeting/reminders_test.cpp: who is reminded when, of what, and what becomes of it.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/meeting/rig.hpp"

using namespace usher;
using test::at;
using test::MeetingRig;
using test::person;
using test::said;

namespace {

const char* const community =
    "SUMMARY:Community Call\r\nDTSTART:20260114T180000Z\r\nDTEND:20260114T190000Z\r\n"
    "RRULE:FREQ=DAILY;INTERVAL=14;UNTIL=20270101T000000Z\r\nURL:https://e.zoom.us/j/x1?pwd=a\r\n";

std::unique_ptr<MeetingRig> started(sys_seconds now = at(2026, 1, 10)) {
  auto made = std::make_unique<MeetingRig>(test::usual_settings());
  MeetingRig& rig = *made;
  rig.now = now;
  rig.calendars["calendar-1"] = test::calendar_with({community});
  rig.start();
  return made;
}

std::vector<sys_seconds> times(const std::vector<test::Posted>& posts) {
  std::vector<sys_seconds> out;
  out.reserve(posts.size());
  for (const auto& one : posts) out.push_back(one.at);
  return out;
}

}  // namespace

TEST_CASE(
    "a room is told a day and a quarter of an hour before, with all that one needs",
    "[meeting][reminders]"
) {
  const auto made = started();
  MeetingRig& rig = *made;
  CHECK(rig.posts.empty());
  rig.run_until(at(2026, 1, 15));
  const auto posts = rig.posts_to("meetings");
  REQUIRE(times(posts) == std::vector{at(2026, 1, 13, 18), at(2026, 1, 14, 17, 45)});
  for (const auto& one : posts) {
    const std::string text = one.text();
    INFO(text);
    CHECK(text.contains("Wed 14 Jan 2026, 18:00 UTC"));
    CHECK(text.contains("https://e.zoom.us/j/x1?pwd=a"));
    CHECK(text.contains("https://hackmd.io/agenda"));
    CHECK(text.contains("https://example.org/calendar"));
    CHECK(text.contains("Code of Conduct"));
    CHECK(text.contains("/report"));
    CHECK(text.contains("/meeting subscribe community"));
  }
  CHECK(posts[0].text().contains("Community Call in 24 hours"));
  CHECK(posts[1].text().contains("Community Call in 15 minutes"));
  // The first has become a line, and is still there.
  REQUIRE(posts[0].edits.size() == 1);
  CHECK(plain_text(posts[0].edits[0]).contains("Community Call"));
  CHECK_FALSE(plain_text(posts[0].edits[0]).contains("zoom"));
  CHECK(posts[1].edits.empty());
}

TEST_CASE(
    "people choose how long before, and hear why and how to stop it", "[meeting][reminders]"
) {
  const auto made = started();
  MeetingRig& rig = *made;
  CHECK(said(rig.say("subscribe community 24h 1h 10m start", person("ada")))
            .contains("24 hours, 1 hour, 10 minutes before, and when it starts"));
  CHECK(
      said(rig.say("subscribe tag:newcomer", person("bo"))).contains("24 hours, 10 minutes before")
  );
  CHECK(said(rig.say("subscribe all 2h", person("cy"))).contains("2 hours before"));
  rig.run_until(at(2026, 1, 16));
  const auto ada = rig.posts_to("ada");
  CHECK(
      times(ada) ==
      std::vector{
          at(2026, 1, 13, 18), at(2026, 1, 14, 17), at(2026, 1, 14, 17, 50), at(2026, 1, 14, 18)
      }
  );
  CHECK(ada.back().text().contains("Community Call starts now"));
  CHECK(ada.back().text().contains("/meeting unsubscribe community"));
  CHECK(times(rig.posts_to("bo")) == std::vector{at(2026, 1, 13, 18), at(2026, 1, 14, 17, 50)});
  CHECK(rig.posts_to("bo")[0].text().contains("/meeting unsubscribe tag:newcomer"));
  CHECK(times(rig.posts_to("cy")) == std::vector{at(2026, 1, 14, 16)});
  rig.say("unsubscribe community", person("ada"));
  rig.say("unsubscribe all", person("bo"));
  rig.run_until(at(2026, 1, 30));
  CHECK(rig.posts_to("ada").size() == 4);
  CHECK(rig.posts_to("bo").size() == 2);
  CHECK(rig.posts_to("cy").size() == 2);
}

TEST_CASE("a room that subscribes is reminded without the link", "[meeting][reminders]") {
  const auto made = started();
  MeetingRig& rig = *made;
  CHECK(said(rig.say("subscribe community here", person("ada")))
            .contains("organisers and maintainers decide"));
  CHECK(said(rig.say("subscribe community here", person("ada", {Role::organiser})))
            .contains("this room is reminded"));
  rig.run_until(at(2026, 1, 15));
  const auto posts = rig.posts_to("general");
  REQUIRE(posts.size() == 2);
  CHECK_FALSE(posts[0].text().contains("zoom.us"));
  CHECK(posts[0].text().contains("/meeting next community"));
  CHECK(posts[0].text().contains("/meeting unsubscribe community here"));
  for (const Block& block : posts[0].doc().blocks())
    if (const auto* row = std::get_if<Buttons>(&block))
      for (const Button& button : row->buttons) CHECK_FALSE(button.url.contains("pwd"));
}

TEST_CASE("a restart reminds nobody twice and forgets nobody", "[meeting][reminders]") {
  const auto made = started();
  MeetingRig& rig = *made;
  rig.say("subscribe community 1h", person("ada"));
  for (int hour = 0; hour < 24 * 6; ++hour) {
    rig.run_for(std::chrono::hours(1));
    rig.start();
  }
  CHECK(rig.posts_to("ada").size() == 1);
  CHECK(rig.posts_to("meetings").size() == 2);
}

TEST_CASE("hundreds are told in rounds, each once", "[meeting][reminders]") {
  const auto made = started();
  MeetingRig& rig = *made;
  for (int i = 0; i < 350; ++i)
    rig.say(
        i % 2 == 0 ? "subscribe community 1h" : "subscribe all 1h", person("p" + std::to_string(i))
    );
  rig.say("subscribe community 1h", person("p1"));  // for two reasons
  rig.run_until(at(2026, 1, 14, 17, 30));
  std::set<std::string> told;
  std::size_t count = 0;
  for (const auto& one : rig.posts)
    if (!one.post.to.people.empty()) {
      told.insert(one.post.to.people.front());
      ++count;
    }
  CHECK(told.size() == 350);
  CHECK(count == 350);
}

TEST_CASE("one more reminder is had by a button and by a command", "[meeting][reminders]") {
  const auto made = started();
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 13, 18));
  const auto posts = rig.posts_to("meetings");
  REQUIRE(posts.size() == 1);
  std::string id;
  for (const Block& block : posts[0].doc().blocks())
    if (const auto* row = std::get_if<Buttons>(&block))
      for (const Button& button : row->buttons)
        if (button.action == "meeting.later") id = button.value;
  REQUIRE_FALSE(id.empty());
  CHECK(said(rig.give(Press{"meeting.later", id, {}, ""}, person("ada")))
            .contains("ten minutes before"));
  CHECK(said(rig.give(Press{"meeting.come", id, {}, ""}, person("ada"))).contains("you are coming")
  );
  CHECK(said(rig.give(Press{"meeting.stay", id, {}, ""}, person("bo"))).contains("cannot come"));
  rig.run_until(at(2026, 1, 14, 17, 51));
  REQUIRE(times(rig.posts_to("ada")) == std::vector{at(2026, 1, 14, 17, 50)});
  CHECK(said(rig.say("snooze 5m", person("ada"))).contains("in 5 minutes"));
  rig.run_until(at(2026, 1, 14, 20));
  CHECK(rig.posts_to("ada").size() == 2);
  CHECK(said(rig.give(Press{"meeting.come", id, {}, ""}, person("ada"))).contains("is over"));
  CHECK(said(rig.give(Press{"meeting.come", "x", {}, ""}, person("ada"))).contains("is over"));
  CHECK(said(rig.say("snooze", person("ada"))).contains("no meeting within a day"));
}

TEST_CASE("what the clocks have done is told to whom it concerns", "[meeting][reminders]") {
  const auto made = started(at(2026, 3, 20));
  MeetingRig& rig = *made;
  rig.say("zone europe/berlin", person("ada"));
  rig.say("subscribe community 1h", person("ada"));
  rig.say("zone Asia/Shanghai", person("bo"));
  rig.say("subscribe community 1h", person("bo"));
  rig.run_until(at(2026, 4, 30));
  const auto ada = rig.posts_to("ada");
  REQUIRE(ada.size() == 3);
  // 25 March is winter still, 8 April is not.
  CHECK(ada[0].text().contains("Wed 25 Mar 2026, 19:00 Europe/Berlin"));
  CHECK_FALSE(ada[0].text().contains("than last time"));
  CHECK(ada[1].text().contains("Wed 8 Apr 2026, 20:00 Europe/Berlin"));
  CHECK(ada[1].text().contains("For you it is 1 hour later than last time."));
  CHECK_FALSE(ada[2].text().contains("than last time"));
  for (const auto& one : rig.posts_to("bo")) {
    CHECK_FALSE(one.text().contains("than last time"));
    CHECK(one.text().contains("02:00 Asia/Shanghai"));
  }
}

TEST_CASE("whoever is forgotten is reminded no more", "[meeting][reminders]") {
  const auto made = started();
  MeetingRig& rig = *made;
  rig.say("subscribe community 1h", person("ada"));
  rig.say("zone Europe/Berlin", person("ada"));
  rig.give(Forgotten{person("ada")}, person("ada"), "");
  rig.run_until(at(2026, 1, 15));
  CHECK(rig.posts_to("ada").empty());
  auto rows = rig.db.query("SELECT count(*) FROM meeting_people");
  REQUIRE(rows.next());
  CHECK(rows.integer(0) == 0);
}
