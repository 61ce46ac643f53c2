// tests/meeting/rule_test.cpp: what a recurrence rule may say.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/rule.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace usher::meeting;

TEST_CASE("a rule is read part by part, whatever its case", "[meeting]") {
  const auto rule =
      parse_rule("freq=Monthly;INTERVAL=2;BYDAY=-1FR,2TU,MO;BYMONTHDAY=31,-1,31;WKST=SU;");
  REQUIRE(rule);
  CHECK(rule->freq == Frequency::monthly);
  CHECK(rule->interval == 2);
  REQUIRE(rule->days.size() == 3);
  CHECK(rule->days[0] == ByDay{-1, std::chrono::Friday});
  CHECK(rule->days[1] == ByDay{2, std::chrono::Tuesday});
  CHECK(rule->days[2] == ByDay{0, std::chrono::Monday});
  CHECK(rule->month_days == std::vector<int>{-1, 31});
  CHECK(rule->week_start == std::chrono::Sunday);
}

TEST_CASE("what is wrong with a rule is said by its part", "[meeting]") {
  const auto wrong = [](std::string_view text) {
    const auto rule = parse_rule(text);
    return rule ? std::string() : rule.error();
  };
  CHECK(wrong("INTERVAL=2").contains("FREQ"));
  CHECK(wrong("FREQ=FORTNIGHTLY").contains("FORTNIGHTLY"));
  CHECK(wrong("FREQ=DAILY;INTERVAL=0").contains("INTERVAL"));
  CHECK(wrong("FREQ=DAILY;COUNT=-3").contains("COUNT"));
  CHECK(wrong("FREQ=DAILY;FREQ=WEEKLY").contains("twice"));
  CHECK(wrong("FREQ=MONTHLY;BYMONTHDAY=0").contains("BYMONTHDAY"));
  CHECK(wrong("FREQ=MONTHLY;BYMONTHDAY=32").contains("32"));
  CHECK(wrong("FREQ=MONTHLY;BYDAY=0MO").contains("0MO"));
  CHECK(wrong("FREQ=MONTHLY;BYDAY=XX").contains("XX"));
  CHECK(wrong("FREQ=YEARLY;BYMONTH=13").contains("13"));
  CHECK(wrong("FREQ=YEARLY;SKIP=FORWARD").contains("SKIP"));
  CHECK(wrong("FREQ=YEARLY;UNTIL=2026").contains("UNTIL"));
  CHECK(wrong("FREQ=YEARLY;X-PART").contains("X-PART"));
  CHECK(wrong("FREQ=DAILY;INTERVAL=99999999999").contains("INTERVAL"));
  CHECK(wrong("FREQ=DAILY;INTERVAL=+-2").contains("INTERVAL"));
}

TEST_CASE("an instant of iCalendar is a date, a clock's time or UTC's, or none", "[meeting]") {
  CHECK(parse_instant("20260107")->date);
  CHECK_FALSE(parse_instant("20260107T180000")->utc);
  CHECK(parse_instant("20260107T180000Z")->utc);
  CHECK(parse_instant("20161231T235960Z"));
  for (const char* text :
       {"", "2026", "20260230", "20261301", "20260107T250000", "20260107T186000", "20260107Z",
        "20260107 180000", "2026-01-07", "-0260107", "20260107T18000-"})
    CHECK_FALSE(parse_instant(text));
}
