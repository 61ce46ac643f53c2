// commands/meeting/calendar.cpp: components, one by one, as entries.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/calendar.hpp"

#include "bot/text.hpp"
#include "commands/meeting/calendar_pieces.hpp"
#include "commands/meeting/custom_zone.hpp"
#include "commands/meeting/ical_time.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace usher::meeting {

namespace {

using std::chrono::seconds;

class Reader {
 public:
  Reader(const Zone& otherwise, const CalendarLimits& limits) : limits_(limits) {
    out_.zone = otherwise;
  }

  Calendar read(std::string_view bytes) {
    const Pieces pieces = cut(bytes);
    if (!pieces.is_calendar) say(1, "this is no calendar: BEGIN:VCALENDAR is missing");
    for (const std::size_t line : pieces.unfinished)
      say(line, "what begins here does not end, and is left out");
    out_.name = pieces.name;
    for (const Piece& piece : pieces.pieces)
      if (piece.kind == Piece::Kind::zone) zone(piece);
    if (!pieces.zone.empty()) out_.zone = zone_named(pieces.zone, 1);
    for (const Piece& piece : pieces.pieces) {
      if (piece.kind != Piece::Kind::event) continue;
      if (out_.entries.size() >= limits_.entries) {
        say(piece.line, "there are too many events; from here on they are left out");
        break;
      }
      if (Component component = parsed(piece)) event(component.get(), piece.line);
    }
    return std::move(out_);
  }

 private:
  void say(std::size_t line, std::string what) {
    if (out_.problems.size() < limits_.problems) out_.problems.push_back({line, std::move(what)});
  }

  Component parsed(const Piece& piece) {
    if (piece.text.size() > limits_.component) {
      say(piece.line, "what begins here is too large, and is left out");
      return nullptr;
    }
    Component out = parse_component(piece.text);
    if (!out) say(piece.line, "what begins here cannot be read, and is left out");
    return out;
  }

  void zone(const Piece& piece) {
    const Component component = parsed(piece);
    if (!component) return;
    if (auto custom = read_custom_zone(component.get())) {
      std::string name = custom->name;
      customs_.emplace(std::move(name), Zone(std::move(custom)));
    } else {
      say(piece.line, "this VTIMEZONE has no name, or no observance that can be read");
    }
  }

  Zone zone_named(std::string_view name, std::size_t line) {
    if (const auto known = zones_.find(name); known != zones_.end()) return known->second;
    std::optional<Zone> found = Zone::named(name);
    if (!found)
      if (const auto custom = customs_.find(name); custom != customs_.end()) found = custom->second;
    if (!found)
      say(line, fmt::format(
                    "the zone “{}” is not known; its times are taken for {}’s", shorten(name, 60),
                    out_.zone.name()
                ));
    return zones_.emplace(name, found.value_or(out_.zone)).first->second;
  }

  std::optional<Moment> moment(icalproperty* property, const icaltimetype& time, std::size_t line) {
    const auto shown = shown_by(time);
    if (!shown) return std::nullopt;
    Moment out{*shown, out_.zone, time.is_date != 0, false};
    if (out.date) return out;
    if (icaltime_is_utc(time) != 0)
      out.zone = Zone();
    else if (const auto name = tzid_of(property); !name.empty())
      out.zone = zone_named(name, line);
    else
      out.floating = true;
    return out;
  }

  std::string text(const char* from) const {
    return from == nullptr ? "" : shorten(sanitize(from, true), limits_.text);
  }

  void event(icalcomponent* component, std::size_t line);
  bool property(Entry& entry, icalproperty* property);
  void extra_dates(Entry& entry, icalproperty* property);

