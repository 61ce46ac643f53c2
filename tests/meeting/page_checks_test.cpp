// tests/meeting/page_checks_test.cpp: pages of agendas that say otherwise than the calendar.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/page_checks.hpp"

#include "tests/meeting/rig.hpp"

using namespace usher;
using test::at;
using test::MeetingRig;

namespace {

struct World {
  std::string page;
  errc error = errc::ok;
  int reads = 0;
};

std::unique_ptr<MeetingRig> made_rig(World& world) {
  meeting::Settings settings = test::usual_settings();
  settings.series[0].pad = "page-1";
  settings.organisers = {"web:organisers"};
  settings.pad_service = "pads";
  auto made = std::make_unique<MeetingRig>(std::move(settings));
  made->now = at(2026, 1, 10, 9);
  made->calendars["calendar-1"] = test::calendar_with({test::community_call});
  made->pads = [&world](const Call& call) {
    Fetched out;
    out.error = world.error;
    out.status = world.error == errc::ok ? 200 : 0;
    if (call.method == "WRITE") {
      world.page = call.body;
    } else {
      ++world.reads;
      out.body = world.page;
      out.etag = std::to_string(std::hash<std::string>()(world.page));
    }
    return out;
  };
  made->start();
  return made;
}

}  // namespace

TEST_CASE("organisers hear of another time before anybody is reminded", "[meeting][page]") {
  World world{"# Agenda\n\n## 2026-01-14 Call\n\n- Time: 17:00 (6 pm) UTC\n"};
  const auto made = made_rig(world);
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 13, 16, 59));
  CHECK(rig.posts_to("organisers").empty());
  rig.run_until(at(2026, 1, 13, 17, 30));
  CHECK(rig.posts_to("meetings").empty());
  REQUIRE(rig.posts_to("organisers").size() == 1);
  const std::string told = rig.posts_to("organisers")[0].text();
  INFO(told);
  CHECK(told.contains("disagree about Community Call"));
  CHECK(told.contains("The page says: - Time: 17:00 (6 pm) UTC"));
  CHECK(told.contains("The calendar says: Wed 14 Jan 2026, 18:00 UTC"));
  // Once, whatever is read again, and in no other room.
  rig.start();
  rig.run_until(at(2026, 1, 14, 19));
  CHECK(rig.posts_to("organisers").size() == 1);
  for (const auto& one : rig.posts_to("meetings")) CHECK_FALSE(one.text().contains("17:00 (6 pm)"));
}

TEST_CASE("another call is told of as well, and both links", "[meeting][page]") {
  World world{"## 2026-01-14 Call\n\n- Time: 18:00 UTC\n- Join https://e.zoom.us/j/x2?pwd=b\n"};
  const auto made = made_rig(world);
  made->run_until(at(2026, 1, 13, 17, 30));
  REQUIRE(made->posts_to("organisers").size() == 1);
  const std::string told = made->posts_to("organisers")[0].text();
  CHECK(told.contains("https://e.zoom.us/j/x2?pwd=b"));
  CHECK(told.contains("https://e.zoom.us/j/x1?pwd=a"));
  CHECK_FALSE(told.contains("The page says"));
}

TEST_CASE("a page that agrees, or speaks of other dates, says nothing", "[meeting][page]") {
  for (const char* page :
       {"## 2026-01-14 Call\n- Time: 18:00 UTC\n- https://e.zoom.us/j/x1\n",
        "## 2025-12-31 Call\n- Time: 17:00 UTC\n", "Time: 17:00 UTC\n",
        "## 2026-01-14 Call\n- Time: 11am EST\n## 2025-12-31\n- Time: 17:00 UTC\n"}) {
    World world{page};
    const auto made = made_rig(world);
    made->run_until(at(2026, 1, 14, 17));
    INFO(page);
    CHECK(made->posts_to("organisers").empty());
    CHECK(world.reads >= 1);
  }
}

TEST_CASE(
    "a page that cannot be read is told of once, when it is to be prepared", "[meeting][page]"
) {
  World world{"", errc::unauthorized};
  const auto made = made_rig(world);
  made->run_until(at(2026, 1, 13, 17, 30));
  CHECK(made->posts_to("organisers").empty());
  made->run_until(at(2026, 1, 14, 17));
  CHECK(made->posts_to("organisers").size() == 1);
}

TEST_CASE("after a move the page is read again for the new time", "[meeting][page]") {
  World world{"## 2026-01-14 Call\n- Time: 18:00 UTC\n"};
  const auto made = made_rig(world);
  MeetingRig& rig = *made;
  rig.run_until(at(2026, 1, 13, 20));
  CHECK(rig.posts_to("organisers").empty());
  rig.calendars["calendar-1"] = test::calendar_with(
      {"SUMMARY:Community Call\r\nDTSTART:20260114T200000Z\r\nDTEND:20260114T210000Z\r\n"
       "RRULE:FREQ=DAILY;INTERVAL=14\r\nURL:https://e.zoom.us/j/x1?pwd=a\r\n"}
  );
  rig.run_until(at(2026, 1, 13, 21));
  REQUIRE(rig.posts_to("organisers").size() == 1);
  CHECK(rig.posts_to("organisers")[0].text().contains("Wed 14 Jan 2026, 20:00 UTC"));
}
