// tests/meeting/reading_test.cpp: what is made of a calendar.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/reading.hpp"

#include "commands/meeting/local_calendar.hpp"
#include "tests/meeting/rig.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::meeting;
using test::at;

TEST_CASE("events of one title are one series", "[meeting][reading]") {
  const std::string text = test::calendar_with(
      {"SUMMARY:Newcomers' Hour\r\nDTSTART:20260115T200000Z\r\nDTEND:20260115T210000Z\r\n"
       "RRULE:FREQ=DAILY;INTERVAL=28;COUNT=3\r\nURL:https://e.zoom.us/j/x1\r\n",
       "SUMMARY:Newcomers Hour\r\nDTSTART:20260129T120000Z\r\nDTEND:20260129T130000Z\r\n"
       "RRULE:FREQ=DAILY;INTERVAL=28;COUNT=2\r\n",
       "SUMMARY:Triage - "
       "CANCELED\r\nDTSTART;TZID=Europe/Berlin:20260107T180000\r\nDURATION:PT1H\r\n"}
  );
  const Reading read = read_meetings(text, Zone(), at(2026, 1, 1), at(2027, 1, 1));
  REQUIRE(read.series.size() == 2);
  const ReadSeries& triage = read.series[0];
  CHECK(triage.title == "Triage");
  CHECK(triage.next_cancelled);
  CHECK(triage.zone == "Europe/Berlin");
  REQUIRE(triage.occurrences.size() == 1);
  CHECK(triage.occurrences[0].start == at(2026, 1, 7, 17));
  CHECK(triage.occurrences[0].end == at(2026, 1, 7, 18));
  const ReadSeries& newcomers = read.series[1];
  CHECK(newcomers.key == "newcomers hour");
  CHECK(newcomers.occurrences.size() == 5);
  CHECK(newcomers.join == "https://e.zoom.us/j/x1");
  CHECK(newcomers.ends == at(2026, 3, 12, 20));
  CHECK(triage.ends == sys_seconds{});
}

TEST_CASE("one that was changed by itself has its own words", "[meeting][reading]") {
  const std::string text =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
      "BEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Call\r\n"
      "DTSTART:20260107T180000Z\r\nDTEND:20260107T190000Z\r\nRRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20260101T000000Z\r\nRECURRENCE-ID:20260114T180000Z\r\n"
      "SUMMARY:Call with guests\r\nDTSTART:20260115T180000Z\r\nDTEND:20260115T190000Z\r\n"
      "LOCATION:https://meet.jit.si/guests\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20260101T000000Z\r\nRECURRENCE-ID:20260121T180000Z\r\n"
      "SUMMARY:Call\r\nSTATUS:CANCELLED\r\nDTSTART:20260121T180000Z\r\nEND:VEVENT\r\n"
      "END:VCALENDAR\r\n";
  const Reading read = read_meetings(text, Zone(), at(2026, 1, 1), at(2026, 2, 1));
  REQUIRE(read.series.size() == 1);
  const auto& dates = read.series[0].occurrences;
  REQUIRE(dates.size() == 4);
  CHECK(dates[1].start == at(2026, 1, 15, 18));
  CHECK(dates[1].title == "Call with guests");
  CHECK(dates[1].join == "https://meet.jit.si/guests");
  CHECK(dates[2].cancelled);
  CHECK(read.series[0].ends == sys_seconds{});
}

TEST_CASE("a reading comes back as it was written", "[meeting][reading]") {
  const std::string text = test::calendar_with(
      {"SUMMARY:A\r\nDTSTART:20260107T180000Z\r\nDTEND:20260107T190000Z\r\nRRULE:FREQ=WEEKLY;COUNT="
       "4\r\n"
       "DESCRIPTION:Words\\, and https://hackmd.io/x\r\nLOCATION:Room 7\r\n",
       "SUMMARY:B\r\nDTSTART;VALUE=DATE:20260110\r\n",
       "SUMMARY:C\r\nDTSTART:20260110T100000Z\r\nRRULE:FREQ=NEVER\r\n"}
  );
  const Reading read = read_meetings(text, Zone(), at(2026, 1, 1), at(2027, 1, 1));
  CHECK(read.problems.size() == 1);
  const auto back = decode_reading(encode(read));
  REQUIRE(back);
  CHECK(back->series == read.series);
  CHECK(back->problems == read.problems);
  CHECK(back->from == read.from);
  CHECK(back->until == read.until);
  const std::string bytes = encode(read.series[0]);
  CHECK(decode_series(bytes) == read.series[0]);
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK_FALSE(decode_series(bytes.substr(0, size)));
  // Times that cannot be reckoned with are none of ours.
  for (const sys_seconds wrong : {sys_seconds::min(), sys_seconds::max()}) {
    ReadSeries odd = read.series[0];
    odd.occurrences[0].start = wrong;
    CHECK_FALSE(decode_series(encode(odd)));
    odd = read.series[0];
    odd.occurrences[0].end = wrong;
    CHECK_FALSE(decode_series(encode(odd)));
  }
  CHECK_FALSE(decode_reading("nonsense"));
  const auto window = window_in(window_path(read.from, read.until));
  REQUIRE(window);
  CHECK(*window == std::pair(read.from, read.until));
  CHECK_FALSE(window_in("1"));
  CHECK_FALSE(window_in("1 x"));
}

TEST_CASE("a calendar of too much is cut where it is said", "[meeting][reading]") {
  const std::string text =
      test::calendar_with({"SUMMARY:A\r\nDTSTART:20260101T000000Z\r\nRRULE:FREQ=HOURLY\r\n"});
  const Reading read = read_meetings(text, Zone(), at(2026, 1, 1), at(2027, 1, 1));
  CHECK(read.series.at(0).occurrences.size() == most_read);
  CHECK(read.until == at(2026, 1, 1) + std::chrono::hours(most_read));
  CHECK(read.problems.size() == 1);
}

TEST_CASE("meetings of the configuration's own are read like all others", "[meeting][reading]") {
  LocalMeeting sprint;
  sprint.name = "sprint";
  sprint.title = "Docs sprint; all, welcome";
  sprint.start = "2026-03-25T18:00";
  sprint.zone = "Europe/Berlin";
  sprint.rule = "FREQ=WEEKLY;COUNT=3";
  sprint.except = {"2026-04-01"};
  sprint.length = std::chrono::minutes(90);
  sprint.url = "https://meet.jit.si/docs";
  sprint.description = std::string("Lines\nand a long one: ") + std::string(200, 'x');
  LocalMeeting once;
  once.name = "once";
  once.title = "Once";
  once.start = "2026-05-01T12:00";
  once.zone = "UTC";
  const std::vector<LocalMeeting> all{sprint, once};
  const Reading read = read_meetings(calendar_of(all), Zone(), at(2026, 1, 1), at(2027, 1, 1));
  CHECK(read.problems.empty());
  REQUIRE(read.series.size() == 2);
  CHECK(read.series[0].title == "Docs sprint; all, welcome");
  REQUIRE(read.series[0].occurrences.size() == 2);
  // Daylight saving time begins between them.
  CHECK(read.series[0].occurrences[0].start == at(2026, 3, 25, 17));
  CHECK(read.series[0].occurrences[1].start == at(2026, 4, 8, 16));
  CHECK(read.series[0].join == "https://meet.jit.si/docs");
  CHECK(read.series[0].description.size() > 200);
  CHECK(read.series[1].occurrences.at(0).start == at(2026, 5, 1, 12));
}
