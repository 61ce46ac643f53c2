// commands/meeting/making.cpp: a new meeting, shown and made.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/making.hpp"

#include "bot/text.hpp"
#include "commands/meeting/card_parts.hpp"
#include "commands/meeting/changes.hpp"
#include "commands/meeting/choosing.hpp"
#include "commands/meeting/join_links.hpp"
#include "commands/meeting/names.hpp"
#include "commands/meeting/poll.hpp"
#include "commands/meeting/rhythm_words.hpp"
#include "commands/meeting/series_words.hpp"
#include "commands/meeting/when_words.hpp"

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::local_days;
using std::chrono::local_seconds;
using std::chrono::seconds;
using Step = Rhythm::Step;

constexpr std::size_t longest_title = 120;
constexpr std::size_t longest_tag = 40;
constexpr std::size_t most_tags = 8;
constexpr std::size_t most_rooms = 20;
constexpr std::size_t most_shown = 3;
constexpr std::size_t most_made = 200;
constexpr days furthest{400};

constexpr std::string_view example =
    "/meeting new \"Docs sprint\" 2026-12-03 17:00 Europe/Berlin every 2 weeks until 2027-03-01 at "
    "https://meet.example.org/docs";

MakeFlaw flaw(std::string field, Doc words) { return {std::move(field), std::move(words)}; }

std::optional<MakeFlaw> set_title(MadeMeeting& out, const RhythmTyped& typed, const Asked& asked) {
  const Say say = asked.say();
  const Text command(example);
  const auto example_arg = fmt::arg("command", command);
  out.title = shorten(sanitize(typed.before), longest_title);
  out.key = name_key(out.title);
  if (out.key.empty()) return flaw("title", say("Say what it is called: {command}", example_arg));
  Database& db = asked.context.db;
  for (const Series& one : all_series(db)) {
    const SeriesSettings* own = settings_of(asked.settings, one.key);
    const bool same = one.key == out.key || (own != nullptr && name_key(own->name) == out.key);
    if (!same) continue;
    const Text title(one.title);
    const Text change("/meeting change " + Shown{one, {}}.typed(asked.settings));
    return flaw(
        "title", say("There is a meeting of that name: {title}. To change it: {command}. A new one "
                     "needs another name.",
                     fmt::arg("title", title), fmt::arg("command", change))
    );
  }
  if (says_cancelled(out.title))
    return flaw("title", say("Say what it is called: {command}", example_arg));
  if (all_made(db).size() >= most_made)
    return flaw("title", say("There are too many meetings that were made here. End one first."));
  return std::nullopt;
}

void set_cadence(Rhythm& rhythm, const RhythmTyped& typed, local_days day) {
  const std::chrono::weekday on(day);
  const auto of_month = static_cast<unsigned>(std::chrono::year_month_day(day).day());
  rhythm.step = typed.step.value_or(typed.month_day != 0 ? Step::month_days : Step::once);
  rhythm.every = typed.every;
  // "Every month" is on its weekday, where no day of the month is said.
  if (rhythm.step == Step::month_days && typed.month_day == 0) rhythm.step = Step::month_weekdays;
  const bool on_days = rhythm.step == Step::weeks || rhythm.step == Step::month_weekdays;
  if (on_days) rhythm.days = typed.days.empty() ? std::vector{on} : typed.days;
  const int nth = static_cast<int>((of_month - 1) / 7) + 1;
  rhythm.nth = typed.nth != 0 ? typed.nth : (nth > 4 ? -1 : nth);
  rhythm.month_day = typed.month_day;
  if (rhythm.step != Step::once) {
    rhythm.until = typed.until;
    rhythm.count = typed.until ? 0 : typed.count;
  }
}

