// commands/proposals/weekly_time.cpp: days of the week, counted by local clocks.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/weekly_time.hpp"

#include <date/iso_week.h>
#include <date/tz.h>
#include <fmt/core.h>

#include <stdexcept>

namespace usher::proposals {

namespace {

using std::chrono::days;
using LocalDays = date::local_days;

// Null: UTC. It needs no tables, and where there are none everything is UTC.
const date::time_zone* zone_of(std::string_view name) {
  if (name == "UTC") return nullptr;
  try {
    return date::locate_zone(name);
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

date::local_seconds local(sys_seconds at, const date::time_zone* zone) {
  return zone == nullptr ? date::local_seconds(at.time_since_epoch()) : zone->to_local(at);
}

sys_seconds instant(date::local_seconds at, const date::time_zone* zone) {
  if (zone == nullptr) return sys_seconds(at.time_since_epoch());
  // Of a skipped and of a repeated hour alike, `first` is how clocks were set before.
  const date::local_info info = zone->get_info(at);
  return sys_seconds(at.time_since_epoch() - info.first.offset);
}

// The instant in the week that begins on the day's Monday or before, that many weeks later.
sys_seconds in_week(const WeeklyTime& time, LocalDays day, int weeks, const date::time_zone* zone) {
  const date::weekday today(day);
  const LocalDays monday = day - days(today.iso_encoding() - 1);
  const LocalDays wanted = monday + days((7 * weeks) + static_cast<int>(time.weekday) - 1);
  return instant(date::local_seconds(wanted) + time.minute, zone);
}

}  // namespace

sys_seconds next_after(const WeeklyTime& time, sys_seconds now) {
  const date::time_zone* zone = zone_of(time.zone);
  const auto day = date::floor<days>(local(now, zone));
  int week = -1;
  sys_seconds at = in_week(time, day, week, zone);
  while (at <= now) at = in_week(time, day, ++week, zone);
  return at;
}

sys_seconds last_until(const WeeklyTime& time, sys_seconds now) {
  const date::time_zone* zone = zone_of(time.zone);
  const auto day = date::floor<days>(local(now, zone));
  int week = 1;
  sys_seconds at = in_week(time, day, week, zone);
  while (at > now) at = in_week(time, day, --week, zone);
  return at;
}

std::string iso_week(sys_seconds at, std::string_view zone) {
  const auto day = date::floor<days>(local(at, zone_of(zone)));
  const ::iso_week::year_weeknum_weekday week{day};
  return fmt::format(
      "{:04}-W{:02}", static_cast<int>(week.year()), static_cast<unsigned>(week.weeknum())
  );
}

std::string wall_time(sys_seconds at, std::string_view zone) {
  const date::time_zone* there = zone_of(zone);
  return date::format("%Y-%m-%d %H:%M ", date::floor<std::chrono::minutes>(local(at, there))) +
         (there == nullptr ? std::string("UTC") : std::string(zone));
}

}  // namespace usher::proposals
