// tests/meeting/expansion_test.cpp: rules walked, and given up. What they give is compared with other implementations in
// tests/system/meetings_expand_test.py.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/expansion.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <string>

using namespace usher::meeting;

namespace {

std::chrono::local_seconds at(std::string_view text) { return parse_instant(text)->at; }

// "0703 0710": months and days.
std::string days(Expansion expansion, int most) {
  std::string out;
  while (most-- > 0) {
    const auto next = expansion.next();
    if (!next) break;
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(*next));
    if (!out.empty()) out += ' ';
    out += fmt::format("{:02}{:02}", unsigned(date.month()), unsigned(date.day()));
  }
  return out;
}

}  // namespace

TEST_CASE(
    "a fortnight begins with DTSTART's week, and a month without a 31st is passed over", "[meeting]"
) {
  const auto fortnightly = parse_rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE").value();
  CHECK(days(Expansion(fortnightly, at("20240703T180000")), 3) == "0703 0717 0731");
  const auto monthly = parse_rule("FREQ=MONTHLY").value();
  CHECK(days(Expansion(monthly, at("20240131T180000")), 4) == "0131 0331 0531 0731");
}

TEST_CASE("COUNT counts what the rule gives, and UNTIL is included", "[meeting]") {
  CHECK(
      days(Expansion(parse_rule("FREQ=DAILY;COUNT=2").value(), at("20240703T180000")), 9) ==
      "0703 0704"
  );
  const auto daily = parse_rule("FREQ=DAILY").value();
  CHECK(
      days(Expansion(daily, at("20240703T180000"), at("20240705T180000")), 9) == "0703 0704 0705"
  );
}

TEST_CASE("going on from later gives the same as going there", "[meeting]") {
  for (const char* text :
       {"FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=-1",
        "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SU;WKST=SU", "FREQ=DAILY;INTERVAL=11",
        "FREQ=HOURLY;INTERVAL=7"}) {
    INFO(text);
    const auto rule = parse_rule(text).value();
    Expansion slow(rule, at("20200115T093000"));
    Expansion quick(rule, at("20200115T093000"));
    const auto then = at("20260101T000000");
    quick.skip_to(then);
    const auto from = [&](Expansion& expansion) {
      auto next = expansion.next();
      while (next && *next < then) next = expansion.next();
      return next;
    };
    CHECK(from(slow) == from(quick));
    for (int i = 0; i < 20; ++i) CHECK(slow.next() == quick.next());
  }
}

TEST_CASE("a rule that never comes true is given up, after so many steps", "[meeting]") {
  for (const char* text :
       {"FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYDAY=9MO",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;INTERVAL=2147483647;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MINUTELY;INTERVAL=59;BYMONTHDAY=31;BYMONTH=4"}) {
    INFO(text);
    Expansion expansion(parse_rule(text).value(), at("20260101T000000"));
    CHECK_FALSE(expansion.next());
    CHECK(expansion.gave_up());
  }
  // Each second of each day: so many at once are not even made.
  std::string all = "FREQ=YEARLY;BYSETPOS=1;BYHOUR=0";
  for (int hour = 1; hour < 24; ++hour) all += "," + std::to_string(hour);
  for (const char* part : {";BYMINUTE=0", ";BYSECOND=0"}) {
    all += part;
    for (int i = 1; i < 60; ++i) all += "," + std::to_string(i);
  }
  Expansion expansion(parse_rule(all + ";BYYEARDAY=1,2,3,4").value(), at("20260101T000000"));
  CHECK_FALSE(expansion.next());
  CHECK(expansion.gave_up());
}
