// tests/meeting/source_yaml_test.cpp: what is read of a calendar's YAML.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/source_yaml.hpp"

#include "commands/meeting/source_dates.hpp"
#include "tests/meeting/calendars.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::meeting;
using test::at;

TEST_CASE("events, keys and texts are told apart", "[source]") {
  const std::string text =
      "# a remark\nname: N\nevents:\n\n  # another\n  - summary: 'A # b'   # said\n    "
      "description: "
      "|\n      x: y\n      - z\n\n    begin: 2026-01-01 10:00:00\n  - summary: B\n";
  const auto file = read_source(text);
  REQUIRE(file);
  CHECK(file->text() == text);
  REQUIRE(file->events.size() == 2);
  CHECK(file->events[0].find("summary")->value == "A # b");
  CHECK(file->events[0].find("description")->kind == SourceKey::Kind::block);
  CHECK(
      lines_of(*file, *file->events[0].find("description")) ==
      std::vector<std::string>{"x: y", "- z"}
  );
  CHECK(file->events[0].find("begin")->value == "2026-01-01 10:00:00");
  CHECK(file->events[1].find("begin") == nullptr);
  CHECK(read_source("name: N\nevents: []\n"));
  for (const char* wrong :
       {"name: N\n", "events: {}\n", "- a\n", "events:\n  a: b\n", "x\nevents:\n",
        "events:\n  - {summary: A}\n", "events:\n  -\n    summary: A\n",
        "events:\n  - summary: A\n   begin: x\n", "a: 1\na: 2\nevents: []\n",
        "events:\n  - <<: *base\n"}) {
    INFO(wrong);
    CHECK_FALSE(read_source(wrong));
  }
}

TEST_CASE("times are read as YAML writes them", "[source]") {
  using Zone = SourceTime::Zone;
  for (const auto& [text, zone] : std::vector<std::pair<std::string, Zone>>{
           {"2026-01-14 18:00:00", Zone::none},
           {"2026-01-14T18:00:00Z", Zone::utc},
           {"2026-01-14 18:00:00 +00:00", Zone::utc},
           {"2026-01-14  18:00:00 -07:00", Zone::other}
       }) {
    INFO(text);
    const auto time = source_time(text);
    REQUIRE(time);
    CHECK(time->zone == zone);
    CHECK(basic_time(time->shown) == "20260114T180000");
    CHECK(with_time(text, *time, time->shown) == text);
  }
  CHECK(source_time("2026-01-14")->day);
  for (const char* wrong :
       {"", "2026", "2026-13-14", "2026-01-14 18:00", "2026-01-14 25:00:00",
        "2026-01-14 18:00:00 CET", "2026-01-14 18:00:00 +0", "14.1.2026"}) {
    INFO(wrong);
    CHECK_FALSE(source_time(wrong));
  }
}

TEST_CASE("a mark in the title takes the next date away", "[source]") {
  const auto file = read_source(
      "events:\n  - summary: A - CANCELED\n    begin: 2026-01-01 10:00:00\n    duration: {hours: "
      "1}\n    repeat:\n      interval: {weeks: 1}\n      until: 2026-01-20\n"
  );
  REQUIRE(file);
  const auto found = meetings_of(*file, "a", at(2026, 1, 1), at(2026, 6, 1));
  REQUIRE(found);
  CHECK(dates_of(*found, at(2026, 1, 2)) == std::vector{at(2026, 1, 15, 10)});
}
