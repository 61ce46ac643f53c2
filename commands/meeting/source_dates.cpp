// commands/meeting/source_dates.cpp: an event of the YAML as one of iCalendar, which is then read as any other.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/source_dates.hpp"

#include "bot/text.hpp"
#include "commands/meeting/calendar_lines.hpp"
#include "commands/meeting/names.hpp"
#include "commands/meeting/occurrences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace usher::meeting {

namespace {

using Kind = SourceKey::Kind;
using std::chrono::seconds;

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> frequencies = {
    {{"seconds", "SECONDLY"},
     {"minutes", "MINUTELY"},
     {"hours", "HOURLY"},
     {"days", "DAILY"},
     {"weeks", "WEEKLY"},
     {"months", "MONTHLY"},
     {"years", "YEARLY"}}
};

std::optional<int> count_of(std::string_view text) {
  int out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size() || out <= 0) return std::nullopt;
  return out;
}

// A value in one line.
const SourceKey* plain(const SourceEvent& event, std::string_view name) {
  const SourceKey* const key = event.find(name);
  return key != nullptr && key->alone && key->kind == Kind::plain ? key : nullptr;
}

// The length that `duration: { minutes: 60 }` is.
std::optional<seconds> length_of(const SourceFile& file, const SourceKey& key) {
  const auto parts = keys_below(file, key);
  if (!parts || parts->empty()) return std::nullopt;
  seconds out{0};
  for (const SourceKey& part : *parts) {
    const auto count = count_of(part.value);
    if (!count) return std::nullopt;
    if (part.name == "days")
      out += std::chrono::days(*count);
    else if (part.name == "hours")
      out += std::chrono::hours(*count);
    else if (part.name == "minutes")
      out += std::chrono::minutes(*count);
    else
      return std::nullopt;
  }
  return out;
}

class Reader {
 public:
  Reader(const SourceFile& file, std::size_t place) : file_(file), event_(file.events[place]) {
    out_.event = place;
  }

  // The event as iCalendar, for its dates; empty where it cannot be read.
  std::string read() {
    if (!times()) return {};
    const bool utc = out_.begin.zone == SourceTime::Zone::utc;
    if (!utc && !own_zone()) return {};
    put_time("DTSTART", out_.begin.shown);
    put_line(text_, fmt::format("DURATION:PT{}S", length_.count()));
    const SourceKey* const repeat = event_.find("repeat");
    const SourceKey* const lines = event_.find("ics");
    if (repeat != nullptr && !by_repeat(*repeat)) return {};
    if (lines != nullptr && !by_lines(*lines, repeat != nullptr)) return {};
    return "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:x\r\n" + text_ +
           "END:VEVENT\r\n";
  }
  SourceMeeting take() { return std::move(out_); }

 private:
  // `begin` with `end` or `duration`: without both it is a whole day.
  bool times() {
    const SourceKey* const begin = plain(event_, "begin");
    const auto at = begin != nullptr ? source_time(begin->value) : std::nullopt;
    if (!at || at->day || at->zone == SourceTime::Zone::other) return false;
    out_.begin = *at;
    const SourceKey* const duration = event_.find("duration");
    if ((event_.find("end") != nullptr) == (duration != nullptr)) return false;
    if (duration != nullptr) {
      const auto length = length_of(file_, *duration);
      length_ = length.value_or(seconds(0));
      return length.has_value();
    }
    const SourceKey* const end = plain(event_, "end");
    out_.end = end != nullptr ? source_time(end->value) : std::nullopt;
    if (!out_.end || out_.end->day || out_.end->zone != at->zone) return false;
    length_ = out_.end->shown - at->shown;
    return length_ >= seconds(0);
  }

  // Of a time without a zone; without any it is UTC.
  bool own_zone() {
    std::string name = file_.zone;
    if (const SourceKey* const key = event_.find("timezone")) {
      if (!key->alone || (key->kind != Kind::plain && key->kind != Kind::quoted)) return false;
      name = key->value;
    }
    if (name.empty()) return true;
    const auto zone = Zone::named(name);
    if (zone) out_.zone = *zone;
    return zone.has_value();
  }

  void put_time(std::string_view what, std::chrono::local_seconds shown) {
    const std::string& zone = out_.zone.name();
    if (zone == Zone().name())
      put_line(text_, fmt::format("{}:{}Z", what, basic_time(shown)));
    else
      put_line(text_, fmt::format("{};TZID={}:{}", what, zone, basic_time(shown)));
  }

