// tests/meeting/source_edit_test.cpp: one date changed in a calendar's YAML.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/source_edit.hpp"

#include "tests/meeting/calendars.hpp"

#include <catch2/catch.hpp>

#include <optional>

using namespace usher;
using meeting::SourceChange;
using meeting::SourceFlaw;
using test::at;

namespace {

const sys_seconds now = at(2026, 1, 10);

const std::string head = R"(name: Calendar   # of the community
events:
  - summary: Community Call
    description: |
      A text: with signs
      # and a line that is no remark

      Join us: https://e.zoom.us/j/x1?pwd=a
    begin: 2026-01-14 18:00:00 +00:00
    end: 2026-01-14 19:00:00 +00:00
    url: https://e.zoom.us/j/x1?pwd=a
    repeat:
      interval:
        # seconds, minutes, hours, days, weeks, months, years
        days: 14
      until: 2027-01-01 00:00:00 +00:00
)";
const std::string tail = R"(
  - summary: Another Call
    begin: 2026-01-15 18:00:00 +00:00
    end: 2026-01-15 19:00:00 +00:00
)";

SourceChange off(sys_seconds said) {
  SourceChange out;
  out.key = "community call";
  out.said = out.start = said;
  out.on = false;
  return out;
}
SourceChange moved(sys_seconds said, sys_seconds start) {
  SourceChange out = off(said);
  out.on = true;
  out.start = start;
  return out;
}

std::string edited(const std::string& text, const SourceChange& change) {
  const auto out = meeting::edit_source(text, change, now);
  REQUIRE(out);
  return *out;
}
std::optional<SourceFlaw> flaw(const std::string& text, const SourceChange& change) {
  const auto out = meeting::edit_source(text, change, now);
  return out ? std::nullopt : std::optional(out.error());
}

const auto second = at(2026, 1, 28, 18);
const auto third = at(2026, 2, 11, 18);

}  // namespace

TEST_CASE("a date that is called off goes into except_on, and every other byte stays", "[source]") {
  const std::string out = edited(head + tail, off(second));
  CHECK(out == head + "      except_on:\n        - 2026-01-28 18:00:00\n" + tail);
  // The next one goes behind it; the same one again changes nothing.
  const std::string two = edited(out, off(third));
  CHECK(
      two == head +
                 "      except_on:\n        - 2026-01-28 18:00:00\n"
                 "        - 2026-02-11 18:00:00\n" +
                 tail
  );
  CHECK(edited(two, off(second)) == two);
}

TEST_CASE("a date that is moved is left out, and another one put in", "[source]") {
  const auto later = at(2026, 1, 29, 17);
  const std::string out = edited(head + tail, moved(second, later));
  CHECK(
      out == head +
                 "      except_on:\n        - 2026-01-28 18:00:00\n"
                 "      also_on:\n        - 2026-01-29 17:00:00\n" +
                 tail
  );
  CHECK(edited(out, moved(second, later)) == out);
  SECTION("it is moved once more") {
    const std::string again = edited(out, moved(later, at(2026, 1, 30, 16)));
    CHECK(again.contains("      also_on:\n        - 2026-01-30 16:00:00\n"));
    CHECK_FALSE(again.contains("2026-01-29"));
  }
  SECTION("it is moved back: nothing of it is left") {
    CHECK(edited(out, moved(later, second)) == head + tail);
  }
  SECTION("it is called off") {
    CHECK(edited(out, off(later)) == edited(head + tail, off(second)));
  }
}

TEST_CASE("where the file has a date that it had in between, that one goes", "[source]") {
  const auto between = at(2026, 1, 29, 17);
  const std::string out = edited(head + tail, moved(second, between));
  const auto was = [&](SourceChange change) {
    change.former = {second, between};
    return change;
  };
  CHECK(
      edited(out, was(moved(second, at(2026, 1, 30, 16)))) ==
      edited(head + tail, moved(second, at(2026, 1, 30, 16)))
  );
  CHECK(edited(out, was(off(second))) == edited(head + tail, off(second)));
  CHECK(edited(out, was(moved(second, second))) == head + tail);
  // One that takes place once.
  SourceChange change = moved(at(2026, 1, 15, 18), at(2026, 1, 17, 18));
  change.key = "another call";
  std::string shifted = edited(head + tail, change);
  change.start = at(2026, 1, 18, 18);
  change.former = {at(2026, 1, 15, 18), at(2026, 1, 17, 18)};
  shifted = edited(shifted, change);
  CHECK(shifted.contains("begin: 2026-01-18 18:00:00 +00:00"));
  CHECK_FALSE(shifted.contains("2026-01-17"));
}

