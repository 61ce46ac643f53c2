// tests/meeting/calendar_test.cpp: calendar files as they are found, whole and broken.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/occurrences.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace usher::meeting;
using namespace std::chrono_literals;

namespace {

std::string calendar(const std::string& inside) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + inside + "END:VCALENDAR\r\n";
}
std::string event(const std::string& lines) {
  return "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Call\r\n" + lines + "END:VEVENT\r\n";
}
constexpr auto year = [](int number) {
  return std::chrono::sys_days(std::chrono::year(number) / 1 / 1);
};
Occurrences all_of(const Calendar& from) { return occurrences(from, year(2024), year(2025)); }
std::string told(const Calendar& from) {
  std::string out;
  for (const Problem& one : from.problems) out += std::to_string(one.line) + ": " + one.what + "\n";
  return out;
}

}  // namespace

TEST_CASE(
    "lines may end anyhow, be folded within a character, and a mark may stand before them",
    "[meeting]"
) {
  const std::string text =
      "\xef\xbb\xbf"
      "BEGIN:VCALENDAR\nX-WR-CALNAME:Calls\nBEGIN:VEVENT\nUID:a\nSUMMARY:\xe6\x8f\n "
      "\x90\xe6\xa1\x88\n"
      "DTSTART:20240703T180000Z\nDTEND:20240703T190000Z\nEND:VEVENT\nEND:VCALENDAR\n";
  const Calendar read = read_calendar(text, Zone());
  CHECK(told(read).empty());
  CHECK(read.name == "Calls");
  REQUIRE(read.entries.size() == 1);
  CHECK(read.entries[0].summary == "提案");
  CHECK(read.entries[0].length == 1h);
}

TEST_CASE("one event that is broken takes no other with it, and its line is told", "[meeting]") {
  const Calendar read = read_calendar(
      calendar(
          event("DTSTART:20240703T180000Z\r\n") +
          "BEGIN:VEVENT\r\nUID:b\r\nSUMMARY:Unfinished\r\n" +
          event("DTSTART:20240704T180000Z\r\n") + event("SUMMARY:No start\r\n") +
          event("DTSTART:20240705T180000Z\r\nRRULE:FREQ=NEVER\r\n")
      ),
      Zone()
  );
  CHECK(read.entries.size() == 3);
  CHECK(told(read).contains("8: what begins here does not end"));
  CHECK(told(read).contains("no DTSTART"));
  CHECK(read.problems.size() >= 3);
}

TEST_CASE(
    "a zone of Windows's, one behind a vendor's path, and a calendar's own are known", "[meeting]"
) {
  const std::string own =
      "BEGIN:VTIMEZONE\r\nTZID:Custom/Zone\r\nBEGIN:STANDARD\r\nDTSTART:20231029T030000\r\n"
      "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:"
      "STANDARD\r\n"
      "BEGIN:DAYLIGHT\r\nDTSTART:20240331T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
      "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n";
  const auto start_of = [&](const std::string& zone, const std::string& when) {
    const Calendar read =
        read_calendar(calendar(own + event("DTSTART;TZID=" + zone + ":" + when + "\r\n")), Zone());
    CHECK(told(read).empty());
    REQUIRE(read.entries.size() == 1);
    return read.entries[0].start.at() - usher::sys_seconds(year(2024));
  };
  for (const char* zone :
       {"Europe/Berlin", "\"W. Europe Standard Time\"", "/example.org/2024/Europe/Berlin",
        "Custom/Zone"}) {
    INFO(zone);
    CHECK(start_of(zone, "20240110T180000") == std::chrono::days(9) + 17h);
    CHECK(start_of(zone, "20240710T180000") == std::chrono::days(191) + 16h);
    // Never shown: by the offset before the gap. Shown twice: the first time.
    CHECK(start_of(zone, "20240331T023000") == std::chrono::days(90) + 1h + 30min);
    CHECK(start_of(zone, "20241027T023000") == std::chrono::days(300) + 30min);
  }
}

