// tests/engine/dialogue_reading_test.cpp: choices and dates as people type them.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/dialogue_reading.hpp"

#include <catch2/catch.hpp>

using namespace usher;
using namespace usher::reading;

namespace {

const std::vector<Choice> colours{{"r", "Red"}, {"b", "Dark blue"}, {"g", "绿色"}};

std::string date(std::string_view typed) {
  constexpr std::chrono::sys_days today{std::chrono::year(2026) / 11 / 30};
  const auto read = read_date(typed, today);
  if (read) return iso(*read);
  return read.error() == DateTrouble::no_such_day ? "no such day" : "unreadable";
}

}  // namespace

TEST_CASE("a choice is named by its number, its words or its value") {
  for (const char* typed : {"2", " 2. ", "2)", "２", "dark BLUE", "b"})
    CHECK(read_choice(typed, colours) == std::optional<std::size_t>(1));
  CHECK(read_choice("绿色", colours) == std::optional<std::size_t>(2));
  for (const char* typed : {"", "0", "4", "-1", "99999999999999999999999", "blue", "1 2", "."})
    CHECK_FALSE(read_choice(typed, colours));
}

TEST_CASE("several choices come in any order, with any of the usual signs between them") {
  using Found = std::vector<std::size_t>;
  for (const char* typed : {"1, 3", "3,1", "3 1", "１、３", "red; 绿色", "1，3，", "3\n1\n1"})
    CHECK(read_choices(typed, colours) == Found{0, 2});
  CHECK(read_choices("dark blue", colours) == Found{1});
  CHECK(read_choices("dark blue, 1", colours) == Found{0, 1});
  for (const char* typed : {"", ",", "1, 4", "1 red", "1-3"})
    CHECK_FALSE(read_choices(typed, colours));
}

TEST_CASE("a date is read in the forms that mean one day only") {
  for (const char* typed :
       {"2026-03-31", "2026/3/31", "2026.3.31", "31.3.2026", "31 March 2026", "31 mar 2026",
        "March 31, 2026", "31st of March 2026", "2026 March 31", "2026年3月31日",
        "２０２６－０３－３１"})
    CHECK(date(typed) == "2026-03-31");
  CHECK(date("today") == "2026-11-30");
  CHECK(date("Tomorrow") == "2026-12-01");
  CHECK(date("yesterday") == "2026-11-29");
  CHECK(date("明天") == "2026-12-01");
  CHECK(date("昨天") == "2026-11-29");
  CHECK(date("in 3 days") == "2026-12-03");
  CHECK(date("2 weeks ago") == "2026-11-16");
  CHECK(date("3天前") == "2026-11-27");
  CHECK(date("3天后") == "2026-12-03");
  CHECK(date("29 Feb 2028") == "2028-02-29");
}

TEST_CASE("what is no day, or could be two, is not guessed at") {
  for (const char* typed : {"2026-02-30", "2026-13-01", "31.4.2026", "0 May 2026"})
    CHECK(date(typed) == "no such day");
  for (const char* typed :
       {"", "3/4/2026", "03-04-2026", "31 March", "26-03-31", "20260331", "May", "in 3 months",
        "in 9999 weeks", "1899-01-01", "2026-03-31 and 2026-04-01", "ma 1 2026", "99999999999-1-1",
        "2026年3月31日に"})
    CHECK(date(typed) == "unreadable");
  CHECK(date(std::string(100000, '1')) == "unreadable");
}