  bool put_list(const SourceKey* key, std::string_view what, std::optional<SourceList>& into) {
    if (key == nullptr) return true;
    into = list_below(file_, *key);
    if (!into) return false;
    for (const auto time : into->times) put_time(what, time);
    return true;
  }

  bool by_repeat(const SourceKey& repeat) {
    out_.recurs = true;
    const auto keys = repeat.kind == Kind::none ? keys_below(file_, repeat) : std::nullopt;
    const SourceKey* const every = keys ? key_named(*keys, "interval") : nullptr;
    const SourceKey* const until = keys ? key_named(*keys, "until") : nullptr;
    if (every == nullptr || until == nullptr || !until->alone) return false;
    const auto parts = keys_below(file_, *every);
    const auto last = source_time(until->value);
    if (!parts || parts->size() != 1 || !last || until->kind != Kind::plain) return false;
    // dateutil takes both with a zone or both without.
    if (!last->day &&
        (last->zone == SourceTime::Zone::none) != (out_.begin.zone == SourceTime::Zone::none))
      return false;
    const auto found = std::ranges::find(
        frequencies, std::string_view(parts->front().name),
        &std::pair<std::string_view, std::string_view>::first
    );
    const auto count = count_of(parts->front().value);
    if (found == frequencies.end() || !count) return false;
    put_line(
        text_,
        fmt::format(
            "RRULE:FREQ={};INTERVAL={};UNTIL={}", found->second, *count, basic_time(last->shown)
        )
    );
    return put_list(key_named(*keys, "except_on"), "EXDATE", out_.except) &&
           put_list(key_named(*keys, "also_on"), "RDATE", out_.also);
  }

  // Rules and dates of RFC 5545 as they stand there; what else there is says nothing of dates.
  bool by_lines(const SourceKey& key, bool twice) {
    const bool block = key.kind == Kind::block && key.value.starts_with('|');
    if (!block && (key.kind != Kind::plain || !key.alone)) return false;
    for (const std::string& line : lines_of(file_, key)) {
      if (line.starts_with("DT") || line.starts_with("RECURRENCE-ID")) return false;
      const bool dates = line.starts_with("EXDATE") || line.starts_with("RDATE");
      if (!dates && !line.starts_with("RRULE:")) continue;
      if (twice) return false;
      out_.recurs = out_.by_ics = true;
      put_line(text_, line);
    }
    return true;
  }

  const SourceFile& file_;
  const SourceEvent& event_;
  SourceMeeting out_;
  seconds length_{0};
  std::string text_;
};

}  // namespace

std::string basic_time(std::chrono::local_seconds shown) {
  const auto day = std::chrono::floor<std::chrono::days>(shown);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(shown - day);
  return fmt::format(
      "{:04}{:02}{:02}T{:02}{:02}{:02}", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
      clock.minutes().count(), clock.seconds().count()
  );
}

std::optional<std::vector<SourceMeeting>> meetings_of(
    const SourceFile& file, std::string_view key, sys_seconds from, sys_seconds until
) {
  std::vector<SourceMeeting> out;
  for (std::size_t i = 0; i < file.events.size(); ++i) {
    const SourceKey* const title = file.events[i].find("summary");
    if (title == nullptr) continue;  // yaml2ics makes an event without a title of it
    if (!title->alone || (title->kind != Kind::plain && title->kind != Kind::quoted))
      return std::nullopt;
    if (name_key(title->value) != key) continue;
    Reader reader(file, i);
    const std::string text = reader.read();
    if (text.empty()) return std::nullopt;
    const Calendar calendar =
        read_calendar("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + text + "END:VCALENDAR\r\n", Zone());
    const Occurrences found = occurrences(calendar, from, until);
    if (!calendar.problems.empty() || !found.problems.empty()) return std::nullopt;
    SourceMeeting meeting = reader.take();
    meeting.marked = says_cancelled(title->value);
    for (const Occurrence& one : found.all) meeting.dates.push_back(one.start);
    out.push_back(std::move(meeting));
  }
  return out;
}

std::vector<sys_seconds> dates_of(const std::vector<SourceMeeting>& meetings, sys_seconds now) {
  std::vector<sys_seconds> out;
  bool marked = false;
  for (const SourceMeeting& one : meetings) {
    marked = marked || one.marked;
    for (const sys_seconds at : one.dates)
      if (at > now) out.push_back(at);
  }
  std::ranges::sort(out);
  const auto [last, end] = std::ranges::unique(out);
  out.erase(last, end);
  if (marked && !out.empty()) out.erase(out.begin());
  return out;
}

}  // namespace usher::meeting