std::optional<MakeFlaw> set_rhythm(MadeMeeting& out, const RhythmTyped& typed, const Asked& asked) {
  const Say say = asked.say();
  const auto day = typed.day ? typed.day : typed.from;
  if (!day)
    return flaw(
        "day", say("Say on which day it is first, year, month and day: {day}",
                   fmt::arg("day", Text(std::string("2026-12-03"))))
    );
  if (!typed.clock)
    return flaw(
        "time",
        say("Say at what time it begins: {time}", fmt::arg("time", Text(std::string("17:00"))))
    );
  const Reader reader = asked.reader(false);
  Rhythm& rhythm = out.rhythm;
  rhythm.zone = typed.zone;
  if (rhythm.zone.empty() && reader.zone) rhythm.zone = reader.zone->name();
  if (rhythm.zone.empty()) rhythm.zone = asked.context.community.time_zone;
  const auto zone = Zone::named(rhythm.zone);
  if (!zone)
    return flaw(
        "zone", say("Say by which clocks, a continent and a city: {zone}",
                    fmt::arg("zone", Text(std::string("Europe/Berlin"))))
    );
  rhythm.zone = zone->name();
  rhythm.length = typed.length.value_or(std::chrono::minutes(60));
  if (rhythm.length > days(7)) return flaw("length", say("It may take seven days at most."));
  set_cadence(rhythm, typed, *day);
  rhythm.start = local_seconds(*day) + seconds(*typed.clock);
  if (!begin_with_first(rhythm)) return flaw("often", say("That rule comes true on no day."));
  const sys_seconds first = zone->to_utc(rhythm.start);
  if (first <= asked.context.now) return flaw("day", say("That time is over already."));
  if (first > asked.context.now + furthest)
    return flaw("day", say("Its first date is more than a year ahead."));
  if (rhythm.until && *rhythm.until < floor<days>(rhythm.start))
    return flaw("end", say("It would end before it begins."));
  return std::nullopt;
}

std::optional<MakeFlaw> set_places(
    MadeMeeting& out, const RhythmTyped& typed, const Place& here, const Asked& asked
) {
  const Say say = asked.say();
  if (!typed.link.empty()) {
    const auto addresses = addresses_in(typed.link);
    if (addresses.empty() || typed.link.size() > 1'000)
      return flaw(
          "link", say("That is no address. It begins with {begin}.",
                      fmt::arg("begin", Text(std::string("https://"))))
      );
    out.link = addresses.front();
  }
  const auto put = [&](Place room) {
    room.thread.clear();
    if (std::ranges::find(out.rooms, room) == out.rooms.end()) out.rooms.push_back(std::move(room));
  };
  for (const std::string& named : typed.rooms) {
    const auto found = asked.context.rooms ? asked.context.rooms(named) : std::vector<Place>{};
    if (found.empty()) {
      const Text room(shorten(sanitize(named), 80));
      return flaw(
          "rooms", say("I know no room “{room}”. Write it as meetings.toml does: web:general, "
                       "slack:C0123456, matrix:!abc:example.org.",
                       fmt::arg("room", room))
      );
    }
    for (const Place& room : found) put(room);
  }
  if ((typed.here || typed.rooms.empty()) && !here.room.empty()) put(here);
  if (out.rooms.size() > most_rooms)
    return flaw("rooms", say("These are too many rooms; others can subscribe."));
  return std::nullopt;
}

void set_words(MadeMeeting& out, const RhythmTyped& typed) {
  for (const std::string& given : typed.tags) {
    std::string tag = shorten(sanitize(given), longest_tag);
    if (!tag.empty() && out.tags.size() < most_tags) out.tags.push_back(std::move(tag));
  }
  out.about = typed.about;
}

// Its dates to come.
std::vector<ReadOccurrence> coming(const MadeMeeting& made, sys_seconds now) {
  return dates_of(made.rhythm, now, now + furthest + days(1));
}

}  // namespace

Place room_here(const Asked& asked) {
  const auto* command = asked.event.as<Command>();
  return command != nullptr && command->direct ? Place{} : asked.event.at;
}

