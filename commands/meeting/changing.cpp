// commands/meeting/changing.cpp: the rhythm that a series has from then on.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/changing.hpp"

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::local_days;
using std::chrono::local_seconds;
using std::chrono::seconds;
using std::chrono::weekday;
using std::chrono::year_month_day;
using Step = Rhythm::Step;

local_days monday_of(local_days day) { return day - (weekday(day) - std::chrono::Monday); }
local_days first_of_month(local_days day) {
  const year_month_day date(day);
  return local_days(date.year() / date.month() / std::chrono::day(1));
}
int nth_of(local_days day) {
  const auto of_month = static_cast<unsigned>(year_month_day(day).day());
  const int nth = static_cast<int>((of_month - 1) / 7) + 1;
  return nth > 4 ? -1 : nth;
}

// How often, as it was said; `day`: the date from which on it is so.
void set_cadence(Rhythm& out, const RhythmTyped& typed, local_days day) {
  if (typed.step) {
    const bool same_weeks = *typed.step == Step::weeks && out.step == Step::weeks;
    out.step = *typed.step;
    out.every = typed.every;
    out.except.clear();
    // "Every month" is on its weekday, where no day of the month is said: meetings are for days of work.
    if (out.step == Step::month_days && typed.month_day == 0) out.step = Step::month_weekdays;
    if (!same_weeks) out.days = {weekday(day)};
    if (!typed.days.empty()) out.days = typed.days;
    out.nth = typed.nth != 0 ? typed.nth : nth_of(day);
    out.month_day = typed.month_day;
  } else if (typed.nth != 0 || typed.month_day != 0) {
    out.step = typed.nth != 0 ? Step::month_weekdays : Step::month_days;
    out.nth = typed.nth;
    out.month_day = typed.month_day;
    out.days = typed.days;
    out.except.clear();
  } else if (!typed.days.empty() && typed.days != out.days) {
    // What was left out is left out in the same week.
    if (out.days.size() == 1 && typed.days.size() == 1) {
      for (local_days& one : out.except)
        one = monday_of(one) + (typed.days.front() - std::chrono::Monday);
    } else {
      out.except.clear();
    }
    out.days = typed.days;
  }
  if (out.step != Step::weeks && out.step != Step::month_weekdays) out.days.clear();
}

void set_end(Rhythm& out, const RhythmTyped& typed) {
  if (typed.for_ever) {
    out.until.reset();
    out.count = 0;
  }
  if (typed.until) {
    out.until = typed.until;
    out.count = 0;
  }
  if (typed.count > 0) {
    out.count = typed.count;
    out.until.reset();
  }
}

// From the beginning of the week or month that it is in: what comes first there is its first.
local_days begin_of(const Rhythm& rhythm, local_days day) {
  switch (rhythm.step) {
    case Step::weeks:
      return monday_of(day);
    case Step::month_weekdays:
    case Step::month_days:
      return first_of_month(day);
    default:
      return day;
  }
}

struct Attempt {
  Rhythm rhythm;
  sys_seconds first{};
};
std::optional<Attempt> attempt(
    const RhythmTyped& typed, const Rhythm& before, local_days day, bool exact
) {
  Rhythm out = before;
  if (!typed.zone.empty()) out.zone = typed.zone;
  const seconds clock =
      typed.clock ? seconds(*typed.clock) : before.start - floor<days>(before.start);
  if (typed.length) out.length = *typed.length;
  set_cadence(out, typed, day);
  set_end(out, typed);
  out.start = local_seconds(exact ? day : begin_of(out, day)) + clock;
  if (!begin_with_first(out)) return std::nullopt;
  const Zone zone = Zone::named(out.zone).value_or(Zone());
  const sys_seconds first = zone.to_utc(out.start);
  return Attempt{std::move(out), first};
}

}  // namespace

std::expected<NewRhythm, ChangeFlaw> changed_rhythm(
    const RhythmTyped& typed, const std::optional<Rhythm>& before,
    std::span<const sys_seconds> coming, sys_seconds now
) {
  const auto flaw = [](ChangeFlaw what) { return std::unexpected(what); };
  Rhythm old = before.value_or(Rhythm{});
  if (!before) {
    const bool whole = (typed.step && typed.clock) || typed.end_now;
    if (!whole) return flaw(ChangeFlaw::no_rhythm);
  }
  const Zone own = Zone::named(old.zone).value_or(Zone());
  const Zone zone = typed.zone.empty() ? own : Zone::named(typed.zone).value_or(own);
  const auto midnight = [](local_days day, const Zone& there) {
    return there.to_utc(local_seconds(day));
  };
  const sys_seconds from = typed.from ? std::max(midnight(*typed.from, zone), now) : now;
  if (typed.end_now) {
    NewRhythm out{from + seconds(typed.from ? 0 : 1), old};
    out.rhythm.step = Step::never;
    return out;
  }
  const bool only_weekday =
      !typed.step && typed.nth == 0 && typed.month_day == 0 && !typed.days.empty();
  if (only_weekday && old.step != Step::weeks && old.step != Step::month_weekdays)
    return flaw(ChangeFlaw::no_cadence);
  // The day that was said as its first, or a date that it has: the next whose new time is still to come.
  std::vector<std::pair<local_days, sys_seconds>> days_tried;
  const std::optional<local_days> said = typed.day ? typed.day : std::nullopt;
  if (said) {
    days_tried.emplace_back(*said, midnight(*said, zone));
  } else {
    for (const sys_seconds date : coming)
      if (date >= from) days_tried.emplace_back(floor<days>(own.to_local(date)), date);
    if (days_tried.empty() && typed.from) days_tried.emplace_back(*typed.from, from);
    if (days_tried.empty() && coming.empty()) {
      // It has ended; a later end lets it go on.
      const auto next = before ? dates_of(
                                     [&] {
                                       Rhythm on = *before;
                                       if (on.step == Step::never) on.step = Step::once;
                                       on.until.reset();
                                       on.count = 0;
                                       return on;
                                     }(),
                                     now + seconds(1), now + std::chrono::days(400), 1
                                 )
                               : std::vector<ReadOccurrence>{};
      if (!next.empty())
        days_tried.emplace_back(floor<days>(own.to_local(next.front().start)), next.front().start);
    }
  }
  if (days_tried.empty()) return flaw(ChangeFlaw::no_date);
  for (const auto& [day, date] : days_tried) {
    auto tried = attempt(typed, old, day, said.has_value());
    if (!tried) continue;
    const bool later_in_it = tried->rhythm.days.size() > 1;
    if (tried->first <= now || tried->first < from) {
      if (!later_in_it && !typed.from) continue;
      // What comes next of it, as long as its first counts where it is.
      const auto next = dates_of(
          tried->rhythm, std::max(from, now + seconds(1)), now + std::chrono::days(4000), 1
      );
      if (next.empty()) continue;
      const Zone there = Zone::named(tried->rhythm.zone).value_or(Zone());
      tried->rhythm.start = there.to_local(next.front().start);
      tried->first = next.front().start;
    }
    NewRhythm out;
    out.rhythm = std::move(tried->rhythm);
    const Zone there = Zone::named(out.rhythm.zone).value_or(Zone());
    if (out.rhythm.until && local_days(*out.rhythm.until) < floor<days>(out.rhythm.start))
      return flaw(ChangeFlaw::ends_before);
    // Of that whole day, whichever of the two times is earlier.
    out.since = typed.from
                    ? from
                    : std::min(midnight(day, own), midnight(floor<days>(out.rhythm.start), there));
    return out;
  }
  return flaw(ChangeFlaw::no_date);
}

}  // namespace usher::meeting
