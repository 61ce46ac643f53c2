// commands/meeting/lookup.cpp: what comes next, of all meetings and of one.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/meeting/answers.hpp"
#include "commands/meeting/changes.hpp"
#include "commands/meeting/choosing.hpp"
#include "commands/meeting/made.hpp"
#include "commands/meeting/rhythm_words.hpp"
#include "commands/meeting/telling.hpp"
#include "commands/meeting/when_words.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace usher::meeting {

namespace {

constexpr int most_looked_at = 2'000;
constexpr std::size_t most_listed = 12;
constexpr std::size_t most_shown = 3;  // meetings that answer to what was typed

Doc nothing_known(const Reader& to) {
  if (!any_read(to.context.db))
    return to.settings.sources.empty()
               ? to.say("No calendar is configured, so I know of no meetings.")
               : to.say("I have not read the calendar yet. Please ask again in a minute.");
  return to.say("No meeting is in the calendar.");
}

// Whose word it is, where it is no calendar's.
void put_rhythm(Doc& doc, const Series& series, const Reader& to) {
  Database& db = to.context.db;
  const auto changes = changes_of(db, series.id);
  const auto made = series.source == made_source ? made_by_key(db, series.key) : std::nullopt;
  if (changes.empty() && !made) return;
  const Phrase rule = rhythm_words(changes.empty() ? made->rhythm : changes.back().rhythm, to.say);
  const auto rule_arg = fmt::arg("rule", rule);
  if (made)
    doc.paragraph({italic(to.say("Made here in chat: {rule}", rule_arg))});
  else
    doc.paragraph({italic(
        to.say("Changed here by an organiser: {rule}. The calendar does not say so yet.", rule_arg)
    )});
}

}  // namespace

Reader Asked::reader(bool with_links) const {
  Reader out{settings, context, say()};
  out.with_links = with_links;
  const auto known = known_person(context.db, event.at.space, event.who.id);
  const std::string& zone = known && !known->zone.empty() ? known->zone : event.who.zone;
  if (!zone.empty()) out.zone = Zone::named(zone);
  return out;
}

Doc list_doc(const Reader& to) {
  Database& db = to.context.db;
  const auto dates = dates_ahead(db, to.context.now, most_looked_at);
  std::set<std::int64_t> seen;
  std::vector<Line> lines;
  for (const MeetingDate& date : dates) {
    if (lines.size() == most_listed || !seen.insert(date.series).second) continue;
    auto series = series_by_id(db, date.series);
    if (series) lines.push_back(line_of({std::move(*series), date}, to));
  }
  if (lines.empty()) return nothing_known(to);
  Doc doc;
  doc.heading({to.say("Meetings")});
  doc.bullets(std::move(lines));
  const std::vector<std::string> names = names_of_all(db, to.settings);
  const std::string example = names.empty() ? "community" : names.front();
  const Text next("/meeting next " + example);
  const Text subscribe("/meeting subscribe " + example);
  doc.paragraph({to.say(
      "Where it is, and the agenda: {next}. To be reminded: {subscribe}", fmt::arg("next", next),
      fmt::arg("subscribe", subscribe)
  )});
  return doc;
}

