// tests/meeting/feeds_test.cpp: calendars that others subscribe to: what is in them, and that nothing of them changes but what
// has changed.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/feeds.hpp"

#include "tests/meeting/feed_rig.hpp"

using namespace usher;
using namespace usher::meeting;
using test::at;
using test::Feeding;
using test::published;

namespace {

const std::string& all = test::feed_of_all;
const std::string& community = test::feed_of_community;
const std::string& other_call = test::other_call;

}  // namespace

TEST_CASE("each series and tag has a calendar, and so have all together", "[meeting][feed]") {
  Feeding feeding;
  const auto triage = feeding.dates("/calendar/series/triage-and-more.ics");
  const auto call = feeding.dates(community);
  CHECK(call.size() == 29);
  CHECK(triage.contains(at(2026, 1, 15, 16)));
  CHECK(feeding.dates(all).size() == call.size() + triage.size());
  CHECK(feeding.dates("/calendar/tag/newcomer.ics").size() == call.size());
  const Entry& first = call.at(at(2026, 1, 14, 18));
  CHECK(first.summary == "Community Call");
  CHECK(first.status == "CONFIRMED");
  CHECK(first.sequence == 0);
  CHECK(first.url == "https://hackmd.io/agenda");
  CHECK(first.description.contains("Agenda: https://hackmd.io/agenda"));
  CHECK(first.description.contains("Code of Conduct"));
  CHECK(feeding.get(all)->document.type == "text/calendar; charset=utf-8");
}

TEST_CASE(
    "no link, number or passcode is in a public calendar unless the series says so",
    "[meeting][feed]"
) {
  {
    Feeding feeding;
    for (const auto& [path, tag] : feeding.tags()) {
      const std::string bytes = feeding.bytes(path);
      INFO(path << "\n" << bytes);
      for (const char* secret : {"zoom", "pwd", "4711", "0100", "7890"})
        CHECK_FALSE(bytes.contains(secret));
      if (!path.contains("community")) continue;
      CHECK(bytes.contains("/meeting next community"));
    }
  }
  meeting::Settings settings = published();
  settings.series[0].link_in_feed = true;
  Feeding feeding(settings);
  CHECK(feeding.bytes(community).contains("URL:https://e.zoom.us/j/x1?pwd=a"));
  CHECK_FALSE(feeding.bytes("/calendar/series/triage-and-more.ics").contains("pwd"));
}

TEST_CASE(
    "two calls of one event are both told where the link is, and none is the place",
    "[meeting][feed]"
) {
  meeting::Settings settings = published();
  settings.series[0].link_in_feed = true;
  Feeding feeding(settings);
  feeding.rig.calendars["calendar-1"] = test::calendar_with(
      {test::community_call + "DESCRIPTION:https://e.zoom.us/j/x9?pwd=z\r\n", other_call}
  );
  feeding.rig.run_for(std::chrono::hours(1));
  const Entry one = feeding.dates(community).at(at(2026, 1, 14, 18));
  CHECK(one.location.empty());
  CHECK(one.url == "https://hackmd.io/agenda");
  CHECK(one.description.contains("/j/x1?pwd=a"));
  CHECK(one.description.contains("/j/x9?pwd=z"));
}

TEST_CASE(
    "a date that is moved or called off keeps its UID, and its sequence grows", "[meeting][feed]"
) {
  Feeding feeding;
  const Entry before = feeding.dates(community).at(at(2026, 1, 14, 18));
  const Entry other = feeding.dates(community).at(at(2026, 1, 28, 18));
  feeding.rig.run_until(at(2026, 1, 11, 12));
  feeding.order("move community 2026-01-14 to 2026-01-15 17:00 UTC");
  const auto moved = feeding.dates(community);
  CHECK_FALSE(moved.contains(at(2026, 1, 14, 18)));
  const Entry after = moved.at(at(2026, 1, 15, 17));
  CHECK(after.uid == before.uid);
  CHECK(after.sequence > before.sequence);
  CHECK(after.modified == at(2026, 1, 11, 12));
  CHECK(before.modified == at(2026, 1, 10));
  CHECK(after.length == before.length);
  // And no other date has changed.
  CHECK(moved.at(at(2026, 1, 28, 18)).sequence == other.sequence);
  CHECK(moved.at(at(2026, 1, 28, 18)).modified == other.modified);

  feeding.rig.run_until(at(2026, 1, 12));
  feeding.order("cancel community 2026-01-15 because of snow");
  const Entry off = feeding.dates(community).at(at(2026, 1, 15, 17));
  CHECK(off.uid == before.uid);
  CHECK(off.status == "CANCELLED");
  CHECK(off.sequence > after.sequence);
  CHECK(feeding.dates(all).at(at(2026, 1, 15, 17)).status == "CANCELLED");

  // It stays until it is past; what takes place stays longer.
  feeding.rig.run_until(at(2026, 1, 15, 23));
  CHECK(feeding.dates(community).contains(at(2026, 1, 15, 17)));
  feeding.rig.run_until(at(2026, 1, 16, 1));
  CHECK_FALSE(feeding.dates(community).contains(at(2026, 1, 15, 17)));
  feeding.rig.run_until(at(2026, 2, 5));
  CHECK(feeding.dates(community).contains(at(2026, 1, 28, 18)));
  feeding.rig.run_until(at(2026, 3, 5));
  CHECK_FALSE(feeding.dates(community).contains(at(2026, 1, 28, 18)));
}

