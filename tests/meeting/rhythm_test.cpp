// tests/meeting/rhythm_test.cpp: how often, as it is typed, as dates, and as it is found behind dates.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/rhythm.hpp"

#include "commands/meeting/changing.hpp"
#include "commands/meeting/rhythm_typed.hpp"
#include "tests/meeting/calendars.hpp"

#include <string>
#include <vector>

using namespace usher;
using namespace usher::meeting;
using namespace std::chrono_literals;
using test::at;
using Step = Rhythm::Step;

namespace {

std::chrono::local_days day(int year, unsigned month, unsigned day) {
  return std::chrono::local_days(
      std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day)
  );
}
RhythmTyped typed(const std::string& text) { return read_rhythm(text, day(2026, 11, 26)); }

std::vector<sys_seconds> starts(const Rhythm& rhythm, sys_seconds from, std::size_t most) {
  std::vector<sys_seconds> out;
  for (const ReadOccurrence& one : dates_of(rhythm, from, from + std::chrono::days(1000), most))
    out.push_back(one.start);
  return out;
}

Rhythm weekly(int every, std::chrono::local_seconds start, std::string zone) {
  Rhythm out;
  out.step = Step::weeks;
  out.every = every;
  out.start = start;
  out.zone = std::move(zone);
  out.days = {std::chrono::weekday(std::chrono::floor<std::chrono::days>(start))};
  return out;
}

}  // namespace

TEST_CASE("a whole new meeting is read from one line", "[meeting][rhythm]") {
  const RhythmTyped read = typed(
      "\"Docs sprint\" 2026-12-03 17:00 Europe/Berlin every 2 weeks until 2027-03-01 at "
      "https://meet.example.org/d in web:docs and here #newcomer for 90 min about Writing together."
  );
  CHECK(read.before == "Docs sprint");
  CHECK(read.day == day(2026, 12, 3));
  CHECK(read.clock == 17h);
  CHECK(read.zone == "Europe/Berlin");
  CHECK(read.step == Step::weeks);
  CHECK(read.every == 2);
  CHECK(read.until == day(2027, 3, 1));
  CHECK(read.link == "https://meet.example.org/d");
  CHECK(read.rooms == std::vector<std::string>{"web:docs"});
  CHECK(read.here);
  CHECK(read.tags == std::vector<std::string>{"newcomer"});
  CHECK(read.length == 90min);
  CHECK(read.about == "Writing together.");
  CHECK(read.unread.empty());
}

TEST_CASE("times and dates are read as people write them", "[meeting][rhythm]") {
  CHECK(clock_of_text("17:00") == 17h);
  CHECK(clock_of_text("9:30") == 9h + 30min);
  CHECK(clock_of_text("5pm") == 17h);
  CHECK(clock_of_text("12am") == 0h);
  CHECK(clock_of_text("5:30pm") == 17h + 30min);
  CHECK(clock_of_text("17h30") == 17h + 30min);
  for (const char* none : {"", "25:00", "17:60", "17", "17:", "13pm", "x", "17:000"}) {
    INFO(none);
    CHECK_FALSE(clock_of_text(none));
  }
  CHECK(typed("Docs sprint 3 December 2026 at 17:00 UTC").day == day(2026, 12, 3));
  CHECK(typed("Docs sprint 3 December 2026 at 17:00 UTC").before == "Docs sprint");
  CHECK(typed("Docs sprint 2026-12-03T17:00 UTC").clock == 17h);
  CHECK(typed("docs tomorrow 17:00").day == day(2026, 11, 27));
  CHECK(typed("“文档冲刺” 2026年12月3日 17:00 Asia/Shanghai 每两周").every == 2);
  CHECK(typed("community 17:00 CST").unread == "CST");
  CHECK(typed("community to 18:00 19:00").unread == "19:00");
}

