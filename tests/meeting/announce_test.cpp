// tests/meeting/announce_test.cpp: what organisers announce by hand, and what they are warned of.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/meeting/rig.hpp"

using namespace usher;
using namespace std::chrono_literals;
using test::at;
using test::MeetingRig;
using test::person;
using test::said;

namespace {

std::unique_ptr<MeetingRig> organised() {
  auto made = std::make_unique<MeetingRig>(test::usual_settings());
  made->now = at(2026, 1, 10);
  made->calendars["calendar-1"] = test::calendar_with({test::community_call});
  made->start();
  return made;
}
Person grace() { return person("grace", {Role::organiser}); }

}  // namespace

TEST_CASE("a date is announced by hand, once in each room", "[meeting][organise]") {
  const auto made = organised();
  MeetingRig& rig = *made;
  const Outcome shown = rig.say("announce community", grace());
  const std::string preview = said(shown);
  INFO(preview);
  CHECK(preview.contains("Announce Community Call?"));
  CHECK(preview.contains("web meetings"));
  CHECK(preview.contains("When: Wed 14 Jan 2026"));
  CHECK(preview.contains("Join: https://e.zoom.us/j/x1\n"));  // for others, without the passcode
  CHECK(rig.posts_to("meetings").empty());
  const auto press = [&](const Person& who) {
    return rig.give(Press{"meeting.announce", "1", {}, ""}, who);
  };
  CHECK(said(press(person("mal"))).contains("Only organisers"));
  CHECK(rig.posts_to("meetings").empty());
  CHECK(test::replaced(press(grace())).contains("For mailing lists, Meetup and other groups:"));
  press(grace());
  const auto told = rig.posts_to("meetings");
  REQUIRE(told.size() == 1);
  CHECK(told[0].text().contains("https://e.zoom.us/j/x1?pwd=a"));
  CHECK(told[0].text().contains("/report"));
  CHECK(said(rig.say("announce", grace())).contains("/meeting announce community"));
  CHECK(said(rig.say("announce community 2026-01-15", grace())).contains("no such date"));
}

TEST_CASE("two meetings at once are told to the organisers once", "[meeting][organise]") {
  const auto made = organised();
  MeetingRig& rig = *made;
  rig.calendars["calendar-1"] = test::calendar_with(
      {test::community_call,
       "SUMMARY:Sprint\r\nDTSTART:20260114T183000Z\r\nDTEND:20260114T200000Z\r\n",
       "SUMMARY:After\r\nDTSTART:20260114T200000Z\r\nDTEND:20260114T210000Z\r\n"}
  );
  rig.run_until(at(2026, 1, 12));
  const auto overlaps = [&] {
    auto all = rig.posts_to("grace");
    std::erase_if(all, [](const auto& one) { return !one.text().contains("at the same time"); });
    return all;
  };
  REQUIRE(overlaps().size() == 1);
  CHECK(overlaps()[0].text().contains("Community Call"));
  CHECK(overlaps()[0].text().contains("Sprint"));
  CHECK_FALSE(overlaps()[0].text().contains("After"));
}

TEST_CASE("what shows a link before it is told is for the organiser alone", "[meeting][organise]") {
  const auto made = organised();
  for (const char* order :
       {"announce community", "relocate community to https://meet.example.org/x", "cancel community"
       }) {
    INFO(order);
    const Outcome shown = made->say(order, grace());
    const auto* reply = std::get_if<SayReply>(&shown.reply);
    REQUIRE(reply != nullptr);
    CHECK(reply->confidential);
  }
}

TEST_CASE("a text for others names no command of the chat", "[meeting][organise]") {
  const auto made = organised();
  const std::string preview = said(made->say("announce community", grace()));
  CHECK_FALSE(preview.substr(preview.find("For mailing lists")).contains("/report"));
}