TEST_CASE("what was called off is put back", "[source]") {
  const std::string out = edited(head + tail, off(second));
  CHECK(edited(out, moved(second, second)) == head + tail);
  // A rule that does not give it: it is one more.
  const auto extra = at(2026, 1, 20, 18);
  CHECK(
      edited(head + tail, moved(extra, extra)) ==
      head + "      also_on:\n        - 2026-01-20 18:00:00\n" + tail
  );
}

TEST_CASE("lists in one line stay in one line", "[source]") {
  const std::string text = head + "      except_on: [2026-02-11 18:00:00]  # why\n" + tail;
  const std::string out = edited(text, off(second));
  CHECK(
      out == head + "      except_on: [2026-02-11 18:00:00, 2026-01-28 18:00:00]  # why\n" + tail
  );
  CHECK(edited(out, moved(second, second)) == text);
  CHECK(edited(text, moved(third, third)) == head + tail);
}

TEST_CASE("times are written by the clocks of the event", "[source]") {
  const std::string text = R"(timezone: America/New_York
events:
- summary: Community Call
  timezone: "Europe/Berlin"
  begin: 2026-01-14 19:00:00
  duration: { minutes: 90 }
  repeat:
    interval: { weeks: 2 }
    until: 2026-12-31
)";
  CHECK(
      edited(text, moved(at(2026, 4, 8, 17), at(2026, 4, 9, 16))) ==
      text +
          "    except_on:\n      - 2026-04-08 19:00:00\n    also_on:\n"
          "      - 2026-04-09 18:00:00\n"
  );
  // Without one of its own it is that of the file.
  std::string plain = text;
  plain.erase(
      plain.find("  timezone: \"Europe"), std::string("  timezone: \"Europe/Berlin\"\n").size()
  );
  CHECK(edited(plain, off(at(2026, 1, 15))).contains("- 2026-01-14 19:00:00\n"));
}

TEST_CASE("of a rule of iCalendar the date is left out in its lines", "[source]") {
  const std::string begin = R"(events:
  - summary: Community Call
    timezone: Europe/Berlin
    begin: 2026-01-01 21:00:00
    end: 2026-01-01 22:00:00
)";
  const std::string out =
      edited(begin + "    ics: RRULE:FREQ=WEEKLY;BYDAY=TH\n", off(at(2026, 1, 15, 20)));
  CHECK(
      out == begin + "    ics: |\n      RRULE:FREQ=WEEKLY;BYDAY=TH\n      EXDATE:20260115T200000Z\n"
  );
  const std::string two = edited(out, moved(at(2026, 1, 22, 20), at(2026, 1, 23, 20)));
  CHECK(two == out + "      EXDATE:20260122T200000Z\n      RDATE:20260123T200000Z\n");
  CHECK(edited(two, moved(at(2026, 1, 23, 20), at(2026, 1, 22, 20))) == out);
}