Doc next_doc(const std::vector<Series>& found, const Reader& to) {
  Database& db = to.context.db;
  Doc doc;
  for (const Series& series : std::span(found).first(std::min(found.size(), most_shown))) {
    auto dates = dates_after(db, series.id, to.context.now - std::chrono::days(1), 20);
    std::erase_if(dates, [&](const MeetingDate& one) { return one.end <= to.context.now; });
    const auto next = std::ranges::find(dates, OccurrenceState::scheduled, &MeetingDate::state);
    doc.heading({Text(series.title)});
    put_rhythm(doc, series, to);
    if (next == dates.end()) {
      doc.paragraph({to.say("No date is known.")});
      continue;
    }
    const auto off = [](const MeetingDate& one) { return one.state == OccurrenceState::cancelled; };
    for (auto before = dates.begin(); before != next; ++before)
      if (off(*before)) doc.paragraph(line_of({series, *before}, to));
    const Shown shown{series, *next};
    doc.append(details(shown, date_before(db, series.id, next->start), to));
    std::vector<Line> later;
    for (auto one = next + 1; one != dates.end() && later.size() < 2; ++one)
      later.push_back(line_of({series, *one}, to));
    if (!later.empty()) doc.bullets(std::move(later));
    if (!series.description.empty()) doc.quote(Text::lines(shorten(series.description, 600)));
  }
  if (found.size() > most_shown)
    doc.paragraph({to.say.plural(
        "And {n} more answer to that.", "And {n} more answer to that.",
        static_cast<long>(found.size() - most_shown)
    )});
  return doc;
}

Outcome list_meetings(const Asked& asked) { return {SayReply{list_doc(asked.reader(false))}, {}}; }

// The link is for members: where others would see it, the answer goes to the asker alone.
Outcome next_meeting(std::string_view typed, const Asked& asked) {
  const auto found = series_typed(asked.context.db, asked.settings, typed);
  if (trim(typed).empty()) return list_meetings(asked);
  if (found.empty()) return {SayReply{no_such(typed, asked, {})}, {}};
  const auto may_be_seen = [&](const Series& series) {
    const auto rooms = configured_rooms(asked.settings, asked.context, series.key);
    return std::ranges::any_of(rooms, [&](const Target& room) { return room.who == asked.room(); });
  };
  const bool alone = !asked.context.confides || asked.context.confides(asked.event);
  SayReply reply{next_doc(found, asked.reader(true))};
  reply.confidential = !alone && !std::ranges::all_of(found, may_be_seen);
  return {std::move(reply), {}};
}

Doc no_such(std::string_view typed, const Asked& asked, const std::vector<std::string>& several) {
  const Say say = asked.say();
  Doc doc;
  std::vector<std::string> all = several;
  bool everything = false;
  if (several.empty()) {
    Database& db = asked.context.db;
    if (const std::size_t known = known_beginning(db, asked.settings, typed)) {
      doc.paragraph({say(
          "I know the meeting “{name}”, but not what “{rest}” means. /help meeting shows how it is "
          "written.",
          fmt::arg("name", Text(sanitize(typed.substr(0, known)))),
          fmt::arg("rest", Text(shorten(sanitize(trim(typed.substr(known))), 60)))
      )});
      return doc;
    }
    const Text word(shorten(sanitize(typed), 60));
    doc.paragraph({say("I know no meeting “{name}”.", fmt::arg("name", word))});
    all = near_typed(db, asked.settings, typed);
    everything = all.empty();
    if (everything)
      all = names_of_all(db, asked.settings);
    else
      doc.paragraph({say("Did you mean one of these?")});
  } else {
    doc.paragraph({say("Which one?")});
  }
  std::vector<Line> lines;
  for (const std::string& one : std::span(all).first(std::min(all.size(), most_listed)))
    lines.push_back({code(Text(one))});
  std::set<std::string> tags;
  if (everything)
    for (const SeriesSettings& one : asked.settings.series)
      for (const std::string& tag : one.tags) tags.insert("tag:" + tag);
  for (const std::string& tag : tags) lines.push_back({code(Text(tag))});
  if (!lines.empty()) doc.bullets(std::move(lines));
  return doc;
}

std::expected<Series, Doc> series_meant(std::string_view typed, const Asked& asked) {
  auto found = series_typed(asked.context.db, asked.settings, typed);
  if (found.size() == 1) return std::move(found.front());
  std::vector<std::string> several;
  several.reserve(found.size());
  for (const Series& one : found) several.push_back(Shown{one, {}}.typed(asked.settings));
  return std::unexpected(no_such(trim(typed), asked, several));
}

}  // namespace usher::meeting