TEST_CASE(
    "what the calendar calls off, renames and relocates is in the feed, with the same UIDs",
    "[meeting][feed]"
) {
  meeting::Settings settings = published();
  settings.series[0].link_in_feed = true;
  settings.series[0].also = {"Community Meeting"};
  Feeding feeding(settings);
  const auto before = feeding.dates(community);
  std::string changed = test::community_call + "EXDATE:20260128T180000Z\r\n";
  changed.replace(changed.find("Community Call"), 14, "Community Meeting");
  changed.replace(changed.find("/x1?pwd=a"), 9, "/x5?pwd=e");
  feeding.rig.calendars["calendar-1"] = test::calendar_with({changed, other_call});
  feeding.rig.run_for(std::chrono::hours(1));
  const auto after = feeding.dates(community);
  REQUIRE(after.size() == before.size());
  for (const auto& [start, entry] : before) {
    CHECK(after.at(start).uid == entry.uid);
    CHECK(after.at(start).sequence > entry.sequence);
  }
  CHECK(after.at(at(2026, 1, 28, 18)).status == "CANCELLED");
  CHECK(after.at(at(2026, 2, 11, 18)).summary == "Community Meeting");
  CHECK(after.at(at(2026, 2, 11, 18)).url == "https://e.zoom.us/j/x5?pwd=e");
}

TEST_CASE(
    "a series that is gone is called off in the feed until its dates are past", "[meeting][feed]"
) {
  Feeding feeding;
  feeding.rig.calendars["calendar-1"] = test::calendar_with({other_call});
  feeding.rig.run_for(std::chrono::hours(1));
  const auto dates = feeding.dates(community);
  CHECK(dates.size() == 29);
  for (const auto& [start, entry] : dates) CHECK(entry.status == "CANCELLED");
  CHECK(feeding.dates(all).at(at(2026, 1, 14, 18)).status == "CANCELLED");
}

TEST_CASE("polls, restarts and time change nothing where nothing has changed", "[meeting][feed]") {
  Feeding feeding;
  const auto before = feeding.tags();
  REQUIRE(before.size() > 6);
  feeding.rig.run_until(at(2026, 1, 10, 11));
  CHECK(feeding.tags() == before);
  feeding.rig.start();
  feeding.rig.run_until(at(2026, 1, 10, 23));
  CHECK(feeding.tags() == before);
  // A calendar that is built anew has other UIDs and an order of its own.
  feeding.rig.calendars["calendar-1"] = test::calendar_with({other_call, test::community_call});
  feeding.rig.run_for(std::chrono::minutes(30));
  CHECK(feeding.tags() == before);
}

TEST_CASE("very many dates are written in many small steps", "[meeting][feed]") {
  std::vector<std::string> events;
  events.reserve(150);
  for (int i = 0; i < 150; ++i)
    events.push_back(
        "SUMMARY:Call " + std::to_string(i) +
        "\r\nDTSTART:20260114T180000Z\r\nDTEND:20260114T190000Z\r\nRRULE:FREQ=WEEKLY\r\n"
    );
  Feeding feeding;
  feeding.rig.calendars["calendar-1"] = test::calendar_with(events);
  feeding.rig.run_for(std::chrono::hours(1));
  CHECK(feeding.dates("/calendar/series/call-149.ics").size() == 33);
  const Calendar whole = read_calendar(feeding.bytes(all), Zone());
  CHECK(whole.entries.size() == 1'000);  // the first of them
  CHECK(feeding.bytes(all).size() < 1'200'000);
}
