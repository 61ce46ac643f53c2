// commands/meeting/taking.cpp: beginning, noting, ending.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/taking.hpp"

#include "bot/text.hpp"
#include "commands/meeting/agenda.hpp"
#include "commands/meeting/choosing.hpp"
#include "commands/meeting/order.hpp"
#include "commands/meeting/telling.hpp"
#include "commands/meeting/written.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

using std::chrono::minutes;

constexpr minutes nudge_after{15}, idle_end{60};
constexpr std::size_t most_lines = 2'000;

Outcome aloud(Doc doc) {
  SayReply reply{std::move(doc)};
  reply.only_you = false;  // the room takes the notes
  return {std::move(reply), {}};
}

// The date that goes on now, or begins within the hour; of the series, or of any that has this room.
std::optional<Shown> meeting_now(std::string_view typed, const Asked& asked) {
  const auto found = series_typed(asked.context.db, asked.settings, typed);
  for (const MeetingDate& date : dates_ahead(asked.context.db, asked.context.now, 200)) {
    if (date.start > asked.context.now + std::chrono::hours(1)) break;
    const auto series = std::ranges::find(found, date.series, &Series::id);
    if (series == found.end()) continue;
    if (!trim(typed).empty()) return Shown{*series, date};
    const auto rooms = configured_rooms(asked.settings, asked.context, series->key);
    if (std::ranges::any_of(rooms, [&](const Target& room) { return room.who == asked.room(); }))
      return Shown{*series, date};
  }
  return std::nullopt;
}

Doc how_to_note(const Say& say) {
  const auto line = [](std::string_view typed, Phrase what) -> Line {
    return {code(Text(typed)), Text(std::string(" – ")), std::move(what)};
  };
  Doc doc;
  doc.bullets(
      {line("/meeting here", say("I am there")),
       line("/meeting topic …", say("what is talked about")),
       line("/meeting info …", say("what is said of it")),
       line("/meeting agreed …", say("what is decided")),
       line("/meeting action @name …", say("what somebody takes on")),
       line("/meeting link …", say("a page")), line("/meeting undo", say("takes back your last")),
       line("/meeting end", say("the notes are written"))}
  );
  return doc;
}

// While something is noted, it goes on.
sys_seconds nudge_at(const Taking& one) {
  return std::max(one.planned_end, one.last) + nudge_after;
}

// What is left from the last meeting; what is on the agenda, with the numbers that `topic` takes.
Doc what_is_on(const std::optional<Shown>& shown, const Asked& asked) {
  const Say say = asked.say();
  Database& db = asked.context.db;
  Doc doc;
  if (!shown) return doc;
  std::vector<Line> lines;
  for (const ActionItem& one : open_actions(db, shown->series.key))
    lines.push_back({Text(one.owner.empty() ? one.text : one.owner + ": " + one.text)});
  if (!lines.empty()) {
    doc.paragraph({say("From the last meeting:")});
    doc.bullets(std::exchange(lines, {}));
  }
  for (const AgendaItem& one : open_items(db, shown->series.key, shown->date.start))
    lines.push_back(
        {code(Text("#" + std::to_string(one.id))), Text(std::string(" ")),
         Text(one.who.empty() ? one.text : one.text + " (" + one.who + ")")}
    );
  if (!lines.empty()) {
    doc.paragraph({say("On the agenda:")});
    doc.bullets(std::move(lines));
    const Text command(std::string("/meeting topic #1"));
    doc.paragraph(
        {say("To come to one of them, its number will do: {command}", fmt::arg("command", command))}
    );
  }
  return doc;
}

// "topic #12": the item of the agenda with that number. The first number that none has.
std::string name_topics(Database& db, const Taking& taking, std::vector<NoteLine>& lines) {
  std::string unknown;
  const auto series = series_by_id(db, taking.series);
  if (!series) return unknown;
  std::erase_if(lines, [&](NoteLine& one) {
    if (one.kind != NoteLine::Kind::topic || !one.text.starts_with('#') || !number_typed(one.text))
      return false;
    if (auto text = item_text(db, series->key, one.text)) {
      one.text = std::move(*text);
      return false;
    }
    if (one.text.contains(' ')) return false;  // words after it: a topic as it is written
    if (unknown.empty()) unknown = one.text;
    return true;
  });
  return unknown;
}

Doc no_item(const Say& say) {
  const Text command(std::string("/agenda"));
  return say("I know no such item. {command} lists them.", fmt::arg("command", command));
}

// Several in one message, a line each; the first has lost its command.
struct Read {
  std::vector<NoteLine> lines;
  std::string odd;  // a line that begins with no word for notes
};
Read read_lines(std::string_view typed, const std::string& name) {
  Read out;
  for (std::string_view line : split(typed, '\n')) {
    line = trim(line);
    if (line.starts_with("/meeting ") || line.starts_with("!meeting ")) line = trim(line.substr(9));
    if (line.empty()) continue;
    auto lines = read_note(line, name);
    if (!lines) {
      if (out.odd.empty()) out.odd = shorten(sanitize(line), 60);
      continue;
    }
    for (NoteLine& one : *lines) out.lines.push_back(std::move(one));
  }
  return out;
}

}  // namespace

