// tests/meeting/compare_test.cpp: what an edit of a calendar changes.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/compare.hpp"

#include "commands/meeting/renamed.hpp"
#include "tests/meeting/rig.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace usher;
using namespace usher::meeting;

namespace {

using std::chrono::days;
using std::chrono::hours;

std::vector<sys_seconds> every(sys_seconds first, std::chrono::seconds step, int count) {
  std::vector<sys_seconds> out;
  out.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) out.push_back(first + i * step);
  return out;
}
std::vector<OldDate> old_dates(const std::vector<sys_seconds>& dates) {
  std::vector<OldDate> out;
  out.reserve(dates.size());
  for (const sys_seconds date : dates) out.push_back({date, false});
  return out;
}
std::vector<NewDate> new_dates(const std::vector<sys_seconds>& dates) {
  std::vector<NewDate> out;
  out.reserve(dates.size());
  for (const sys_seconds date : dates) out.push_back({date, false});
  return out;
}
const sys_seconds first = test::at(2026, 1, 14, 18);

}  // namespace

TEST_CASE("dates that are the same are no change", "[meeting][compare]") {
  const auto dates = every(first, days(14), 20);
  const auto found = compare(old_dates(dates), new_dates(dates));
  CHECK(found.same.size() == 20);
  CHECK((found.moved.empty() && found.gone.empty() && found.added.empty()));
}

TEST_CASE("a series that is put an hour later has moved", "[meeting][compare]") {
  for (const auto by :
       {std::chrono::seconds(hours(1)), std::chrono::seconds(-hours(2)),
        std::chrono::seconds(days(7)), std::chrono::seconds(-days(7) + hours(1))}) {
    const auto found =
        compare(old_dates(every(first, days(14), 20)), new_dates(every(first + by, days(14), 20)));
    INFO(by.count());
    CHECK(found.moved.size() == 20);
    CHECK((found.gone.empty() && found.added.empty()));
    for (const auto& [from, to] : found.moved) CHECK(from == to);
  }
}

TEST_CASE("a series that begins one date later has lost that date", "[meeting][compare]") {
  auto dates = every(first, days(14), 20);
  const auto before = old_dates(dates);
  dates.erase(dates.begin());
  const auto found = compare(before, new_dates(dates));
  CHECK(found.gone == std::vector<std::size_t>{0});
  CHECK((found.moved.empty() && found.added.empty()));
  CHECK(found.same.size() == 19);
}

TEST_CASE("one date that is moved by a day has moved, the others stay", "[meeting][compare]") {
  auto dates = every(first, days(14), 5);
  const auto before = old_dates(dates);
  dates[2] += days(1);
  const auto found = compare(before, new_dates(dates));
  REQUIRE(found.moved.size() == 1);
  CHECK(found.moved[0] == std::pair<std::size_t, std::size_t>(2, 2));
  CHECK(found.same.size() == 4);
}

TEST_CASE("a date further than half a cadence away is another", "[meeting][compare]") {
  const std::vector<sys_seconds> one{first};
  const std::vector<sys_seconds> other{first + days(8)};
  const auto found = compare(old_dates(one), new_dates(other));
  CHECK(found.gone.size() == 1);
  CHECK(found.added.size() == 1);
}

TEST_CASE("what was called off before has not moved anywhere", "[meeting][compare]") {
  const std::vector<OldDate> before{{first, true}};
  const std::vector<NewDate> after{{first + hours(1), false}};
  const auto found = compare(before, after);
  CHECK(found.moved.empty());
  CHECK(found.gone.size() == 1);
  CHECK(found.added.size() == 1);
}

TEST_CASE("each date is in one list, whatever there are", "[meeting][compare]") {
  std::minstd_rand random(7);
  for (int round = 0; round < 300; ++round) {
    std::vector<sys_seconds> old;
    std::vector<sys_seconds> fresh;
    for (int i = 0; i < 12; ++i) {
      const auto at = first + hours(random() % 4000);
      if (random() % 3 != 0) old.push_back(at);
      if (random() % 3 != 0) fresh.push_back(at + hours(random() % 5 == 0 ? 1 : 0));
    }
    std::ranges::sort(old);
    std::ranges::sort(fresh);
    const auto found = compare(old_dates(old), new_dates(fresh));
    CHECK(found.same.size() + found.moved.size() + found.gone.size() == old.size());
    CHECK(found.same.size() + found.moved.size() + found.added.size() == fresh.size());
    for (const auto& [from, to] : found.moved) CHECK(old[from] != fresh[to]);
    for (const auto& [from, to] : found.same) CHECK(old[from] == fresh[to]);
  }
}

TEST_CASE("another title over the same dates is the same series", "[meeting][renamed]") {
  const auto dates = every(first, days(14), 10);
  const Lost lost{7, "numpy newcomers meeting", "", "https://hackmd.io/3f3", dates};
  ReadSeries renamed_to;
  renamed_to.key = "numpy newcomers hour";
  for (const sys_seconds date : dates)
    renamed_to.occurrences.push_back({date, date, false, false, false, "", ""});
  ReadSeries other = renamed_to;
  other.key = "numpy triage call";
  for (ReadOccurrence& one : other.occurrences) one.start += days(3);
  const std::vector<Lost> all_lost{lost};
  const std::vector<ReadSeries> read{other, renamed_to};
  const auto found = renamed(all_lost, read, {0, 1}, first - days(1));
  REQUIRE(found.size() == 1);
  CHECK(found[0] == std::pair<std::int64_t, std::size_t>(7, 1));
  // Other dates and another page: another meeting.
  CHECK(renamed(all_lost, read, {0}, first - days(1)).empty());
}
