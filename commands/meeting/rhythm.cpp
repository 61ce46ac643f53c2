// commands/meeting/rhythm.cpp: rhythms to rules and dates.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/rhythm.hpp"

#include "bot/bytes.hpp"
#include "commands/meeting/calendar_lines.hpp"
#include "commands/meeting/expansion.hpp"
#include "commands/meeting/occurrences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace usher::meeting {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::local_days;
using std::chrono::local_seconds;
using std::chrono::seconds;

constexpr std::uint64_t version = 1;
constexpr std::size_t most_days = 10'000;

constexpr std::array<std::string_view, 7> two_letters = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};

// Without COUNT and UNTIL.
std::string pattern_of(const Rhythm& rhythm, int every) {
  std::string out;
  switch (rhythm.step) {
    case Rhythm::Step::once:
    case Rhythm::Step::never:
      return {};
    case Rhythm::Step::days:
      out = "FREQ=DAILY";
      break;
    case Rhythm::Step::weeks:
      out = "FREQ=WEEKLY";
      break;
    case Rhythm::Step::month_weekdays:
    case Rhythm::Step::month_days:
      out = "FREQ=MONTHLY";
      break;
    case Rhythm::Step::years:
      out = "FREQ=YEARLY";
      break;
  }
  if (every > 1) out += fmt::format(";INTERVAL={}", every);
  if (rhythm.step == Rhythm::Step::month_days)
    return out + fmt::format(";BYMONTHDAY={}", rhythm.month_day);
  if (rhythm.step != Rhythm::Step::weeks && rhythm.step != Rhythm::Step::month_weekdays) return out;
  std::string by;
  for (const std::chrono::weekday day : rhythm.days) {
    by += by.empty() ? "" : ",";
    if (rhythm.step == Rhythm::Step::month_weekdays) by += std::to_string(rhythm.nth);
    by += two_letters.at(day.c_encoding());
  }
  return by.empty() ? out : out + ";BYDAY=" + by;
}

// The end of that day, in UTC, as UNTIL of a rule with a zone has to be (RFC 5545, 3.3.10).
std::string end_of(local_days day, const Zone& zone) {
  return time_value(zone.to_utc(local_seconds(day) + days(1) - seconds(1)));
}

Zone zone_of(const Rhythm& rhythm) { return Zone::named(rhythm.zone).value_or(Zone()); }

Entry entry_of(const Rhythm& rhythm) {
  Entry out;
  const Zone zone = zone_of(rhythm);
  out.uid = "1";
  out.start.shown = rhythm.start;
  out.start.zone = zone;
  out.length = rhythm.length;
  if (const std::string rule = rrule_of(rhythm); !rule.empty())
    if (auto read = parse_rule(rule)) out.rule = std::move(*read);
  for (const local_days day : rhythm.except) {
    Moment moment;
    moment.shown = day;
    moment.zone = zone;
    moment.date = true;
    out.except.push_back(std::move(moment));
  }
  return out;
}

}  // namespace

std::string encode(const Rhythm& rhythm) {
  ByteWriter to;
  to.number(version);
  to.number(std::to_underlying(rhythm.step));
  to.integer(rhythm.every);
  to.number(rhythm.days.size());
  for (const std::chrono::weekday day : rhythm.days) to.number(day.c_encoding());
  to.integer(rhythm.nth);
  to.integer(rhythm.month_day);
  to.integer(rhythm.start.time_since_epoch().count());
  to.text(rhythm.zone);
  to.flag(rhythm.until.has_value());
  to.integer(rhythm.until ? rhythm.until->time_since_epoch().count() : 0);
  to.integer(rhythm.count);
  to.integer(rhythm.length.count());
  to.number(rhythm.except.size());
  for (const local_days day : rhythm.except) to.integer(day.time_since_epoch().count());
  return to.take();
}

