// commands/meeting/expansion.cpp: from period to period, and what is in each.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/expansion.hpp"

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::local_days;
using std::chrono::local_seconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::year_month_day;

constexpr local_days end_of_time =
    local_days(std::chrono::year(9999) / std::chrono::December / 31) + days(1);

bool has(const std::vector<int>& values, std::int64_t value) {
  return std::ranges::binary_search(values, static_cast<int>(value));
}

seconds unit_of(Frequency freq) {
  switch (freq) {
    case Frequency::weekly:
      return days(7);
    case Frequency::daily:
      return days(1);
    case Frequency::hourly:
      return hours(1);
    case Frequency::minutely:
      return minutes(1);
    default:
      return seconds(1);
  }
}

}  // namespace

Expansion::Expansion(Rule rule, local_seconds start, std::optional<local_seconds> last)
    : rule_(std::move(rule)),
      start_(start),
      last_(last),
      filter_(rule_, floor<days>(start)),
      hours_(rule_.hours),
      minutes_(rule_.minutes),
      seconds_(rule_.seconds) {
  const local_days day = floor<days>(start);
  const std::chrono::hh_mm_ss time(start - day);
  if (hours_.empty() && rule_.freq < Frequency::hourly)
    hours_ = {static_cast<int>(time.hours().count())};
  if (minutes_.empty() && rule_.freq < Frequency::minutely)
    minutes_ = {static_cast<int>(time.minutes().count())};
  if (seconds_.empty() && rule_.freq < Frequency::secondly)
    seconds_ = {static_cast<int>(time.seconds().count())};
  const seconds unit = unit_of(rule_.freq);
  step_ = unit * rule_.interval;
  base_ = day;
  if (rule_.freq == Frequency::weekly) base_ = day - (std::chrono::weekday(day) - rule_.week_start);
  if (rule_.freq >= Frequency::hourly) base_ = day + (start - day) / unit * unit;
}

void Expansion::skip_to(local_seconds then) {
  if (rule_.count || then <= start_) return;
  const year_month_day from(floor<days>(start_));
  const year_month_day to(floor<days>(then));
  std::int64_t index = 0;
  if (rule_.freq == Frequency::yearly)
    index = (to.year() - from.year()).count() / rule_.interval;
  else if (rule_.freq == Frequency::monthly)
    index = (to.year() / to.month() - from.year() / from.month()).count() / rule_.interval;
  else
    index = (then - base_) / step_;
  index_ = std::max(index_, index - 1);
}

bool Expansion::give_up() {
  gave_up_ = true;
  return false;
}

bool Expansion::spend(std::size_t steps) {
  if (steps >= left_) return give_up();
  left_ -= steps;
  return true;
}

std::optional<local_seconds> Expansion::next() {
  while (!ended_) {
    if (at_ == set_.size()) {
      if (!fill()) ended_ = true;
      continue;
    }
    const local_seconds found = set_[at_++];
    if (found < start_) continue;
    if (last_ && found > *last_) break;
    if (rule_.count && given_ >= *rule_.count) break;
    ++given_;
    left_ = patience;
    return found;
  }
  ended_ = true;
  return std::nullopt;
}

// The set of the next period, or of the next day of one where nothing is chosen from the whole; false at the end.
bool Expansion::fill() {
  set_.clear();
  at_ = 0;
  if (rule_.freq >= Frequency::hourly) return fill_within_day();
  if (day_ < day_end_) return fill_days();
  if (rule_.freq == Frequency::yearly || rule_.freq == Frequency::monthly) {
    const bool year = rule_.freq == Frequency::yearly;
    const year_month_day first(floor<days>(start_));
    const std::int64_t periods = index_++ * rule_.interval;
    if (periods > (year ? 10'000 : 120'000)) return give_up();
    const auto begin = year ? (first.year() + std::chrono::years(periods)) / std::chrono::January
                            : first.year() / first.month() + std::chrono::months(periods);
    day_ = local_days(begin / 1);
    day_end_ = local_days((begin + std::chrono::months(year ? 12 : 1)) / 1);
  } else {
    day_ = floor<days>(base_ + step_ * index_++);
    day_end_ = day_ + (rule_.freq == Frequency::weekly ? days(7) : days(1));
  }
  return fill_days();
}

