// commands/meeting/card_parts.cpp: instants and pages.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/card_parts.hpp"

#include "commands/meeting/addresses.hpp"
#include "commands/meeting/calendar_lines.hpp"
#include "commands/meeting/hosts.hpp"
#include "commands/meeting/talks.hpp"
#include "commands/meeting/when_words.hpp"

#include <fmt/format.h>

#include <span>
#include <utility>

namespace usher::meeting {

namespace {

std::span<const City> cities_of(const Shown& what, const Settings& settings) {
  const SeriesSettings* own = settings_of(settings, what.series.key);
  return own != nullptr && !own->cities.empty() ? own->cities : settings.cities;
}

// An hour, for the most part.
Phrase moved_words(std::chrono::seconds by, const Phrase& where, const Say& say) {
  const bool later = by > std::chrono::seconds(0);
  const Phrase span = span_words(later ? by : -by, say);
  const auto at = fmt::arg("where", where);
  const auto how = fmt::arg("span", span);
  return later ? say("{where} it is {span} later than last time.", at, how)
               : say("{where} it is {span} earlier than last time.", at, how);
}

void put_shift(Doc& doc, const Shown& what, const MeetingDate& before, const Reader& to) {
  const Say& say = to.say;
  if (to.zone) {
    if (const auto by = shifted_there(before.start, what.date.start, *to.zone))
      doc.paragraph({italic(moved_words(*by, say("For you"), say))});
    return;
  }
  if (!to.room) return;
  for (const City& city : cities_of(what, to.settings)) {
    const auto zone = Zone::named(city.zone);
    if (!zone) continue;
    const auto by = shifted_there(before.start, what.date.start, *zone);
    if (!by) continue;
    const Text name(city.name);
    doc.paragraph({italic(moved_words(*by, say("In {city}", fmt::arg("city", name)), say))});
  }
}

// For whoever may see it: "https://…", or that it comes by direct message.
void put_call(std::vector<Fact>& facts, const Shown& what, const Reader& to) {
  const Say& say = to.say;
  const SeriesSettings* own = settings_of(to.settings, what.series.key);
  const std::string join = what.join(to.settings);
  const bool chosen = own != nullptr && !own->join.empty();
  if (join.empty()) return;
  if (!to.with_links) {
    const Text command("/meeting next " + what.typed(to.settings));
    facts.push_back(
        {{say("Join")}, {say("I tell it to you alone: {command}", fmt::arg("command", command))}}
    );
    return;
  }
  facts.push_back({{say("Join")}, {link(Text(join), join)}});
  if (!chosen && !what.date.relocated && !what.series.other_join.empty()) {
    facts.push_back({{say("Or")}, {link(Text(what.series.other_join), what.series.other_join)}});
    facts.push_back(
        {{say("Which one?")},
         {say("The calendar names two. The organisers have been asked; until they answer, look "
              "into both.")}}
    );
  }
  const std::string& numbers =
      own != nullptr && !own->dial_in.empty() ? own->dial_in : what.series.dial_in;
  if (!numbers.empty()) facts.push_back({{say("Dial in")}, {link(Text(numbers), numbers)}});
}

// Of a whole day its date, by the clocks of its series.
std::string shown_day(const Shown& what, sys_seconds at) {
  const Zone zone = Zone::named(what.series.zone).value_or(Zone());
  return day_value(std::chrono::floor<std::chrono::days>(zone.to_local(at)));
}

// "2024-07-17T18:00:00Z"
std::string extended(sys_seconds at) {
  std::string out = time_value(at);
  for (const auto& [place, sign] : {std::pair(4U, '-'), {7U, '-'}, {13U, ':'}, {16U, ':'}})
    out.insert(place, 1, sign);
  return out;
}

}  // namespace

Inline when_of(const Shown& what, sys_seconds at, const Reader& to) {
  if (what.date.all_day)
    return day_words(at, Zone::named(what.series.zone).value_or(Zone()), to.say);
  if (to.zone) return at_inline(at, *to.zone, {}, to.say);
  return at_inline(at, Zone(), cities_of(what, to.settings), to.say);
}

void put_when(
    Doc& doc, const Shown& what, const std::optional<MeetingDate>& before, const Reader& to
) {
  Line line{when_of(what, what.date.start, to)};
  const auto length = what.date.end - what.date.start;
  if (!what.date.all_day && length > std::chrono::seconds(0)) {
    const Phrase span = span_words(length, to.say);
    line.emplace_back(Text(std::string(" · ")));
    line.emplace_back(span);
  }
  doc.paragraph(std::move(line));
  // Whose clocks are not UTC's is told in both.
  const bool is_utc =
      to.zone && to.zone->to_local(what.date.start) == Zone().to_local(what.date.start);
  if (to.zone && !is_utc && !what.date.all_day)
    doc.paragraph({at_words(what.date.start, Zone(), to.say)});
  if (what.date.twice)
    doc.paragraph({italic(to.say(
        "Clocks are changed that day where this meeting has its time: the instant above is the one "
        "that counts."
    ))});
  if (before && !what.date.all_day) put_shift(doc, what, *before, to);
}

void put_places(Doc& doc, const Shown& what, const Reader& to) {
  const Say& say = to.say;
  const SeriesSettings* own = settings_of(to.settings, what.series.key);
  const auto configured = [&](std::string SeriesSettings::* which) {
    return own == nullptr ? std::string() : own->*which;
  };
  std::vector<Fact> facts;
  put_call(facts, what, to);
  const auto page = [&](Phrase label, const std::string& url) {
    if (!url.empty()) facts.push_back({{std::move(label)}, {link(Text(url), url)}});
  };
  std::string agenda = configured(&SeriesSettings::agenda);
  if (agenda.empty()) agenda = what.series.agenda;
  page(say("Agenda"), agenda);
  page(say("Notes"), configured(&SeriesSettings::notes));
  page(say("Calendar"), to.settings.calendar_url);
  for (const Talk& talk : planned_for(to.context.db, what.date.id))
    facts.push_back({{say("Talk")}, {Text(talk_words(talk))}});
  if (const auto host = host_of(to.settings, to.context, what))
    facts.push_back({{say("Host")}, {Text(host->name)}});
  if (!what.series.place.empty()) facts.push_back({{say("Place")}, {Text(what.series.place)}});
  if (!facts.empty()) doc.facts(std::move(facts));
}

std::string add_to_google(const Shown& what, const Reader& to) {
  const auto dates =
      what.date.all_day
          ? std::pair(shown_day(what, what.date.start), shown_day(what, what.date.end))
          : std::pair(time_value(what.date.start), time_value(what.date.end));
  std::string out = fmt::format(
      "https://calendar.google.com/calendar/render?action=TEMPLATE&text={}&dates={}/{}",
      percent_encoded(what.title()), dates.first, dates.second
  );
  const std::string join = what.join(to.settings);
  if (to.with_links && !join.empty()) out += "&location=" + percent_encoded(join);
  return out;
}

std::string add_to_outlook(const Shown& what, const Reader& to) {
  std::string out = fmt::format(
      "https://outlook.live.com/calendar/0/deeplink/compose?rru=addevent&subject={}&startdt={}"
      "&enddt={}{}",
      percent_encoded(what.title()), extended(what.date.start), extended(what.date.end),
      what.date.all_day ? "&allday=true" : ""
  );
  const std::string join = what.join(to.settings);
  if (to.with_links && !join.empty()) out += "&location=" + percent_encoded(join);
  return out;
}

}  // namespace usher::meeting