TEST_CASE("cadences are read in many words", "[meeting][rhythm]") {
  const auto is = [](const std::string& words, Step step, int every) {
    INFO(words);
    const RhythmTyped read = typed("community " + words);
    CHECK(read.before == "community");
    CHECK(read.step == step);
    CHECK(read.every == every);
    CHECK(read.unread.empty());
  };
  is("weekly", Step::weeks, 1);
  is("every week", Step::weeks, 1);
  is("every 4 weeks", Step::weeks, 4);
  is("every other week", Step::weeks, 2);
  is("every second week", Step::weeks, 2);
  is("biweekly", Step::weeks, 2);
  is("every Thursday", Step::weeks, 1);
  is("every other Thursday", Step::weeks, 2);
  is("daily", Step::days, 1);
  is("每周三", Step::weeks, 1);
  is("隔周", Step::weeks, 2);
  is("every month on the second Wednesday", Step::month_weekdays, 1);
  is("on the last Friday of every month", Step::month_weekdays, 1);
  is("every 2nd Tuesday of the month", Step::month_weekdays, 1);
  is("monthly on the 15th", Step::month_days, 1);
  is("every 3 months on day 1", Step::month_days, 3);
  is("once", Step::once, 1);
  CHECK(typed("community on Thursdays").days == std::vector{std::chrono::Thursday});
  CHECK(typed("community on Mondays and Thursdays").days.size() == 2);
  CHECK(typed("community on the last Friday of every month").nth == -1);
  CHECK(typed("community monthly on the 15th").month_day == 15);
  // Two things are meant by it.
  CHECK(typed("community every second Thursday").unread == "every");
  CHECK(typed("community until 2027-06-30").until == day(2027, 6, 30));
  CHECK(typed("community 6 times").count == 6);
  CHECK(typed("community end now").end_now);
  CHECK(typed("community back").back);
  CHECK(typed("weekly triage to 18:00").before == "weekly triage");
  CHECK(typed("community from 2027-01-06 to 17:00 UTC").from == day(2027, 1, 6));
  CHECK(typed("community").says_nothing());
}

TEST_CASE("a rhythm keeps its time on the wall when clocks are switched", "[meeting][rhythm]") {
  const Rhythm rhythm = weekly(1, day(2026, 10, 21) + 18h, "Europe/Berlin");
  CHECK(
      starts(rhythm, at(2026, 10, 20), 2) == std::vector{at(2026, 10, 21, 16), at(2026, 10, 28, 17)}
  );
  // 02:30 is never shown on 29 March 2026, and twice on 25 October.
  const Rhythm night = weekly(1, day(2026, 3, 22) + 2h + 30min, "Europe/Berlin");
  const auto dates = dates_of(night, at(2026, 3, 20), at(2026, 4, 6));
  REQUIRE(dates.size() == 3);
  CHECK(dates[1].shown_twice);
  CHECK(dates[1].start == at(2026, 3, 29, 1, 30));
  CHECK_FALSE(dates[2].shown_twice);
}