bool Expansion::fill_days() {
  if (day_ >= end_of_time) return give_up();
  if (last_ && day_ > *last_) return false;
  const bool whole = !rule_.set_pos.empty();
  while (day_ < day_end_ && (whole || set_.empty())) {
    if (!spend()) return false;
    if (filter_.matches(day_)) {
      if (!add_day(day_)) return false;
      day_ += days(1);
    } else {
      day_ = std::max(day_ + days(1), filter_.in_month(day_));
    }
  }
  // Days that are far from any that is meant are passed over at once.
  if (set_.empty() && rule_.freq == Frequency::daily)
    index_ = std::max(index_, index_from(filter_.in_month(day_)));
  choose();
  return true;
}

// The first period that does not begin before then.
std::int64_t Expansion::index_from(local_seconds at) const {
  if (at <= base_) return 0;
  return (at - base_ + step_ - seconds(1)) / step_;
}

bool Expansion::fill_within_day() {
  while (true) {
    if (!spend()) return false;
    const local_seconds now = base_ + step_ * index_;
    if (now >= end_of_time) return give_up();
    if (last_ && now > *last_) return false;
    const local_days day = floor<days>(now);
    const std::chrono::hh_mm_ss time(now - day);
    local_seconds next = now + seconds(1);
    if (!filter_.matches(day))
      next = std::max(day + days(1), filter_.in_month(day));
    else if (!hours_.empty() && !has(hours_, time.hours().count()))
      next = day + time.hours() + hours(1);
    else if (rule_.freq > Frequency::hourly && !minutes_.empty() &&
             !has(minutes_, time.minutes().count()))
      next = day + time.hours() + time.minutes() + minutes(1);
    else if (rule_.freq == Frequency::secondly && !seconds_.empty() &&
             !has(seconds_, time.seconds().count()))
      next = now + seconds(1);
    else
      break;
    index_ = std::max(index_ + 1, index_from(next));
  }
  const local_seconds now = base_ + step_ * index_++;
  if (rule_.freq == Frequency::secondly) {
    set_.push_back(now);
  } else if (rule_.freq == Frequency::minutely) {
    for (const int second : seconds_) set_.push_back(now + seconds(second));
  } else {
    for (const int minute : minutes_)
      for (const int second : seconds_) set_.push_back(now + minutes(minute) + seconds(second));
  }
  choose();
  return true;
}

bool Expansion::add_day(local_days day) {
  if (!rule_.set_pos.empty() && !spend(hours_.size() * minutes_.size() * seconds_.size() / 8))
    return false;
  for (const int hour : hours_)
    for (const int minute : minutes_)
      for (const int second : seconds_)
        set_.push_back(day + hours(hour) + minutes(minute) + seconds(second));
  return true;
}

// BYSETPOS: of what one period has, those at these places.
void Expansion::choose() {
  if (rule_.set_pos.empty() || set_.empty()) return;
  const auto size = static_cast<std::int64_t>(set_.size());
  std::vector<std::int64_t> places;
  for (const int position : rule_.set_pos) {
    const std::int64_t place = position > 0 ? position - 1 : size + position;
    if (place >= 0 && place < size) places.push_back(place);
  }
  std::ranges::sort(places);
  places.erase(std::ranges::unique(places).begin(), places.end());
  std::vector<local_seconds> chosen;
  chosen.reserve(places.size());
  for (const std::int64_t place : places) chosen.push_back(set_[static_cast<std::size_t>(place)]);
  set_ = std::move(chosen);
}

}  // namespace usher::meeting