std::optional<Rhythm> decode_rhythm(std::string_view bytes) {
  ByteReader from(bytes);
  if (from.number() != version) return std::nullopt;
  Rhythm out;
  const std::uint64_t step = from.number();
  if (step > std::to_underlying(Rhythm::Step::never)) return std::nullopt;
  out.step = static_cast<Rhythm::Step>(step);
  out.every = static_cast<int>(from.integer());
  out.days.resize(from.count());
  for (std::chrono::weekday& day : out.days)
    day = std::chrono::weekday(static_cast<unsigned>(from.number() % 7));
  out.nth = static_cast<int>(from.integer());
  out.month_day = static_cast<int>(from.integer());
  out.start = local_seconds(seconds(from.integer()));
  out.zone = from.string();
  const bool ends = from.flag();
  const local_days until{days(from.integer())};
  if (ends) out.until = until;
  out.count = static_cast<int>(from.integer());
  out.length = std::chrono::minutes(from.integer());
  out.except.resize(from.count());
  for (local_days& day : out.except) day = local_days(days(from.integer()));
  if (!from.ok() || !from.at_end()) return std::nullopt;
  return out;
}

bool begin_with_first(Rhythm& rhythm) {
  // "Every two weeks on Monday" begins with the first Monday, not with that of the week after.
  const std::string pattern = pattern_of(rhythm, 1);
  if (pattern.empty()) return rhythm.step == Rhythm::Step::once;
  auto rule = parse_rule(pattern);
  if (!rule) return false;
  Expansion expansion(std::move(*rule), rhythm.start);
  const auto first = expansion.next();
  if (!first) return false;
  rhythm.start = *first;
  return true;
}

std::string rrule_of(const Rhythm& rhythm) {
  std::string out = pattern_of(rhythm, rhythm.every);
  if (out.empty()) return out;
  if (rhythm.count > 0)
    out += fmt::format(";COUNT={}", rhythm.count);
  else if (rhythm.until)
    out += ";UNTIL=" + end_of(*rhythm.until, zone_of(rhythm));
  return out;
}

std::vector<ReadOccurrence> dates_of(
    const Rhythm& rhythm, sys_seconds from, sys_seconds to, std::size_t most
) {
  std::vector<ReadOccurrence> out;
  if (rhythm.step == Rhythm::Step::never || from >= to) return out;
  Calendar calendar;
  calendar.entries.push_back(entry_of(rhythm));
  for (const Occurrence& one : occurrences(calendar, from, to).all) {
    if (out.size() >= most) break;
    // DTSTART counts also where it lies after the end.
    if (rhythm.until && floor<days>(one.shown) > *rhythm.until) continue;
    ReadOccurrence read;
    read.start = one.start;
    read.end = std::max(one.end, one.start);
    read.shown_twice = one.shows != Zone::Shows::once;
    out.push_back(std::move(read));
  }
  return out;
}

std::optional<sys_seconds> last_of(const Rhythm& rhythm) {
  if (rhythm.step == Rhythm::Step::never) return std::nullopt;
  const Zone zone = zone_of(rhythm);
  const sys_seconds first = zone.to_utc(rhythm.start);
  if (rhythm.step == Rhythm::Step::once) return first;
  if (!rhythm.until && rhythm.count == 0) return std::nullopt;
  // No rule that people say ends later than this.
  constexpr days furthest{3660};
  const auto all = dates_of(rhythm, first, first + furthest, most_days);
  return all.empty() ? std::nullopt : std::optional(all.back().start);
}

LocalMeeting local_of(const Rhythm& rhythm, const std::string& name, const std::string& title) {
  LocalMeeting out;
  out.name = name;
  out.title = title;
  const auto day = floor<days>(rhythm.start);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(rhythm.start - day);
  const auto written = [](const std::chrono::year_month_day& one) {
    return fmt::format(
        "{:04}-{:02}-{:02}", static_cast<int>(one.year()), static_cast<unsigned>(one.month()),
        static_cast<unsigned>(one.day())
    );
  };
  out.start =
      fmt::format("{}T{:02}:{:02}", written(date), time.hours().count(), time.minutes().count());
  out.zone = rhythm.zone;
  out.rule = rrule_of(rhythm);
  for (const local_days one : rhythm.except)
    out.except.push_back(written(std::chrono::year_month_day(one)));
  out.length = rhythm.length;
  return out;
}

}  // namespace usher::meeting
