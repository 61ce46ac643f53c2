// tests/meeting/lookup_test.cpp: /meeting, and what it says where.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/meeting/rig.hpp"

using namespace usher;
using test::at;
using test::MeetingRig;
using test::person;
using test::said;

namespace {

std::unique_ptr<MeetingRig> started() {
  auto made = std::make_unique<MeetingRig>(test::usual_settings());
  MeetingRig& rig = *made;
  rig.now = at(2026, 1, 13, 18);
  rig.calendars["calendar-1"] = test::calendar_with(
      {test::community_call + "DESCRIPTION:Everybody is welcome.\r\n",
       "SUMMARY:Triage Call\r\nDTSTART:20260121T180000Z\r\nDTEND:20260121T190000Z\r\n"
       "RRULE:FREQ=DAILY;INTERVAL=14\r\n"}
  );
  rig.start();
  return made;
}

bool confidential(const Outcome& outcome) {
  const auto* say = std::get_if<SayReply>(&outcome.reply);
  return say != nullptr && say->confidential;
}

}  // namespace

TEST_CASE("all meetings are listed by when they are next", "[meeting][lookup]") {
  const auto made = started();
  MeetingRig& rig = *made;
  const std::string text = said(rig.say("", person("ada")));
  INFO(text);
  CHECK(
      text.find("Community Call – Wed 14 Jan 2026, 18:00 UTC – in 24 hours") <
      text.find("Triage Call")
  );
  CHECK(text.contains("/meeting subscribe community"));
  CHECK_FALSE(text.contains("zoom"));
}

TEST_CASE("one meeting is told with its link, its pages and its next dates", "[meeting][lookup]") {
  const auto made = started();
  MeetingRig& rig = *made;
  const auto outcome = rig.say("next community", person("ada"));
  const std::string text = said(outcome);
  INFO(text);
  CHECK(text.contains("https://e.zoom.us/j/x1?pwd=a"));
  CHECK(text.contains("https://hackmd.io/agenda"));
  CHECK(text.contains("Wed 28 Jan 2026"));
  CHECK(text.contains("Everybody is welcome."));
  CHECK_FALSE(confidential(outcome));
  CHECK(said(rig.say("community", person("ada"))) == text);
  CHECK(said(rig.say("next call", person("ada"))).contains("Triage Call"));
}

TEST_CASE("where others can read, the link goes to the asker alone", "[meeting][lookup]") {
  const auto made = started();
  MeetingRig& rig = *made;
  rig.whispers = false;
  CHECK(confidential(rig.say("next community", person("ada"), "general")));
  // The room that is told the link anyway may see it.
  CHECK_FALSE(confidential(rig.say("next community", person("ada"), "meetings")));
}

TEST_CASE("what does not exist is answered with what does", "[meeting][lookup]") {
  const auto made = started();
  MeetingRig& rig = *made;
  const std::string text = said(rig.say("next sprint", person("ada")));
  CHECK(text.contains("I know no meeting “sprint”."));
  CHECK(text.contains("community"));
  CHECK(text.contains("triage call"));
  CHECK(text.contains("tag:newcomer"));
  CHECK(said(rig.say("subscribe call", person("ada"))).contains("Which one?"));
  CHECK(said(rig.say("subscribe tag:none", person("ada"))).contains("I know no meeting"));
  CHECK(said(rig.say("subscribe", person("ada"))).contains("Say which meeting"));
  CHECK(said(rig.say("zone CST", person("ada"))).contains("I know no time zone “CST”"));
  CHECK(said(rig.say("snooze soon", person("ada"))).contains("/meeting snooze 10m"));
  for (const char* hostile :
       {"next <!channel>", "next \x01\x02", "zone \xff\xfe", "subscribe @room", "next ‮abc"})
    CHECK_FALSE(said(rig.say(hostile, person("ada"))).empty());
  CHECK_FALSE(said(rig.say("next " + std::string(4000, 'x'), person("ada"))).empty());
}

TEST_CASE("a meeting that was mistyped is guessed, and not acted on", "[meeting][lookup]") {
  const auto made = started();
  MeetingRig& rig = *made;
  const std::string text = said(rig.say("next comunity", person("ada")));
  INFO(text);
  CHECK(text.contains("I know no meeting “comunity”"));
  CHECK(text.contains("Did you mean one of these?"));
  CHECK(text.contains("community"));
  CHECK_FALSE(text.contains("triage"));
  CHECK(said(rig.say("subscribe triaeg", person("ada"))).contains("triage call"));
  CHECK(rig.db.query("SELECT 1 FROM meeting_subscriptions").next() == false);
  // Three letters are near to too much.
  CHECK_FALSE(said(rig.say("next tra", person("ada"))).contains("Did you mean"));
}

TEST_CASE("what stands behind a meeting's name and means nothing is named", "[meeting][lookup]") {
  const auto made = started();
  MeetingRig& rig = *made;
  const std::string text =
      said(rig.say("move community 2026-01-28 17:00", person("grace", {Role::organiser})));
  INFO(text);
  CHECK(text.contains("I know the meeting “community”"));
  CHECK(text.contains("“2026-01-28 17:00”"));
  CHECK(text.contains("/help meeting"));
  CHECK(said(rig.say("subscribe community soon", person("ada"))).contains("“soon”"));
}

TEST_CASE("everybody is told times by their own clocks", "[meeting][lookup]") {
  const auto made = started();
  MeetingRig& rig = *made;
  Person lin = person("lin");
  lin.zone = "Asia/Shanghai";
  CHECK(said(rig.say("next community", lin)).contains("Thu 15 Jan 2026, 02:00 Asia/Shanghai"));
  CHECK(said(rig.say("zone europe/berlin", lin)).contains("There it is 19:00"));
  CHECK(said(rig.say("next community", lin)).contains("Wed 14 Jan 2026, 19:00 Europe/Berlin"));
  CHECK(said(rig.say("mine", lin)).contains("I tell you times in Europe/Berlin"));
}

TEST_CASE("what one has subscribed to is told", "[meeting][lookup]") {
  const auto made = started();
  MeetingRig& rig = *made;
  CHECK(said(rig.say("mine", person("ada"))).contains("I remind you of no meeting."));
  rig.say("subscribe community 1h", person("ada"));
  rig.say("subscribe tag:newcomer start", person("ada"));
  const std::string text = said(rig.say("mine", person("ada")));
  CHECK(text.contains("Community Call – 1 hour before"));
  CHECK(text.contains("meetings tagged “newcomer” – when it starts"));
  rig.say("subscribe community 2h", person("ada"));
  CHECK(said(rig.say("mine", person("ada"))).contains("2 hours before"));
  CHECK_FALSE(said(rig.say("mine", person("ada"))).contains("1 hour before"));
}

TEST_CASE("before a calendar was read, that is said", "[meeting][lookup]") {
  MeetingRig rig(test::usual_settings());
  rig.start();
  CHECK(said(rig.say("", person("ada"))).contains("I have not read the calendar yet"));
  rig.calendars["calendar-1"] = test::calendar_with({});
  rig.run_for(std::chrono::hours(7));
  CHECK(said(rig.say("", person("ada"))).contains("No meeting is in the calendar."));
}
