// tests/proposals/weekly_time_test.cpp: times of the week over changes of clocks, and how people type them.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/weekly_words.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::proposals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::days week{7};

sys_seconds utc(int year, unsigned month, unsigned day, int hour, int minute = 0) {
  return std::chrono::sys_days(
             std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day)
         ) +
         std::chrono::hours(hour) + std::chrono::minutes(minute);
}

}  // namespace

TEST_CASE("A time of the week is the same on the clocks there, whatever clocks are set to") {
  const WeeklyTime berlin{7, 150min, "Europe/Berlin"};  // Sunday 02:30
  // On 2026-03-29 02:30 is skipped there: 03:30 on new clocks is what the old ones would have shown.
  CHECK(next_after(berlin, utc(2026, 3, 22, 1, 30)) == utc(2026, 3, 29, 1, 30));
  CHECK(next_after(berlin, utc(2026, 3, 29, 1, 30)) == utc(2026, 4, 5, 0, 30));
  // On 2026-10-25 it is shown twice: the first counts, once.
  CHECK(next_after(berlin, utc(2026, 10, 18, 0, 30)) == utc(2026, 10, 25, 0, 30));
  CHECK(next_after(berlin, utc(2026, 10, 25, 0, 30)) == utc(2026, 11, 1, 1, 30));
  CHECK(last_until(berlin, utc(2026, 10, 25, 1, 30)) == utc(2026, 10, 25, 0, 30));

  const WeeklyTime monday{1, 540min, "America/New_York"};
  CHECK(next_after(monday, utc(2026, 3, 5, 0)) == utc(2026, 3, 9, 13));
  CHECK(next_after(monday, utc(2026, 10, 29, 0)) == utc(2026, 11, 2, 14));
  // There it is Monday already when it is Sunday in UTC, and the other way round.
  CHECK(next_after({1, 0min, "Pacific/Kiritimati"}, utc(2026, 9, 20, 0)) == utc(2026, 9, 20, 10));
  CHECK(
      next_after({7, 1439min, "Pacific/Pago_Pago"}, utc(2026, 9, 21, 0)) == utc(2026, 9, 21, 10, 59)
  );
}

TEST_CASE("Each instant of a year follows the one before, a week later by the clocks there") {
  for (const char* zone : {"UTC", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe"})
    for (unsigned day = 1; day <= 7; ++day) {
      const WeeklyTime time{day, 125min, zone};
      sys_seconds at = next_after(time, utc(2026, 1, 1, 0));
      for (int i = 0; i < 60; ++i) {
        const sys_seconds next = next_after(time, at);
        CHECK(next - at >= week - 2h);
        CHECK(next - at <= week + 2h);
        CHECK(last_until(time, next) == next);
        CHECK(last_until(time, next - 1s) == at);
        CHECK(next_after(time, next - 1s) == next);
        at = next;
      }
    }
}

TEST_CASE("Weeks are numbered as ISO 8601 does, where the room is") {
  CHECK(iso_week(utc(2026, 9, 21, 14), "UTC") == "2026-W39");
  CHECK(iso_week(utc(2027, 1, 3, 23), "UTC") == "2026-W53");
  CHECK(iso_week(utc(2027, 1, 3, 23), "Asia/Taipei") == "2027-W01");
}

TEST_CASE("A zone that the system does not know counts as UTC, and nothing breaks") {
  CHECK(next_after({1, 540min, "Atlantis/Capital"}, utc(2026, 9, 21, 0)) == utc(2026, 9, 21, 9));
  CHECK(zone_named("asia/TAIPEI") == "Asia/Taipei");
  for (const char* none : {"", "CST", "Atlantis/Capital", "/", "../etc/passwd"})
    CHECK_FALSE(zone_named(none));
  CHECK_FALSE(zone_named(std::string(1000, '/')));
}

TEST_CASE("Day, time and zone are understood in any order") {
  using Meant = WeeklyOrder::What;
  const auto all = weekly_order("on Asia/Taipei 9:30 friday always");
  CHECK(all.what == Meant::on);
  CHECK(all.weekday == 5U);
  CHECK(all.minute == 570min);
  CHECK(all.zone == "Asia/Taipei");
  CHECK(all.always == true);
  CHECK(weekly_order("on every Tues at 9pm").minute == 21h);
  CHECK(weekly_order("on every Tues at 9pm").weekday == 2U);
  CHECK(weekly_order("on 12am").minute == 0min);
  CHECK(weekly_order("on 12:15pm").minute == 735min);
  CHECK(weekly_order("开 每周三 18：05").weekday == 3U);
  CHECK(weekly_order("开 每周三 18：05").minute == 1085min);
  CHECK(weekly_order("on 星期天").weekday == 7U);
  CHECK(weekly_order("on news-only").always == false);
  CHECK(weekly_order("").what == Meant::show);
  CHECK(weekly_order("OFF").what == Meant::off);
  for (const char* odd :
       {"maybe", "on 25:00", "on 9:60", "on 13pm", "on 0am", "on someday", "on CST",
        "on 9:", "on -1", "off monday", "on 1234", "on mo"})
    CHECK(weekly_order(odd).what == Meant::unclear);
  CHECK(weekly_order(std::string(10000, 'x')).odd.size() < 50);
}
