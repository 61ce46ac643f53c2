// tests/meeting/feed_pages_test.cpp: where calendars are published, and how people come to them.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/feeds.hpp"
#include "tests/meeting/feed_rig.hpp"

using namespace usher;
using namespace usher::meeting;
using test::at;
using test::Feeding;
using test::person;
using test::published;
using test::said;

namespace {

const std::string& all = test::feed_of_all;
const std::string& community = test::feed_of_community;

}  // namespace

TEST_CASE(
    "each date that is near has a file of its own, which the button leads to", "[meeting][feed]"
) {
  Feeding feeding;
  feeding.rig.run_until(at(2026, 1, 13, 18, 1));
  const auto posts = feeding.rig.posts_to("meetings");
  REQUIRE(posts.size() == 1);
  std::string url;
  for (const Block& block : posts[0].doc().blocks())
    if (const auto* row = std::get_if<Buttons>(&block))
      for (const Button& button : row->buttons)
        if (button.label == "Add to calendar") url = button.url;
  const std::string head = "https://chat.example.org";
  INFO(url);
  REQUIRE(url.starts_with(head + "/calendar/date/20260114T180000Z-"));
  const auto dates = feeding.dates(url.substr(head.size()));
  REQUIRE(dates.size() == 1);
  CHECK(dates.contains(at(2026, 1, 14, 18)));
  // It leads to the date also when that was moved out of sight.
  feeding.order("move community 2026-01-14 to 2026-04-14 17:00 UTC");
  CHECK(feeding.dates(url.substr(head.size())).contains(at(2026, 4, 14, 17)));
}

TEST_CASE(
    "without a public calendar the button gives the date as a file, to one alone", "[meeting][feed]"
) {
  Feeding feeding(test::usual_settings());
  CHECK(feeding.tags().empty());
  feeding.rig.run_until(at(2026, 1, 13, 18, 1));
  const auto posts = feeding.rig.posts_to("meetings");
  REQUIRE(posts.size() == 1);
  std::string value;
  for (const Block& block : posts[0].doc().blocks())
    if (const auto* row = std::get_if<Buttons>(&block))
      for (const Button& button : row->buttons)
        if (button.action == "meeting.calendar") value = button.value;
  REQUIRE_FALSE(value.empty());
  const Outcome outcome = feeding.rig.give(Press{"meeting.calendar", value, {}, ""}, person("ada"));
  const auto* reply = std::get_if<SayReply>(&outcome.reply);
  REQUIRE(reply != nullptr);
  CHECK(reply->confidential);
  std::string file;
  for (const Block& block : reply->doc.blocks())
    if (const auto* text = std::get_if<Preformatted>(&block)) file = text->text;
  const Calendar calendar = read_calendar(file, Zone());
  INFO(file);
  REQUIRE(calendar.entries.size() == 1);
  CHECK(calendar.entries[0].start.at() == at(2026, 1, 14, 18));
  CHECK(calendar.entries[0].url == "https://e.zoom.us/j/x1?pwd=a");
  CHECK(calendar.entries[0].uid.starts_with("20260114T180000Z-"));
  CHECK(said(feeding.rig.say("calendar", person("ada"))).contains("no calendar here"));
}

TEST_CASE("a series that is not to be in feeds is in none", "[meeting][feed]") {
  meeting::Settings settings = published();
  settings.series[0].in_feed = false;
  Feeding feeding(settings);
  CHECK_FALSE(feeding.get(community));
  CHECK_FALSE(feeding.get("/calendar/tag/newcomer.ics"));
  CHECK_FALSE(feeding.dates(all).contains(at(2026, 1, 14, 18)));
  CHECK(feeding.dates(all).contains(at(2026, 1, 15, 16)));
  CHECK(said(feeding.rig.say("calendar community", person("ada"))).contains("no calendar here"));
}

TEST_CASE("what was published goes when it is not to be public any more", "[meeting][feed]") {
  test::MeetingRig rig(published());
  rig.now = at(2026, 1, 10);
  rig.calendars["calendar-1"] = test::calendar_with({test::community_call});
  rig.start();
  REQUIRE_FALSE(published_by(rig.db, "meeting").empty());
  rig.configure(test::usual_settings());
  rig.start();
  CHECK(published_by(rig.db, "meeting").empty());
}

TEST_CASE("/meeting calendar says where to subscribe, and how", "[meeting][feed]") {
  Feeding feeding;
  const auto ask = [&](const std::string& typed) {
    return said(feeding.rig.say(typed, person("ada")));
  };
  const std::string whole = ask("calendar");
  CHECK(whole.contains("https://chat.example.org/calendar/all.ics"));
  CHECK(whole.contains("webcal://chat.example.org/calendar/all.ics"));
  for (const char* program : {"Google", "Apple", "Outlook"}) CHECK(whole.contains(program));
  CHECK(ask("calendar community").contains("/calendar/series/community.ics"));
  CHECK(ask("calendar tag:newcomer").contains("/calendar/tag/newcomer.ics"));
  CHECK(ask("calendar triage").contains("/calendar/series/triage-and-more.ics"));
  CHECK(ask("calendar nothing").contains("I know no meeting"));
  CHECK(ask("日历 community").contains("/calendar/series/community.ics"));
}

TEST_CASE("titles of any script have an address", "[meeting][feed]") {
  Feeding feeding;
  feeding.rig.calendars["calendar-1"] = test::calendar_with(
      {"SUMMARY:社区会议 50%/?#\r\nDTSTART:20260114T180000Z\r\nDTEND:20260114T190000Z\r\n"}
  );
  feeding.rig.run_for(std::chrono::hours(1));
  const std::string answer = said(feeding.rig.say("calendar 社区会议", person("ada")));
  INFO(answer);
  CHECK(answer.contains("/calendar/series/%E7%A4%BE%E5%8C%BA%E4%BC%9A%E8%AE%AE-50.ics"));
  CHECK(feeding.get("/calendar/series/社区会议-50.ics"));
}

TEST_CASE("a whole day is that day also where clocks are far from UTC", "[meeting][feed]") {
  Feeding feeding;
  feeding.rig.calendars["calendar-1"] = test::calendar_with(
      {"SUMMARY:Sprint\r\nDTSTART;VALUE=DATE:20260114\r\nDTEND;VALUE=DATE:20260116\r\n"}
  );
  feeding.rig.calendars["calendar-1"].insert(
      feeding.rig.calendars["calendar-1"].find("BEGIN:VEVENT"), "X-WR-TIMEZONE:Asia/Tokyo\r\n"
  );
  feeding.rig.run_for(std::chrono::hours(1));
  CHECK(feeding.bytes(all).contains("DTSTART;VALUE=DATE:20260114\r\nDTEND;VALUE=DATE:20260116"));
  const auto dates = dates_ahead(feeding.rig.db, feeding.rig.now, 10);
  REQUIRE(dates.size() == 1);
  const Outcome outcome = feeding.rig.give(
      Press{"meeting.calendar", std::to_string(dates[0].id), {}, ""}, person("ada")
  );
  const auto* reply = std::get_if<SayReply>(&outcome.reply);
  REQUIRE(reply != nullptr);
  std::string google;
  for (const Block& block : reply->doc.blocks())
    if (const auto* row = std::get_if<Buttons>(&block)) google = row->buttons[0].url;
  INFO(google);
  CHECK(google.contains("dates=20260114/20260116"));
}