TEST_CASE("ends and exceptions are kept, and written as a rule", "[meeting][rhythm]") {
  Rhythm rhythm = weekly(2, day(2026, 12, 3) + 17h, "Europe/Berlin");
  rhythm.until = day(2026, 12, 31);
  CHECK(rrule_of(rhythm) == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;UNTIL=20261231T225959Z");
  CHECK(starts(rhythm, at(2026, 12, 1), 9).size() == 3);
  CHECK(last_of(rhythm) == at(2026, 12, 31, 16));
  rhythm.except = {day(2026, 12, 17)};
  CHECK(starts(rhythm, at(2026, 12, 1), 9).size() == 2);
  rhythm.until.reset();
  CHECK_FALSE(last_of(rhythm));
  rhythm.count = 2;
  CHECK(last_of(rhythm) == at(2026, 12, 3, 16));  // an exception counts
  const auto back = decode_rhythm(encode(rhythm));
  CHECK(back == rhythm);
  for (const char* none : {"", "\1", "\2"}) CHECK_FALSE(decode_rhythm(none));
  rhythm.step = Step::never;
  CHECK(starts(rhythm, at(2026, 12, 1), 9).empty());
}

TEST_CASE("the rule behind dates is the one that needs fewest exceptions", "[meeting][rhythm]") {
  const auto behind = [](const Rhythm& rhythm, std::size_t count) {
    const auto dates = starts(rhythm, at(2026, 1, 1), count);
    return rhythm_behind(dates, rhythm.zone, 60min);
  };
  const Rhythm two_weeks = weekly(2, day(2026, 1, 14) + 18h, "UTC");
  CHECK(behind(two_weeks, 20) == two_weeks);
  Rhythm berlin = weekly(4, day(2026, 1, 14) + 18h, "Europe/Berlin");
  CHECK(behind(berlin, 12) == berlin);
  berlin.except = {day(2026, 4, 8)};
  CHECK(behind(berlin, 12) == berlin);
  Rhythm month = weekly(1, day(2026, 1, 14) + 18h, "Europe/Berlin");
  month.step = Step::month_weekdays;
  month.nth = 2;
  CHECK(behind(month, 12) == month);
  month.nth = -1;
  month.start = day(2026, 1, 28) + 18h;
  CHECK(behind(month, 12) == month);
  month.step = Step::month_days;
  month.nth = 0;
  month.month_day = 15;
  month.days.clear();
  month.start = day(2026, 1, 15) + 18h;
  CHECK(behind(month, 12) == month);
  // Nothing is behind these.
  const std::vector none{at(2026, 1, 5, 18), at(2026, 1, 16, 18), at(2026, 2, 23, 18)};
  CHECK_FALSE(rhythm_behind(none, "UTC", 60min));
  const std::vector times{at(2026, 1, 5, 18), at(2026, 1, 12, 17)};
  CHECK_FALSE(rhythm_behind(times, "UTC", 60min));
}

TEST_CASE(
    "a change begins with the next date whose new time is still to come", "[meeting][rhythm]"
) {
  const Rhythm before = weekly(2, day(2026, 1, 14) + 18h, "UTC");
  const std::vector coming{at(2026, 1, 14, 18), at(2026, 1, 28, 18), at(2026, 2, 11, 18)};
  const auto change = [&](const std::string& words, sys_seconds now) {
    return changed_rhythm(typed("community " + words), before, coming, now);
  };
  auto out = change("to 17:00", at(2026, 1, 10));
  REQUIRE(out);
  CHECK(
      starts(out->rhythm, out->since, 2) == std::vector{at(2026, 1, 14, 17), at(2026, 1, 28, 17)}
  );
  // Half an hour before the next one it is too late for that.
  out = change("to 17:00", at(2026, 1, 14, 17, 30));
  REQUIRE(out);
  CHECK(out->since == at(2026, 1, 28));
  out = change("on Thursdays", at(2026, 1, 10));
  REQUIRE(out);
  CHECK(out->since == at(2026, 1, 14));
  CHECK(
      starts(out->rhythm, out->since, 2) == std::vector{at(2026, 1, 15, 18), at(2026, 1, 29, 18)}
  );
  out = change("on Mondays", at(2026, 1, 13));
  REQUIRE(out);
  CHECK(out->since == at(2026, 1, 26));
  out = change("every 4 weeks", at(2026, 1, 10));
  REQUIRE(out);
  CHECK(
      starts(out->rhythm, out->since, 2) == std::vector{at(2026, 1, 14, 18), at(2026, 2, 11, 18)}
  );
  out = change("from 2026-01-20 to 18:00 Europe/Berlin", at(2026, 1, 10));
  REQUIRE(out);
  CHECK(out->since == at(2026, 1, 19, 23));
  CHECK(starts(out->rhythm, out->since, 1) == std::vector{at(2026, 1, 28, 17)});
  out = change("every month", at(2026, 1, 10));
  REQUIRE(out);
  CHECK(out->rhythm.step == Step::month_weekdays);
  CHECK(out->rhythm.nth == 2);
  CHECK(change("until 2026-01-12", at(2026, 1, 10)).error() == ChangeFlaw::ends_before);
  CHECK(
      changed_rhythm(typed("community to 17:00"), {}, coming, at(2026, 1, 10)).error() ==
      ChangeFlaw::no_rhythm
  );
}