std::optional<MakeFlaw> complete(
    MadeMeeting& out, const RhythmTyped& typed, const Place& here, const Asked& asked
) {
  if (auto no = set_title(out, typed, asked)) return no;
  if (!typed.unread.empty() || typed.back || typed.end_now)
    return flaw(
        "often", not_understood(
                     typed.unread.empty() ? std::string("end now") : typed.unread,
                     std::string(example), asked.say()
                 )
    );
  if (auto no = set_rhythm(out, typed, asked)) return no;
  if (auto no = set_places(out, typed, here, asked)) return no;
  set_words(out, typed);
  return std::nullopt;
}

Outcome preview_make(const MadeMeeting& made, const Asked& asked, bool granted) {
  const Say say = asked.say();
  const Reader reader = asked.reader(true);
  Database& db = asked.context.db;
  Draft draft;
  draft.kind = Draft::Kind::make;
  draft.made = made;
  draft.granted = granted;
  const auto dates = coming(made, asked.context.now);
  if (!dates.empty()) draft.first = dates.front().start;
  const std::string id = keep_draft(db, draft, asked.event.id, asked.person(), asked.context.now);
  const Text title(made.title);
  Doc doc;
  doc.heading({say("Make {title}?", fmt::arg("title", title))});
  doc.paragraph({bold(rhythm_words(made.rhythm, say))});
  std::vector<Line> lines;
  for (const ReadOccurrence& one : std::span(dates).first(std::min(dates.size(), most_shown)))
    lines.push_back({both_clocks(one.start, reader)});
  if (!lines.empty()) {
    doc.paragraph({say("The next dates:")});
    doc.bullets(std::move(lines));
  }
  std::vector<Fact> facts;
  const Phrase length = span_words(made.rhythm.length, say);
  facts.push_back({{say("Length")}, {length}});
  if (!made.link.empty()) facts.push_back({{say("Join")}, {link(Text(made.link), made.link)}});
  std::string tags;
  for (const std::string& tag : made.tags) tags += (tags.empty() ? "" : ", ") + tag;
  if (!tags.empty()) facts.push_back({{say("Tags")}, {Text(tags)}});
  doc.facts(std::move(facts));
  if (!made.about.empty()) doc.quote(Text(made.about));
  doc.append(date_warnings(made.rhythm, dates, 0, reader));
  Settings with = asked.settings;
  add_made(with, made);
  doc.append(reach_doc(reach_of(made.key, {}, with, asked.context), say));
  if (made.rooms.empty())
    doc.paragraph({say(
        "No room would be reminded of it. Name one to have it so: {room}",
        fmt::arg("room", Text(std::string("web:general")))
    )});
  const SeriesSettings* const own = settings_of(with, made.key);
  if (asked.settings.public_feeds && own != nullptr && own->in_feed)
    doc.paragraph({say(
        "Its title and its dates, but not the link, will stand in the calendars that everybody can "
        "subscribe to."
    )});
  doc.buttons(
      {Button(say("Yes, make it and tell them"), "meeting.do-series", id, Button::Style::primary),
       Button(say("No, leave it"), "meeting.keep")}
  );
  SayReply reply{std::move(doc)};
  reply.confidential = true;  // it has the link, and this room need not be one that may have it
  return {std::move(reply), {}};
}

Outcome make_asked(std::string_view typed, const Asked& asked) {
  if (!may_change_series(asked)) return refuse_series(asked);
  if (trim(typed).empty()) return open_new_form(asked);
  const Zone mine = asked.reader(false).zone.value_or(Zone());
  const auto today = floor<days>(mine.to_local(asked.context.now));
  MadeMeeting made;
  if (auto no = complete(made, read_rhythm(typed, today), room_here(asked), asked))
    return {SayReply{std::move(no->words)}, {}};
  return preview_make(made, asked);
}

}  // namespace usher::meeting