Outcome start_taking(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  Context& context = asked.context;
  if (asked.event.at.room.empty()) return {SayReply{say("There is no room here.")}, {}};
  if (const auto going = taking_in(context.db, asked.event.at)) {
    const Text title(going->title);
    return {SayReply{say("Notes of {title} are being taken here.", fmt::arg("title", title))}, {}};
  }
  const auto shown = meeting_now(typed, asked);
  std::string title(trim(typed));
  if (shown) title = shown->title();
  if (title.empty()) {
    const Text command(std::string("/meeting start community"));
    return {SayReply{say("Say which meeting begins: {command}", fmt::arg("command", command))}, {}};
  }
  Taking taking;
  taking.title = shorten(sanitize(title), 200);
  taking.series = shown ? shown->series.id : 0;
  taking.date = shown ? shown->date.id : 0;
  taking.at = {asked.event.at.space, asked.event.at.room, ""};
  taking.person = asked.event.who.id;
  taking.started = taking.last = context.now;
  taking.planned_end = shown ? shown->date.end : context.now + std::chrono::hours(1);
  taking = begin_taking(context.db, std::move(taking));
  const Text name(taking.title);
  Doc doc;
  doc.heading({say("Notes of {title}", fmt::arg("title", name))});
  doc.append(what_is_on(shown, asked));
  doc.append(how_to_note(say));
  Outcome out = aloud(std::move(doc));
  out.effects.push_back(plan_changed(context));
  return out;
}

Outcome take_note(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  Context& context = asked.context;
  const auto taking = taking_in(context.db, asked.event.at);
  if (!taking) {
    const Text command(std::string("/meeting start community"));
    return {
        SayReply{
            say("No notes are being taken here. To begin: {command}", fmt::arg("command", command))
        },
        {}
    };
  }
  const Person& who = asked.event.who;
  Read read = read_lines(typed, name_of(who));
  const std::string unknown = name_topics(context.db, *taking, read.lines);
  if (!unknown.empty() && read.lines.empty()) return {SayReply{no_item(say)}, {}};
  if (read.lines.empty()) return {SayReply{how_to_note(say)}, {}};
  if (lines_of(context.db, taking->id).size() + read.lines.size() > most_lines)
    return {SayReply{say("The notes are full.")}, {}};
  add_lines(context.db, taking->id, read.lines, who.id, context.now);
  Doc doc;
  doc.paragraph({say.plural("✓ noted", "✓ {n} noted", static_cast<long>(read.lines.size()))});
  if (!read.odd.empty()) {
    const Text odd(read.odd);
    doc.paragraph({say("I do not know what “{line}” is meant to be.", fmt::arg("line", odd))});
  }
  if (!unknown.empty()) doc.append(no_item(say));
  Outcome out{SayReply{std::move(doc)}, {}};
  out.effects.push_back(plan_changed(context));
  return out;
}

Outcome undo_note(const Asked& asked) {
  const Say say = asked.say();
  const auto taking = taking_in(asked.context.db, asked.event.at);
  const auto line =
      taking ? undo_line(asked.context.db, taking->id, asked.event.who.id) : std::nullopt;
  if (!line) return {SayReply{say("There is nothing of yours to take back.")}, {}};
  const bool present = line->kind == NoteLine::Kind::present;
  const Text text(present ? line->who : line->text);
  return {SayReply{say("Taken back: {text}", fmt::arg("text", text))}, {}};
}

Outcome stop_taking(const Asked& asked) {
  const Say say = asked.say();
  Context& context = asked.context;
  const auto taking = taking_in(context.db, asked.event.at);
  if (!taking) return {SayReply{say("No notes are being taken here.")}, {}};
  const bool may = taking->person == asked.event.who.id ||
                   asked.event.who.roles.has(Role::organiser) ||
                   asked.event.who.roles.has(Role::maintainer);
  if (!may) return {SayReply{say("Whoever began, or an organiser, ends the notes.")}, {}};
  Ended ended = end_notes(asked.settings, context, *taking, asked.person());
  Outcome out = aloud(std::move(ended.summary));
  out.effects = std::move(ended.effects);
  return out;
}

std::vector<Effect> look_after_takings(const Settings& settings, Context& context) {
  std::vector<Effect> out;
  for (const Taking& one : takings(context.db)) {
    const Subscriber room{one.at.space, one.at.room, ""};
    const Reader reader = reader_for({room}, settings, context);
    if (context.now - one.last >= idle_end && context.now >= one.planned_end) {
      Ended ended = end_notes(settings, context, one, {one.at.space, "", one.person});
      Doc doc;
      doc.paragraph({reader.say("Nothing was noted for an hour, so I have ended the notes.")});
      doc.append(std::move(ended.summary));
      out.emplace_back(
          post_to(room, fmt::format("meeting-ended:{}", one.id), std::move(doc), Lane::reply)
      );
      for (Effect& effect : ended.effects) out.push_back(std::move(effect));
    } else if (!one.nudged && context.now >= nudge_at(one)) {
      set_nudged(context.db, one.id);
      const Text command(std::string("/meeting end"));
      out.emplace_back(post_to(
          room, fmt::format("meeting-nudge:{}:{}", one.id, one.last.time_since_epoch().count()),
          Doc(reader.say(
              "Is the meeting over? {command} writes the notes.", fmt::arg("command", command)
          )),
          Lane::reply
      ));
    }
  }
  return out;
}

std::optional<sys_seconds> next_look(Database& db) {
  std::optional<sys_seconds> out;
  for (const Taking& one : takings(db)) {
    const sys_seconds end = std::max(one.last + idle_end, one.planned_end);
    const sys_seconds at = one.nudged ? end : std::min(end, nudge_at(one));
    if (!out || at < *out) out = at;
  }
  return out;
}

}  // namespace usher::meeting