TEST_CASE("what takes place once is changed itself", "[source]") {
  const std::string once = R"(events:
  - summary: "Community Call"
    description: See https://e.zoom.us/j/x1
    begin: 2026-01-28 18:00:00 +00:00
    end: 2026-01-28 19:00:00 +00:00
    url: https://e.zoom.us/j/x1
)";
  const std::string out = edited(once, moved(second, at(2026, 1, 29, 17, 30)));
  CHECK(out.contains("begin: 2026-01-29 17:30:00 +00:00\n    end: 2026-01-29 18:30:00 +00:00\n"));
  const std::string none = edited(once, off(second));
  CHECK(none.contains("  - summary: \"Community Call - CANCELED\"\n"));
  CHECK(edited(none, moved(second, second)) == once);
  SourceChange elsewhere = moved(second, second);
  elsewhere.link_before = "https://e.zoom.us/j/x1";
  elsewhere.link = "https://meet.example.org/new";
  const std::string there = edited(once, elsewhere);
  CHECK(there.contains("See https://meet.example.org/new\n"));
  CHECK(there.contains("url: https://meet.example.org/new\n"));
  CHECK_FALSE(there.contains("zoom"));
  // Not what only begins like it.
  std::string longer = once;
  longer.replace(
      longer.find("See https://e.zoom.us/j/x1"), 26,
      "See https://e.zoom.us/j/x12 or https://e.zoom.us/j/x1."
  );
  CHECK(edited(longer, elsewhere)
            .contains("See https://e.zoom.us/j/x12 or https://meet.example.org/new.\n"));
  elsewhere.link = "Room 5";
  CHECK(flaw(once, elsewhere) == SourceFlaw::no_words);
  // With another of its title the mark would be about whichever comes next.
  const std::string twice = once + R"(  - summary: Community Call
    begin: 2026-01-20 18:00:00 +00:00
    end: 2026-01-20 19:00:00 +00:00
)";
  CHECK(flaw(twice, off(second)) == SourceFlaw::ambiguous);
}

TEST_CASE("of a series a single date has no address of its own", "[source]") {
  SourceChange elsewhere = moved(second, second);
  elsewhere.link_before = "https://e.zoom.us/j/x1?pwd=a";
  elsewhere.link = "https://meet.example.org/new";
  CHECK(flaw(head, elsewhere) == SourceFlaw::no_words);
}

TEST_CASE("where it is not clear, nothing is guessed", "[source]") {
  CHECK(flaw("", off(second)) == SourceFlaw::form);
  CHECK(flaw("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", off(second)) == SourceFlaw::form);
  CHECK(
      flaw("events:\n  - summary: Other\n    begin: 2026-01-01\n", off(second)) ==
      SourceFlaw::missing
  );
  CHECK(flaw(head, moved(at(2026, 1, 29, 17), at(2026, 1, 29, 17))) == std::nullopt);
  // A date that the file does not have cannot leave: its series was put elsewhere as a whole.
  CHECK(flaw(head, moved(at(2026, 1, 29, 17), at(2026, 1, 30, 17))) == SourceFlaw::missing);
  // Two of one title have the same date.
  const std::string two = head + head.substr(head.find("  - summary"));
  CHECK(flaw(two, off(second)) == SourceFlaw::ambiguous);
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"    repeat:", "    repeat: &every"},
           {"        days: 14", "        days: 14\n        hours: 1"},
           {"      until: 2027-01-01 00:00:00 +00:00", "      until: &end 2027-01-01"},
           {"begin: 2026-01-14 18:00:00 +00:00", "begin: 2026-01-14 18:00:00 -07:00"},
           {"begin: 2026-01-14 18:00:00 +00:00", "begin: 2026-01-14"},
           {"    url:", "\turl:"},
           {"  - summary: Community Call", "  - summary: >\n      Community Call"},
           {"    end: 2026-01-14 19:00:00 +00:00\n", ""},
           {"+00:00\n    url", "+00:00\n    begin: 2026-01-15 18:00:00 +00:00\n    url"}
       }) {
    std::string text = head;
    const auto place = text.find(from);
    REQUIRE(place != std::string::npos);
    text.replace(place, from.size(), to);
    INFO(to);
    CHECK(flaw(text, off(second)) == SourceFlaw::form);
  }
  // What stands there already is nothing that a calendar would read: yaml2ics writes it as it is.
  CHECK(
      flaw(head + "      except_on:\n        - 2026-02-11 18:00:00 +00:00\n", off(second)) ==
      SourceFlaw::form
  );
  CHECK(flaw(head + "      except_on:\n        - 2026-02-11\n", off(second)) == SourceFlaw::form);
}

TEST_CASE("line ends are kept, also where the last is missing", "[source]") {
  std::string crlf;
  for (const char c : head) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  CHECK(
      edited(crlf, off(second)) == crlf + "      except_on:\r\n        - 2026-01-28 18:00:00\r\n"
  );
  const std::string cut = head.substr(0, head.size() - 1);
  CHECK(edited(cut, off(second)) == head + "      except_on:\n        - 2026-01-28 18:00:00\n");
}