  const CalendarLimits& limits_;
  Calendar out_;
  std::map<std::string, Zone, std::less<>> customs_, zones_;
  std::optional<Moment> end_;
};

// What is longer is a mistake of whoever wrote it, and no meeting.
bool is_length(seconds length) { return length >= seconds(0) && length <= std::chrono::days(366); }

void Reader::extra_dates(Entry& entry, icalproperty* property) {
  const icaldatetimeperiodtype value = icalproperty_get_rdate(property);
  const bool period = icaltime_is_null_time(value.time) != 0;
  auto start = moment(property, period ? value.period.start : value.time, entry.line);
  if (!start) return say(entry.line, "an RDATE of this event cannot be read");
  ExtraDate out{std::move(*start), std::nullopt};
  if (period) {
    const auto end = icaltime_is_null_time(value.period.end) != 0
                         ? std::optional<Moment>()
                         : moment(property, value.period.end, entry.line);
    out.length = end ? end->at() - out.start.at() : length_of(value.period.duration);
    if (!is_length(*out.length)) {
      say(entry.line, "a period of this event has no end that can be; it is as long as the others");
      out.length.reset();
    }
  }
  entry.extra.push_back(std::move(out));
}

// False: the event cannot be used.
bool Reader::property(Entry& entry, icalproperty* p) {
  switch (icalproperty_isa(p)) {
    case ICAL_UID_PROPERTY:
      entry.uid = text(icalproperty_get_uid(p));
      return true;
    case ICAL_SUMMARY_PROPERTY:
      entry.summary = text(icalproperty_get_summary(p));
      return true;
    case ICAL_DESCRIPTION_PROPERTY:
      entry.description = text(icalproperty_get_description(p));
      return true;
    case ICAL_LOCATION_PROPERTY:
      entry.location = text(icalproperty_get_location(p));
      return true;
    case ICAL_URL_PROPERTY:
      entry.url = text(icalproperty_get_url(p));
      return true;
    case ICAL_CATEGORIES_PROPERTY:
      entry.categories.push_back(text(icalproperty_get_categories(p)));
      return true;
    case ICAL_STATUS_PROPERTY:
      entry.status = text(icalproperty_status_to_string(icalproperty_get_status(p)));
      return true;
    case ICAL_SEQUENCE_PROPERTY:
      entry.sequence = icalproperty_get_sequence(p);
      return true;
    case ICAL_LASTMODIFIED_PROPERTY:
      if (const auto at = shown_by(icalproperty_get_lastmodified(p)))
        entry.modified = sys_seconds(at->time_since_epoch());
      return true;
    case ICAL_DTSTART_PROPERTY: {
      auto start = moment(p, icalproperty_get_dtstart(p), entry.line);
      if (start) entry.start = std::move(*start);
      return start.has_value();
    }
    case ICAL_DTEND_PROPERTY:
      end_ = moment(p, icalproperty_get_dtend(p), entry.line);
      return true;
    case ICAL_DURATION_PROPERTY:
      entry.length = length_of(icalproperty_get_duration(p));
      return true;
    case ICAL_RRULE_PROPERTY:
      if (auto rule = rule_of(p))
        entry.rule = std::move(*rule);
      else
        say(entry.line, fmt::format("the RRULE of this event: {}", rule.error()));
      return true;
    case ICAL_RDATE_PROPERTY:
      extra_dates(entry, p);
      return true;
    case ICAL_EXDATE_PROPERTY:
      if (auto except = moment(p, icalproperty_get_exdate(p), entry.line))
        entry.except.push_back(std::move(*except));
      return true;
    case ICAL_RECURRENCEID_PROPERTY:
      // "From here on": it would have to be taken for a series of its own, and of which end is not said.
      if (icalproperty_get_first_parameter(p, ICAL_RANGE_PARAMETER) != nullptr) {
        say(entry.line, "RANGE=THISANDFUTURE is not understood; this event is left out");
        return false;
      }
      entry.recurrence = moment(p, icalproperty_get_recurrenceid(p), entry.line);
      return entry.recurrence.has_value();
    case ICAL_XLICERROR_PROPERTY:
      say(entry.line,
          fmt::format("in this event: {}", shorten(text(icalproperty_get_xlicerror(p)), 200)));
      return true;
    default:
      return true;
  }
}

void Reader::event(icalcomponent* component, std::size_t line) {
  Entry entry;
  entry.line = line;
  end_.reset();
  bool started = false;
  for (auto* p = first_of(component, ICAL_ANY_PROPERTY); p != nullptr;
       p = next_of(component, ICAL_ANY_PROPERTY)) {
    started = started || icalproperty_isa(p) == ICAL_DTSTART_PROPERTY;
    if (!property(entry, p)) {
      if (out_.problems.empty() || out_.problems.back().line != line)
        say(line, "a time of this event cannot be read; it is left out");
      return;
    }
  }
  if (!started) return say(line, "this event has no DTSTART, and is left out");
  if (end_) entry.length = end_->at() - entry.start.at();
  // A date without an end is that day (RFC 5545, 3.6.1).
  if (entry.start.date && !end_ && entry.length == seconds(0)) entry.length = std::chrono::days(1);
  if (!is_length(entry.length)) {
    say(line, entry.length < seconds(0)
                  ? "this event ends before it begins; it is taken for one without an end"
                  : "this event takes longer than a year; it is taken for one without an end");
    entry.length = seconds(0);
  }
  out_.entries.push_back(std::move(entry));
}

}  // namespace

Calendar read_calendar(
    std::string_view bytes, const Zone& otherwise, const CalendarLimits& limits
) {
  return Reader(otherwise, limits).read(bytes);
}

}  // namespace usher::meeting
