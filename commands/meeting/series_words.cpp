// commands/meeting/series_words.cpp: warnings, reach, lines to paste.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/series_words.hpp"

#include "bot/text.hpp"
#include "commands/meeting/card_parts.hpp"
#include "commands/meeting/made.hpp"
#include "commands/meeting/when_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace usher::meeting {

namespace {

constexpr std::size_t most_warned = 3;  // of each kind

void warn_of_clocks(
    const Rhythm& rhythm, std::span<const ReadOccurrence> dates, const Reader& to, Doc& doc
) {
  const Say& say = to.say;
  const Zone zone = Zone::named(rhythm.zone).value_or(Zone());
  const Text name(rhythm.zone);
  std::size_t told = 0;
  for (const ReadOccurrence& one : dates) {
    if (!one.shown_twice || ++told > most_warned) continue;
    const Phrase at = at_words(one.start, Zone(), say);
    const auto zone_arg = fmt::arg("zone", name);
    const auto at_arg = fmt::arg("at", at);
    // A time that is shown twice is the first of the two.
    const auto shown = zone.to_local(one.start);
    doc.paragraph(
        {bold(say("Note:")), blank(),
         zone.shows(shown) == Zone::Shows::twice
             ? say("In {zone} clocks show that time twice on one of the dates; I take the first: "
                   "{at}.",
                   zone_arg, at_arg)
             : say("In {zone} clocks are put on at that time on one of the dates; it begins {at}.",
                   zone_arg, at_arg)}
    );
  }
}

void warn_of_others(
    std::span<const ReadOccurrence> dates, std::int64_t series, const Reader& to, Doc& doc
) {
  constexpr std::size_t looked_at = 60;
  const Say& say = to.say;
  Database& db = to.context.db;
  std::vector<Line> lines;
  std::vector<std::int64_t> told;
  for (const ReadOccurrence& one : dates.first(std::min(dates.size(), looked_at))) {
    if (lines.size() == most_warned) break;
    std::vector<std::int64_t> found;
    {
      auto row = db.query(
          "SELECT o.id FROM meeting_occurrences o JOIN meeting_series s ON s.id=o.series WHERE "
          "o.start<? AND o.start>? AND o.ends>? AND o.state=0 AND o.all_day=0 AND s.gone=0 AND "
          "o.series<>? ORDER BY o.start LIMIT 2",
          one.end, one.start - std::chrono::days(7), one.start, series
      );
      while (row.next()) found.push_back(row.integer(0));
    }
    for (const std::int64_t id : found) {
      const auto date = date_by_id(db, id);
      auto other = date ? series_by_id(db, date->series) : std::nullopt;
      // Once for each other series: they meet again and again.
      if (!other || std::ranges::find(told, other->id) != told.end()) continue;
      told.push_back(other->id);
      lines.push_back(line_of({std::move(*other), *date}, to));
    }
  }
  if (lines.empty()) return;
  doc.paragraph({bold(say("Note:")), blank(), say("Another meeting is at the same time:")});
  doc.bullets(std::move(lines));
}

// Without BEGIN and END of the calendar around it.
std::string event_of(const LocalMeeting& meeting) {
  const std::array<LocalMeeting, 1> one{meeting};
  const std::string whole = calendar_of(one);
  const auto begin = whole.find("BEGIN:VEVENT");
  const auto end = whole.find("END:VCALENDAR");
  std::string out = whole.substr(begin, end - begin);
  std::erase(out, '\r');
  return out;
}

}  // namespace

bool may_change_series(const Asked& asked) {
  const Roles& roles = asked.event.who.roles;
  return roles.has(Role::organiser) || roles.has(Role::maintainer);
}

bool may_change_series(const Asked& asked, std::string_view key) {
  return may_change_series(asked) ||
         hosts_made(asked.context.db, key, asked.event.at.space, asked.event.who.id);
}

Outcome refuse_series(const Asked& asked) {
  const Say say = asked.say();
  return {SayReply{say("Only organisers and maintainers make and change meetings.")}, {}};
}

Inline both_clocks(sys_seconds at, const Reader& to) {
  const Phrase plain = at_words(at, Zone(), to.say);
  if (!to.zone || to.zone->name() == "UTC") return plain;
  const Phrase own = at_words(at, *to.zone, to.say);
  return to.say("{utc} ({own})", fmt::arg("utc", plain), fmt::arg("own", own));
}

Doc date_warnings(
    const Rhythm& rhythm, std::span<const ReadOccurrence> dates, std::int64_t series,
    const Reader& to
) {
  Doc doc;
  warn_of_clocks(rhythm, dates, to, doc);
  warn_of_others(dates, series, to, doc);
  return doc;
}

Doc reach_doc(const Reach& reach, const Say& say) {
  std::vector<Fact> facts;
  Line rooms;
  for (const Target& room : reach.rooms) {
    if (!rooms.empty()) rooms.emplace_back(Text(std::string(", ")));
    rooms.emplace_back(Text(room.who.space + " " + room.who.room));
  }
  if (rooms.empty()) rooms.emplace_back(say("none"));
  facts.push_back({{say("Rooms")}, std::move(rooms)});
  facts.push_back(
      {{say("People")},
       {say.plural("{n} person, directly", "{n} people, directly", static_cast<long>(reach.people))}
      }
  );
  Doc out;
  out.facts(std::move(facts));
  return out;
}

std::string event_text(
    const Rhythm& rhythm, const std::string& title, const std::string& link,
    const std::string& about
) {
  std::string name = to_lower_ascii(title);
  std::ranges::replace_if(
      name, [](char c) { return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')); }, '-'
  );
  LocalMeeting meeting = local_of(rhythm, name, title);
  meeting.url = link;
  meeting.description = about;
  return event_of(meeting);
}

std::string rule_lines(const Rhythm& rhythm) {
  if (rhythm.step == Rhythm::Step::never) return {};
  const std::string whole = event_of(local_of(rhythm, "x", "x"));
  std::string out;
  for (const std::string_view line : split(whole, '\n'))
    if (line.starts_with("DTSTART") || line.starts_with("RRULE") || line.starts_with("EXDATE") ||
        line.starts_with(' '))
      out += std::string(line) + "\n";
  return out;
}

std::string toml_lines(const Rhythm& rhythm) {
  const LocalMeeting meeting = local_of(rhythm, "x", "x");
  std::string out = fmt::format(
      "start = \"{}\"\nzone = \"{}\"\nrule = \"{}\"\n", meeting.start, meeting.zone, meeting.rule
  );
  std::string except;
  for (const std::string& day : meeting.except)
    except += fmt::format("{}\"{}\"", except.empty() ? "" : ", ", day);
  if (!except.empty()) out += "except = [" + except + "]\n";
  return out;
}

Doc not_understood(std::string_view word, const std::string& command, const Say& say) {
  const Text what(shorten(sanitize(word), 60));
  const Text example(command);
  return say(
      "I do not understand “{word}”. Dates are written 2026-12-03, times 17:00, zones as a "
      "continent and a city (Europe/Berlin). For example: {command}",
      fmt::arg("word", what), fmt::arg("command", example)
  );
}

}  // namespace usher::meeting
