// tests/meeting/late_test.cpp: after a time away, and when clocks are set.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/late.hpp"

#include "tests/meeting/rig.hpp"

using namespace usher;
using namespace std::chrono_literals;
using meeting::worth_saying;
using test::at;
using test::MeetingRig;
using test::person;

namespace {

std::unique_ptr<MeetingRig> started(sys_seconds now) {
  auto made = std::make_unique<MeetingRig>(test::usual_settings());
  MeetingRig& rig = *made;
  rig.now = now;
  rig.calendars["calendar-1"] = test::calendar_with(
      {"SUMMARY:Community Call\r\nDTSTART:20260114T180000Z\r\nDTEND:20260114T190000Z\r\n"
       "RRULE:FREQ=DAILY;INTERVAL=14\r\n",
       "SUMMARY:Triage Call\r\nDTSTART:20260114T200000Z\r\nDTEND:20260114T210000Z\r\n"
       "RRULE:FREQ=DAILY;INTERVAL=14\r\n"}
  );
  rig.start();
  return made;
}

}  // namespace

TEST_CASE("what is still worth saying follows from how late it is", "[meeting][late]") {
  const sys_seconds start = at(2026, 1, 14, 18);
  CHECK(worth_saying(start, 0s, start));
  CHECK(worth_saying(start, 0s, start + 15min));
  CHECK_FALSE(worth_saying(start, 0s, start + 15min + 1s));
  CHECK_FALSE(worth_saying(start, 0s, start - 1s));
  for (const auto lead : {600s, 3600s, 7200s}) {
    CHECK(worth_saying(start, lead, start - lead));
    CHECK(worth_saying(start, lead, start - 1s));
    CHECK_FALSE(worth_saying(start, lead, start));
  }
  for (const auto lead : {std::chrono::seconds(3h), std::chrono::seconds(24h)}) {
    CHECK(worth_saying(start, lead, start - lead));
    CHECK(worth_saying(start, lead, start - 2h));
    CHECK_FALSE(worth_saying(start, lead, start - 2h + 1s));
  }
}

TEST_CASE("away for three hours: one message that says how long it really is", "[meeting][late]") {
  const auto made = started(at(2026, 1, 12));
  MeetingRig& rig = *made;
  rig.say("subscribe community 24h 1h 10m", person("ada"));
  rig.run_until(at(2026, 1, 13, 17));
  rig.stop_until(at(2026, 1, 13, 20));
  rig.start();
  const auto ada = rig.posts_to("ada");
  REQUIRE(ada.size() == 1);
  CHECK(ada[0].text().contains("in 22 hours"));
  rig.run_until(at(2026, 1, 14, 16, 30));
  rig.stop_until(at(2026, 1, 14, 17, 55));
  rig.start();
  // An hour and ten minutes before were both missed: said once.
  REQUIRE(rig.posts_to("ada").size() == 2);
  CHECK(rig.posts_to("ada")[1].text().contains("in 5 minutes"));
}

TEST_CASE(
    "away over the beginning: only who asked for it hears that it has begun", "[meeting][late]"
) {
  const auto made = started(at(2026, 1, 12));
  MeetingRig& rig = *made;
  rig.say("subscribe community 10m", person("ada"));
  rig.say("subscribe community start", person("bo"));
  rig.run_until(at(2026, 1, 14, 17));
  rig.stop_until(at(2026, 1, 14, 18, 5));
  rig.start();
  CHECK(rig.posts_to("ada").empty());
  REQUIRE(rig.posts_to("bo").size() == 1);
  CHECK(rig.posts_to("bo")[0].text().contains("started 5 minutes ago"));
}

TEST_CASE("several meetings that were missed come in one message", "[meeting][late]") {
  const auto made = started(at(2026, 1, 12));
  MeetingRig& rig = *made;
  rig.say("subscribe all 24h", person("ada"));
  rig.run_until(at(2026, 1, 13, 17));
  rig.stop_until(at(2026, 1, 14, 8));
  rig.start();
  const auto ada = rig.posts_to("ada");
  REQUIRE(ada.size() == 1);
  CHECK(ada[0].text().contains("What is coming up"));
  CHECK(ada[0].text().contains("Community Call"));
  CHECK(ada[0].text().contains("Triage Call"));
}

TEST_CASE("away for days and for weeks: no storm, and organisers are told", "[meeting][late]") {
  for (const auto away : {std::chrono::seconds(72h), std::chrono::seconds(21 * 24h)}) {
    const auto made = started(at(2026, 1, 12));
    MeetingRig& rig = *made;
    for (int i = 0; i < 20; ++i)
      rig.say("subscribe all 24h 1h 10m start", person("p" + std::to_string(i)));
    rig.run_until(at(2026, 1, 12, 12));
    const std::size_t before = rig.posts.size();
    rig.stop_until(at(2026, 1, 12, 12) + away);
    rig.start();
    INFO(away.count());
    const auto told = rig.posts_to("grace");
    REQUIRE(told.size() == 1);
    CHECK(told[0].text().contains("I was not running from"));
    CHECK(rig.posts.size() == before + 1);  // nothing else: no date is near
    rig.start();
    CHECK(rig.posts.size() == before + 1);
  }
}

TEST_CASE("a clock that is set back or on reminds nobody twice", "[meeting][late]") {
  const auto made = started(at(2026, 1, 12));
  MeetingRig& rig = *made;
  rig.say("subscribe community 24h 1h", person("ada"));
  rig.run_until(at(2026, 1, 13, 18, 30));
  CHECK(rig.posts_to("ada").size() == 1);
  rig.now -= 1h;
  rig.start();
  rig.run_for(2h);
  CHECK(rig.posts_to("ada").size() == 1);
  rig.now += 1h;
  rig.run_until(at(2026, 1, 14, 18));
  CHECK(rig.posts_to("ada").size() == 2);
}

TEST_CASE("a machine that slept over it says what is left", "[meeting][late]") {
  const auto made = started(at(2026, 1, 12));
  MeetingRig& rig = *made;
  rig.say("subscribe community 1h", person("ada"));
  rig.run_until(at(2026, 1, 14, 16));
  rig.stop_until(at(2026, 1, 14, 17, 40));  // no restart: the job is late
  rig.run_for(1s);
  REQUIRE(rig.posts_to("ada").size() == 1);
  CHECK(rig.posts_to("ada")[0].text().contains("in 20 minutes"));
}

TEST_CASE("a clock that was years ahead once keeps nobody waiting", "[meeting][late]") {
  const auto made = started(at(2026, 1, 12));
  MeetingRig& rig = *made;
  rig.say("subscribe community 1h", person("ada"));
  const sys_seconds right = rig.now;
  rig.stop_until(at(2036, 1, 1));
  rig.start();
  rig.stop_until(right);
  rig.start();
  rig.run_until(at(2026, 1, 14, 19));
  const auto ada = rig.posts_to("ada");
  REQUIRE_FALSE(ada.empty());
  CHECK(ada.back().at == at(2026, 1, 14, 17));
}
