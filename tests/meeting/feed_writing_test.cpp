// tests/meeting/feed_writing_test.cpp: iCalendar that is written: its lines, and what is read of them again.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/feed_writing.hpp"

#include "bot/text.hpp"
#include "commands/meeting/calendar.hpp"
#include "commands/meeting/calendar_lines.hpp"
#include "tests/meeting/rig.hpp"
#include "tests/support/golden.hpp"

#include <algorithm>
#include <array>

using namespace usher;
using namespace usher::meeting;
using test::at;

namespace {

std::vector<std::string_view> lines_in(std::string_view file) {
  std::vector<std::string_view> out;
  for (std::size_t from = 0; from < file.size();) {
    const auto end = file.find("\r\n", from);
    REQUIRE(end != std::string_view::npos);
    out.push_back(file.substr(from, end - from));
    from = end + 2;
  }
  return out;
}

bool is_utf8_start(std::string_view line) {
  return line.empty() || (static_cast<unsigned char>(line.front()) & 0xC0U) != 0x80U;
}

FeedEvent usual() {
  FeedEvent out;
  out.title = "Community Call";
  out.description = "Agenda: https://hackmd.io/agenda\nBe kind, be patient; it is a call.";
  out.place = "https://e.zoom.us/j/x1?pwd=a";
  out.url = "https://e.zoom.us/j/x1?pwd=a";
  out.tags = {"community", "newcomer"};
  out.start = at(2026, 1, 14, 18);
  out.end = at(2026, 1, 14, 19);
  return out;
}

std::string file_of(const FeedEvent& event, int sequence = 0) {
  const std::array<std::string, 1> events{
      event_with("x@usher", {sequence, at(2026, 1, 2)}, lines_of(event))
  };
  return calendar_of({"Tests", "https://example.org/calendar"}, events);
}

Entry read_back(const std::string& file) {
  const Calendar calendar = read_calendar(file, Zone());
  for (const auto& problem : calendar.problems) INFO(problem.what);
  REQUIRE(calendar.problems.empty());
  REQUIRE(calendar.entries.size() == 1);
  return calendar.entries.front();
}

}  // namespace

TEST_CASE("a calendar is written as RFC 5545 has it", "[meeting][feed]") {
  FeedEvent off = usual();
  off.title = "会议，一二三四五六七八九十，一二三四五六七八九十，一二三四五六七八九十";
  off.start += std::chrono::days(14);
  off.end += std::chrono::days(14);
  off.cancelled = true;
  FeedEvent day = usual();
  day.title = "Sprint";
  day.days = FeedEvent::Days{
      std::chrono::local_days(std::chrono::year(2026) / 2 / 28),
      std::chrono::local_days(std::chrono::year(2026) / 3 / 2)
  };
  const std::array<std::string, 3> events{
      event_with("20260114T180000Z-1@usher", {0, at(2026, 1, 2)}, lines_of(usual())),
      event_with("20260128T180000Z-1@usher", {3, at(2026, 1, 3, 4, 5)}, lines_of(off)),
      event_with("20260228T000000Z-2@usher", {1, at(2026, 1, 2)}, lines_of(day))
  };
  test::check_golden(
      "meeting/feed.ics", calendar_of({"NumPy", "https://example.org/calendar"}, events)
  );
  test::check_golden("meeting/empty.ics", calendar_of({"NumPy", ""}, {}));
}

TEST_CASE("no line has more than 75 octets, and no character is parted", "[meeting][feed]") {
  // Each number of octets before the first fold, with characters of two, three and four.
  for (const char* character : {"x", "é", "会", "😀"}) {
    for (std::size_t before = 0; before < 80; ++before) {
      std::string text(before, 'a');
      for (int i = 0; i < 90; ++i) text += character;
      std::string out;
      put_line(out, "SUMMARY:" + text);
      std::string whole;
      for (const std::string_view line : lines_in(out)) {
        REQUIRE(line.size() <= 75);
        const bool more = line.starts_with(' ');
        REQUIRE(is_utf8_start(more ? line.substr(1) : line));
        whole += more ? line.substr(1) : line;
      }
      REQUIRE(whole == "SUMMARY:" + text);
      // No line is shorter than it must be.
      REQUIRE(lines_in(out).size() <= (text.size() + 8) / 71 + 1);
    }
  }
}

TEST_CASE("what is no UTF-8 is folded all the same", "[meeting][feed]") {
  std::string out;
  put_line(out, "X:" + std::string(500, '\x80'));
  for (const std::string_view line : lines_in(out)) CHECK(line.size() <= 75);
}

TEST_CASE("what is written reads back as the same", "[meeting][feed]") {
  FeedEvent event = usual();
  const Entry entry = read_back(file_of(event, 7));
  CHECK(entry.uid == "x@usher");
  CHECK(entry.summary == event.title);
  CHECK(entry.description == event.description);
  CHECK(entry.location == event.place);
  CHECK(entry.url == event.url);
  CHECK(entry.categories.size() == 2);
  CHECK(entry.start.at() == event.start);
  CHECK(entry.length == event.end - event.start);
  CHECK(entry.status == "CONFIRMED");
  CHECK(entry.sequence == 7);
  CHECK(entry.modified == at(2026, 1, 2));
  event.cancelled = true;
  CHECK(read_back(file_of(event)).status == "CANCELLED");
  event.end = event.start;
  CHECK(read_back(file_of(event)).length == std::chrono::seconds(0));
  event.days = FeedEvent::Days{
      std::chrono::local_days(std::chrono::year(2026) / 1 / 14),
      std::chrono::local_days(std::chrono::year(2026) / 1 / 16)
  };
  const Entry day = read_back(file_of(event));
  CHECK(day.start.date);
  CHECK(day.length == std::chrono::days(2));
}

TEST_CASE("hostile words stay words", "[meeting][feed]") {
  for (const std::string hostile :
       {"END:VEVENT\r\nEND:VCALENDAR", "a\r\nDTSTART:19700101T000000Z\r\n", "a\nb\rc", "a,b;c\\d",
        "\\n\\,\\;", "a\x01\x02\x1b[31mb", "\xff\xfe broken", "a\u202Eb", "\"quoted\":;",
        "会议，会议；会议，会议；会议，会议；会议，会议；会议，会议；会议\n，会议；会议",
        "\t\ttabs", "=;TZID=X:1"}) {
    FeedEvent event = usual();
    event.title = event.description = event.place = hostile;
    event.url = "https://example.org/" + hostile;
    event.tags = {hostile};
    const std::string file = file_of(event);
    INFO(file);
    for (const std::string_view line : lines_in(file)) {
      REQUIRE(line.size() <= 75);
      REQUIRE(line.find_first_of("\r\n") == std::string_view::npos);
    }
    const Entry entry = read_back(file);
    CHECK(entry.start.at() == event.start);
    CHECK(entry.status == "CONFIRMED");
    std::string kept = sanitize(hostile, true);
    std::ranges::replace(kept, '\t', ' ');
    CHECK(trim(entry.description) == trim(kept));
  }
}

TEST_CASE("what is no address is none in a calendar either", "[meeting][feed]") {
  for (const char* wrong :
       {"", "Room 5", "javascript:alert(1)", "https://a b", "https://a\"b", "https://例.example",
        "mailto:a@example.org"}) {
    FeedEvent event = usual();
    event.url = wrong;
    CHECK_FALSE(lines_of(event).contains("\nURL:"));
  }
}
