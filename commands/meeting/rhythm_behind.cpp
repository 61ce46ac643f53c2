// commands/meeting/rhythm_behind.cpp: which rule a series follows, from its dates alone: of a calendar nothing else is kept.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/rhythm.hpp"

#include <algorithm>
#include <numeric>
#include <set>

namespace usher::meeting {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::local_days;
using std::chrono::local_seconds;
using std::chrono::month;
using std::chrono::weekday;
using std::chrono::year_month_day;

constexpr std::size_t most_looked_at = 400;

bool is_last_of_month(local_days day) {
  return year_month_day(day + days(7)).month() != year_month_day(day).month();
}
int nth_of(local_days day) {
  return static_cast<int>((static_cast<unsigned>(year_month_day(day).day()) - 1) / 7) + 1;
}
int month_index(local_days day) {
  const year_month_day date(day);
  return (static_cast<int>(date.year()) * 12) +
         static_cast<int>(static_cast<unsigned>(date.month()));
}

class Guesses {
 public:
  Guesses(std::vector<local_days> on, Rhythm plain)
      : on_(std::move(on)), plain_(std::move(plain)) {}

  std::optional<Rhythm> best() {
    weeks();
    months();
    years();
    daily();
    return best_;
  }

 private:
  // The greatest number of units that divides all distances from the first.
  template <class Unit>
  int step_in(Unit unit) const {
    int out = 0;
    for (const local_days day : on_) out = std::gcd(out, unit(day) - unit(on_.front()));
    return std::max(out, 1);
  }
  bool same(const auto& of) const {
    return std::ranges::all_of(on_, [&](local_days day) { return of(day) == of(on_.front()); });
  }
  Rhythm with(Rhythm::Step step, int every) const {
    Rhythm out = plain_;
    out.step = step;
    out.every = every;
    return out;
  }

  void weeks() {
    const auto week = [](local_days day) {
      const days since_monday = weekday(day) - std::chrono::Monday;
      return static_cast<int>((day - since_monday).time_since_epoch().count() / 7);
    };
    Rhythm out = with(Rhythm::Step::weeks, step_in(week));
    for (unsigned i = 1; i <= 7; ++i)
      if (std::ranges::any_of(on_, [&](local_days day) { return weekday(day) == weekday(i % 7); }))
        out.days.emplace_back(i % 7);
    // Days of several weeks apart, each of which has only some of them.
    look_at(std::move(out));
  }
  void months() {
    if (same([](local_days day) { return year_month_day(day).day(); })) {
      Rhythm out = with(Rhythm::Step::month_days, step_in(month_index));
      out.month_day = static_cast<int>(static_cast<unsigned>(year_month_day(on_.front()).day()));
      look_at(std::move(out));
    }
    if (!same([](local_days day) { return weekday(day); })) return;
    const bool last = std::ranges::all_of(on_, is_last_of_month);
    if (!last && !same(nth_of)) return;
    Rhythm out = with(Rhythm::Step::month_weekdays, step_in(month_index));
    out.days = {weekday(on_.front())};
    out.nth = same(nth_of) && nth_of(on_.front()) < 5 ? nth_of(on_.front()) : -1;
    look_at(std::move(out));
  }
  void years() {
    if (!same([](local_days day) {
          const year_month_day date(day);
          return std::pair(date.month(), date.day());
        }))
      return;
    look_at(with(Rhythm::Step::years, step_in([](local_days day) {
                   return static_cast<int>(year_month_day(day).year());
                 })));
  }
  void daily() {
    look_at(with(Rhythm::Step::days, step_in([](local_days day) {
                   return static_cast<int>(day.time_since_epoch().count());
                 })));
  }

  // What it gives beside these dates are exceptions; it is no good where it does not give all of them.
  void look_at(Rhythm one) {
    Rhythm within = one;
    within.until = on_.back();
    within.zone = "UTC";
    within.start = local_seconds(on_.front());
    const sys_seconds from(within.start.time_since_epoch());
    const auto given =
        dates_of(within, from, from + (on_.back() - on_.front()) + days(1), 2 * on_.size() + 1);
    std::set<local_days> left(on_.begin(), on_.end());
    for (const ReadOccurrence& date : given) {
      const local_days day{floor<days>(date.start).time_since_epoch()};
      if (left.erase(day) == 0) one.except.push_back(day);
    }
    if (!left.empty() || given.size() > 2 * on_.size()) return;
    if (!best_ || one.except.size() < best_->except.size()) best_ = std::move(one);
  }

  std::vector<local_days> on_;
  Rhythm plain_;
  std::optional<Rhythm> best_;
};

}  // namespace

std::optional<Rhythm> rhythm_behind(
    std::span<const sys_seconds> starts, const std::string& zone, std::chrono::minutes length
) {
  const auto clocks = Zone::named(zone);
  if (starts.empty() || !clocks) return std::nullopt;
  Rhythm plain;
  plain.start = clocks->to_local(starts.front());
  plain.zone = zone;
  plain.length = length;
  std::vector<local_days> on;
  for (const sys_seconds one : starts.first(std::min(starts.size(), most_looked_at))) {
    const local_seconds shown = clocks->to_local(one);
    const local_days day = floor<days>(shown);
    // What a clock never shows is an hour off for once.
    const auto meant = local_seconds(day) + (plain.start - floor<days>(plain.start));
    if (shown != meant && clocks->to_utc(meant) != one) return std::nullopt;
    on.push_back(day);
  }
  std::ranges::sort(on);
  const auto [last, end] = std::ranges::unique(on);
  on.erase(last, end);
  if (on.size() == 1) return plain;
  return Guesses(std::move(on), std::move(plain)).best();
}

}  // namespace usher::meeting
