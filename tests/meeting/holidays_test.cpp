// tests/meeting/holidays_test.cpp: meetings on holidays.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/holidays.hpp"

#include "tests/meeting/organising.hpp"

using namespace usher;
using namespace std::chrono_literals;
using test::at;
using test::MeetingRig;

namespace {

std::string holiday(
    const std::string& name, const std::string& first, const std::string& last = {}
) {
  std::string out = "SUMMARY:" + name + "\r\nDTSTART;VALUE=DATE:" + first + "\r\n";
  if (!last.empty()) out += "DTEND;VALUE=DATE:" + last + "\r\n";
  return out;
}

meeting::Settings settings_with(const std::string& zone = "Europe/Berlin") {
  meeting::Settings out = test::usual_settings();
  out.organisers = {"web:organisers"};
  out.holidays = {{"holidays-1", "de.ics", "Germany", zone}};
  return out;
}

std::unique_ptr<MeetingRig> made_rig(
    const std::vector<std::string>& days, const std::string& zone = "Europe/Berlin"
) {
  auto made = std::make_unique<MeetingRig>(settings_with(zone));
  made->now = at(2026, 1, 2, 9);
  made->calendars["calendar-1"] = test::calendar_with({test::community_call});
  made->holidays["holidays-1"] = test::calendar_with(days);
  made->start();
  return made;
}

std::size_t warnings(const MeetingRig& rig) {
  std::size_t out = 0;
  for (const auto& one : rig.posts_to("organisers"))
    if (one.text().contains("falls on a holiday")) ++out;
  return out;
}

}  // namespace

TEST_CASE("a calendar of holidays is one of days", "[meeting][holiday]") {
  using meeting::Holiday;
  const std::string ics = test::calendar_with(
      {holiday("New Year", "20260101"), holiday("Spring festival\\nlong", "20260217", "20260220"),
       "SUMMARY:A meeting\r\nDTSTART:20260105T100000Z\r\n",
       holiday("Labour Day", "20250501") + "RRULE:FREQ=YEARLY\r\n",
       holiday("Off", "20260601") + "STATUS:CANCELLED\r\n"}
  );
  const auto found =
      meeting::holidays_in(meeting::holiday_lines(ics, at(2026, 1, 1), at(2027, 1, 1)));
  std::vector<std::string> days;
  days.reserve(found.size());
  for (const Holiday& one : found)
    days.push_back(std::to_string(one.day.time_since_epoch().count()) + one.name);
  CHECK(
      days ==
      std::vector<std::string>{
          "20454New Year", "20501Spring festival long", "20502Spring festival long",
          "20503Spring festival long", "20574Labour Day"
      }
  );
}

TEST_CASE(
    "organisers hear of a meeting on a holiday two weeks before, once", "[meeting][holiday]"
) {
  const auto made = made_rig({holiday("Day of the test", "20260128")});
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 14, 11));
  CHECK(warnings(rig) == 0);
  rig.run_until(at(2026, 1, 15, 1));
  REQUIRE(warnings(rig) == 1);
  const std::string told = rig.posts_to("organisers").back().text();
  INFO(told);
  CHECK(told.contains("Community Call"));
  CHECK(told.contains("Germany: Day of the test"));
  CHECK(told.contains("/meeting move community"));
  // Neither polls nor restarts nor another reading say it again, and no room hears of it.
  rig.holidays["holidays-1"] =
      test::calendar_with({holiday("Day of the test", "20260128"), holiday("Far away", "20261003")}
      );
  rig.start();
  rig.run_until(at(2026, 1, 28, 20));
  CHECK(warnings(rig) == 1);
  for (const auto& one : rig.posts_to("meetings")) CHECK_FALSE(one.text().contains("holiday"));
  CHECK(rig.posts_to("grace").empty());
}

TEST_CASE("one that is found later is told at once", "[meeting][holiday]") {
  const auto made = made_rig({});
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 12));
  CHECK(warnings(rig) == 0);
  rig.holidays["holidays-1"] = test::calendar_with({holiday("A day", "20260114")});
  rig.run_until(at(2026, 1, 13, 10));
  CHECK(warnings(rig) == 1);
}

TEST_CASE("whose day it is decides", "[meeting][holiday]") {
  // 18:00 UTC on the 14th is the 15th in Shanghai.
  const auto far = made_rig({holiday("A day", "20260115")}, "Asia/Shanghai");
  far->run_until(at(2026, 1, 10));
  CHECK(warnings(*far) == 1);
  const auto near = made_rig({holiday("A day", "20260115")});
  near->run_until(at(2026, 1, 10));
  CHECK(warnings(*near) == 0);
  // Without a zone, that of the meeting.
  const auto own = made_rig({holiday("A day", "20260114")}, "");
  own->run_until(at(2026, 1, 10));
  CHECK(warnings(*own) == 1);
}

TEST_CASE(
    "a meeting that is moved to a holiday is shown so before, and told of", "[meeting][holiday]"
) {
  test::Organising with;
  MeetingRig& rig = with.rig;
  rig.configure(settings_with());
  rig.holidays["holidays-1"] = test::calendar_with({holiday("A day", "20260116")});
  rig.start();
  CHECK_FALSE(with.shown("move community 2026-01-14 to 2026-01-15 18:00 UTC").empty());
  CHECK_FALSE(with.preview.contains("holiday"));
  const std::string value = with.shown("move community 2026-01-14 to 2026-01-16 18:00 UTC");
  CHECK(with.preview.contains("That day is a holiday:"));
  CHECK(with.preview.contains("Germany: A day"));
  // It is no reason not to.
  with.press(value, with.grace());
  rig.run_for(7h);
  CHECK(warnings(rig) == 1);
}

TEST_CASE(
    "a calendar of holidays that cannot be read is told to the operator once", "[meeting][holiday]"
) {
  const auto made = made_rig({holiday("A day", "20260128")});
  MeetingRig& rig = *made;
  rig.holidays.clear();
  rig.run_until(at(2026, 1, 8));
  auto row = rig.db.query("SELECT count(*),max(what) FROM notices");
  REQUIRE(row.next());
  CHECK(row.integer(0) == 1);
  CHECK(std::string(row.text(1)).contains("holidays de.ics"));
  // What is known stays.
  rig.run_until(at(2026, 1, 15, 1));
  CHECK(warnings(rig) == 1);
}

TEST_CASE("a region that is configured no more is forgotten", "[meeting][holiday]") {
  const auto made = made_rig({holiday("A day", "20260114")});
  MeetingRig& rig = *made;
  meeting::Settings none = settings_with();
  none.holidays.clear();
  rig.configure(none);
  rig.start();
  CHECK_FALSE(rig.db.query("SELECT 1 FROM meeting_holidays").next());
  CHECK_FALSE(rig.db.query("SELECT 1 FROM meeting_holiday_sources").next());
}