TEST_CASE(
    "a zone that nobody knows is told of, and floating times are the community's", "[meeting]"
) {
  const Zone berlin = Zone::named("Europe/Berlin").value();
  const Calendar read = read_calendar(
      calendar(
          event("DTSTART;TZID=Nowhere/Land:20240110T180000\r\n") +
          event("DTSTART:20240111T180000\r\n")
      ),
      berlin
  );
  CHECK(told(read).contains("Nowhere/Land"));
  REQUIRE(read.entries.size() == 2);
  CHECK(read.entries[1].start.floating);
  CHECK(read.entries[1].start.at() - usher::sys_seconds(year(2024)) == std::chrono::days(10) + 17h);
}

TEST_CASE(
    "ten thousand EXDATEs are no burden, and an RDATE may have a length of its own", "[meeting]"
) {
  std::string many = "DTSTART:20240101T180000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY\r\n";
  for (int i = 0; i < 10'000; ++i)
    many += "EXDATE:202401" + std::string(i % 2 == 0 ? "02" : "03") + "T180000Z\r\n";
  many += "RDATE;VALUE=PERIOD:20240110T100000Z/PT3H\r\n";
  const Calendar read = read_calendar(calendar(event(many)), Zone());
  CHECK(told(read).empty());
  const Occurrences found = all_of(read);
  CHECK(found.all.size() == 366 - 2 + 1);
  CHECK(found.all[8].end - found.all[8].start == 1h);
  bool long_one = false;
  for (const Occurrence& one : found.all) long_one = long_one || one.end - one.start == 3h;
  CHECK(long_one);
}

TEST_CASE(
    "of two events with one UID the later revision counts, and what is cancelled is said to be",
    "[meeting]"
) {
  const Calendar read = read_calendar(
      calendar(
          event("DTSTART:20240703T180000Z\r\nSEQUENCE:1\r\n") +
          event("DTSTART:20240703T190000Z\r\nSEQUENCE:2\r\nSTATUS:CANCELLED\r\n")
      ),
      Zone()
  );
  const Occurrences found = all_of(read);
  REQUIRE(found.all.size() == 1);
  CHECK(found.all[0].cancelled);
  CHECK(read.entries[1].sequence == 2);
}

TEST_CASE("what moves every later occurrence is left out and told of", "[meeting]") {
  const Calendar read = read_calendar(
      calendar(
          event("DTSTART:20240703T180000Z\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\n") +
          event("RECURRENCE-ID;RANGE=THISANDFUTURE:20240710T180000Z\r\nDTSTART:20240711T180000Z\r\n"
          )
      ),
      Zone()
  );
  CHECK(told(read).contains("THISANDFUTURE"));
  CHECK(all_of(read).all.size() == 3);
}

TEST_CASE("a length that cannot be is none", "[meeting]") {
  const std::string start = "DTSTART:20240110T180000Z\r\n";
  const auto length = [&](const std::string& lines, const std::string& words) {
    const Calendar read = read_calendar(calendar(event(start + lines)), Zone());
    INFO(told(read));
    CHECK(told(read).contains(words));
    REQUIRE(read.entries.size() == 1);
    return read.entries[0].length;
  };
  CHECK(length("DURATION:PT3333333H\r\n", "takes longer than a year") == 0s);
  CHECK(length("DURATION:P9999999W\r\n", "takes longer than a year") == 0s);
  CHECK(length("DURATION:-PT1H\r\n", "ends before it begins") == 0s);
  CHECK(length("DTEND:99990110T180000Z\r\n", "takes longer than a year") == 0s);
  CHECK(length("DURATION:P1DT2H3M4S\r\n", "") == 26h + 3min + 4s);
}

TEST_CASE("a period whose length cannot be is as long as the others", "[meeting]") {
  for (const std::string& period :
       {std::string("20240210T180000Z/PT3333333H"), std::string("20240210T180000Z/20240209T180000Z")
       }) {
    const Calendar read = read_calendar(
        calendar(event(
            "DTSTART:20240110T180000Z\r\nDURATION:PT1H\r\nRDATE;VALUE=PERIOD:" + period + "\r\n"
        )),
        Zone()
    );
    CHECK(told(read).contains("has no end that can be"));
    const Occurrences found = all_of(read);
    REQUIRE(found.all.size() == 2);
    CHECK(found.all[1].end - found.all[1].start == 1h);
  }
}
