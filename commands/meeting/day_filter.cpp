// commands/meeting/day_filter.cpp: one day against all parts of a rule.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/day_filter.hpp"

#include <algorithm>

namespace usher::meeting {

namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::uint16_t all_months = 0x1ffe;

local_days new_year(year of) { return local_days(of / std::chrono::January / 1); }

std::size_t place(int number) { return static_cast<std::size_t>(number < 0 ? -number : number); }

}  // namespace

DayFilter::DayFilter(const Rule& rule, local_days start) : week_start_(rule.week_start) {
  const year_month_day first(start);
  const bool says_day = !rule.week_nos.empty() || !rule.year_days.empty() ||
                        !rule.month_days.empty() || !rule.days.empty();
  std::vector<int> months = rule.months;
  std::vector<int> month_days = rule.month_days;
  std::vector<ByDay> weekdays = rule.days;
  const auto from_date = [&] { month_days = {static_cast<int>(unsigned(first.day()))}; };
  if (rule.freq == Frequency::yearly && !says_day) {
    if (months.empty()) months = {static_cast<int>(unsigned(first.month()))};
    from_date();
  }
  if (rule.freq == Frequency::monthly && !says_day) from_date();
  const bool weeks_alone = rule.freq == Frequency::yearly && !rule.week_nos.empty() &&
                           rule.year_days.empty() && rule.month_days.empty();
  if (weekdays.empty() && ((rule.freq == Frequency::weekly && !says_day) || weeks_alone))
    weekdays = {{0, std::chrono::weekday(start)}};

  for (const int month : months) months_ |= static_cast<std::uint16_t>(1U << month);
  if (months.empty()) months_ = all_months;
  any_month_day_ = month_days.empty();
  for (const int day : month_days) (day > 0 ? month_days_ : from_month_end_) |= 1U << place(day);
  any_year_day_ = rule.year_days.empty();
  for (const int day : rule.year_days) (day > 0 ? year_days_ : from_year_end_).set(place(day));
  any_week_ = rule.week_nos.empty();
  for (const int week : rule.week_nos) (week > 0 ? weeks_ : from_last_week_).set(place(week));
  any_weekday_ = weekdays.empty();
  // A number has no meaning within a week or a day, nor among weeks that are named: the weekday counts.
  const bool counts =
      (rule.freq == Frequency::monthly || rule.freq == Frequency::yearly) && rule.week_nos.empty();
  nth_of_month_ = rule.freq != Frequency::yearly || !rule.months.empty();
  for (const ByDay& one : weekdays) {
    if (one.nth == 0 || !counts)
      weekdays_ |= static_cast<std::uint8_t>(1U << one.day.c_encoding());
    else
      nth_.push_back(one);
  }
}

local_days DayFilter::in_month(local_days day) const {
  year_month_day date(day);
  for (int i = 0; i < 12 && (months_ >> unsigned(date.month()) & 1U) == 0; ++i) {
    const auto next = date.year() / date.month() + std::chrono::months(1);
    date = next / 1;
    day = local_days(date);
  }
  return day;
}

// Weeks begin on WKST; the first of a year has four days or more in it, so a week belongs to the year of its fourth day.
bool DayFilter::fits_week(local_days day) const {
  const local_days middle = day - (std::chrono::weekday(day) - week_start_) + days(3);
  const year of = year_month_day(middle).year();
  const auto number = static_cast<int>((middle - new_year(of)).count() / 7 + 1);
  if (weeks_.test(static_cast<std::size_t>(number))) return true;
  if (from_last_week_.none()) return false;
  // The 28th of December is in the last week of its year, whichever day weeks begin on.
  const local_days late = local_days(of / std::chrono::December / 28);
  const local_days last = late - (std::chrono::weekday(late) - week_start_) + days(3);
  const auto weeks = static_cast<int>((last - new_year(of)).count() / 7 + 1);
  return from_last_week_.test(place(weeks - number + 1));
}

bool DayFilter::fits_weekday(
    local_days day, const year_month_day& date, int year_day, int year_days
) const {
  const std::chrono::weekday weekday(day);
  if ((weekdays_ >> weekday.c_encoding() & 1U) != 0) return true;
  if (nth_.empty()) return false;
  int before = year_day;
  int after = year_days - 1 - year_day;
  if (nth_of_month_) {
    const auto last = (date.year() / date.month() / std::chrono::last).day();
    before = static_cast<int>(unsigned(date.day())) - 1;
    after = static_cast<int>(unsigned(last)) - 1 - before;
  }
  return std::ranges::any_of(nth_, [&](const ByDay& one) {
    return one.day == weekday && (one.nth == before / 7 + 1 || one.nth == -(after / 7 + 1));
  });
}

bool DayFilter::matches(local_days day) const {
  const year_month_day date(day);
  if ((months_ >> unsigned(date.month()) & 1U) == 0) return false;
  if (!any_month_day_) {
    const unsigned number = unsigned(date.day());
    const unsigned last = unsigned((date.year() / date.month() / std::chrono::last).day());
    if ((month_days_ >> number & 1U) == 0 && (from_month_end_ >> (last - number + 1) & 1U) == 0)
      return false;
  }
  const auto year_day = static_cast<int>((day - new_year(date.year())).count());
  const int year_days = date.year().is_leap() ? 366 : 365;
  if (!any_year_day_ && !year_days_.test(place(year_day + 1)) &&
      !from_year_end_.test(place(year_days - year_day)))
    return false;
  if (!any_week_ && !fits_week(day)) return false;
  return any_weekday_ || fits_weekday(day, date, year_day, year_days);
}

}  // namespace usher::meeting
