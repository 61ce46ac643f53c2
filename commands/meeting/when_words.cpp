// commands/meeting/when_words.cpp: days, clocks, spans.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/when_words.hpp"

#include <fmt/format.h>

#include <array>

namespace usher::meeting {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::local_seconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<Msgid, 7> weekdays = {mark("Sun"), mark("Mon"), mark("Tue"), mark("Wed"),
                                           mark("Thu"), mark("Fri"), mark("Sat")};
constexpr std::array<Msgid, 12> months = {mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"),
                                          mark("May"), mark("Jun"), mark("Jul"), mark("Aug"),
                                          mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec")};

Phrase weekday_of(local_seconds shown, const Say& say) {
  return say(weekdays.at(std::chrono::weekday(floor<days>(shown)).c_encoding()));
}

std::string clock_of(local_seconds shown) {
  const std::chrono::hh_mm_ss time(floor<minutes>(shown - floor<days>(shown)));
  return fmt::format("{:02}:{:02}", time.hours().count(), time.minutes().count());
}

Phrase day_of(local_seconds shown, const Say& say) {
  const std::chrono::year_month_day day(floor<days>(shown));
  const Phrase weekday = weekday_of(shown, say);
  const Phrase month = say(months.at(static_cast<unsigned>(day.month()) - 1));
  return say(
      "{weekday} {day} {month} {year}", fmt::arg("weekday", weekday),
      fmt::arg("day", static_cast<unsigned>(day.day())), fmt::arg("month", month),
      fmt::arg("year", static_cast<int>(day.year()))
  );
}

}  // namespace

std::string clock_words(sys_seconds at, const Zone& zone) { return clock_of(zone.to_local(at)); }

Phrase day_words(sys_seconds at, const Zone& zone, const Say& say) {
  return day_of(zone.to_local(at), say);
}

Phrase at_words(sys_seconds at, const Zone& zone, const Say& say) {
  const Phrase day = day_words(at, zone, say);
  const Text time(clock_words(at, zone));
  const Text name(zone.name());
  return say(
      "{day}, {time} {zone}", fmt::arg("day", day), fmt::arg("time", time), fmt::arg("zone", name)
  );
}

std::string cities_words(sys_seconds at, std::span<const City> cities, const Say& say) {
  std::string out;
  const auto today = floor<days>(Zone().to_local(at));
  for (const City& city : cities) {
    const auto zone = Zone::named(city.zone);
    if (!zone) continue;
    const local_seconds there = zone->to_local(at);
    if (!out.empty()) out += ", ";
    if (floor<days>(there) != today) out += weekday_of(there, say).str() + " ";
    out += clock_of(there) + " " + city.name;
  }
  return out;
}

Inline at_inline(sys_seconds at, const Zone& zone, std::span<const City> cities, const Say& say) {
  std::string plain = at_words(at, zone, say).str();
  if (const std::string there = cities_words(at, cities, say); !there.empty())
    plain += " (" + there + ")";
  return when(at, zone.name(), Text(plain));
}

Phrase span_words(seconds span, const Say& say) {
  const auto whole = std::chrono::round<minutes>(span);
  const auto day_count = floor<days>(whole);
  const auto hour_count = floor<hours>(whole - day_count);
  const auto minute_count = whole - day_count - hour_count;
  const auto in_days = [&] {
    return say.plural("{n} day", "{n} days", static_cast<long>(day_count.count()));
  };
  const auto in_hours = [&](hours count) {
    return say.plural("{n} hour", "{n} hours", static_cast<long>(count.count()));
  };
  const auto in_minutes = [&] {
    return say.plural("{n} minute", "{n} minutes", static_cast<long>(minute_count.count()));
  };
  const auto both = [&](const Phrase& more, const Phrase& less) {
    return say("{more} {less}", fmt::arg("more", more), fmt::arg("less", less));
  };
  constexpr days many{3};
  if (day_count >= many) return in_days();
  // "24 hours" is what people say of a day before.
  const hours all_hours = floor<hours>(whole);
  if (all_hours >= hours(48)) {
    if (hour_count == hours(0)) return in_days();
    return both(in_days(), in_hours(hour_count));
  }
  if (all_hours > hours(0)) {
    if (minute_count == minutes(0)) return in_hours(all_hours);
    return both(in_hours(all_hours), in_minutes());
  }
  return in_minutes();
}

std::optional<seconds> shifted_there(sys_seconds before, sys_seconds now, const Zone& there) {
  const auto of_day = [](local_seconds shown) { return shown - floor<days>(shown); };
  const auto apart = [](seconds from, seconds to) {
    seconds by = to - from;
    if (by > hours(12)) by -= days(1);
    if (by < -hours(12)) by += days(1);
    return by;
  };
  const seconds by = apart(of_day(there.to_local(before)), of_day(there.to_local(now)));
  if (by == seconds(0)) return std::nullopt;
  // Only what their own clocks have done, or those of the meeting's zone: at most two hours.
  if (by > hours(2) || by < -hours(2)) return std::nullopt;
  return by;
}

}  // namespace usher::meeting
