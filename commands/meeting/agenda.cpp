// commands/meeting/agenda.cpp: /agenda.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/agenda.hpp"

#include "bot/text.hpp"
#include "commands/meeting/card_parts.hpp"
#include "commands/meeting/choosing.hpp"
#include "commands/meeting/order.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace usher::meeting {

namespace {

enum class AgendaVerb : std::uint8_t { add, move, defer, done };

constexpr std::size_t longest = 300;

constexpr std::array<std::string_view, 4> also_add = {"new", "+", "添加", "新增"};
constexpr std::array<std::string_view, 3> also_move = {"order", "移到", "調整"};
constexpr std::array<std::string_view, 4> also_defer = {"later", "postpone", "推迟", "延後"};
constexpr std::array<std::string_view, 5> also_done = {"drop", "remove", "-", "完成", "删除"};
constexpr std::array<WordSpec, 4> words = {{
    {.word = "add",
     .grammar = "MEETING: WORDS",
     .summary = mark("Puts something on the agenda of a meeting"),
     .also = also_add},
    {.word = "move",
     .grammar = "NUMBER to PLACE",
     .summary = mark("Puts an item at another place"),
     .role = Role::organiser,
     .also = also_move},
    {.word = "defer",
     .grammar = "NUMBER",
     .summary = mark("Puts an item off until the meeting after the next"),
     .also = also_defer},
    {.word = "done",
     .grammar = "NUMBER",
     .summary = mark("Takes an item off the agenda"),
     .also = also_done},
}};

struct Item {
  std::int64_t id = 0, place = 0;
  std::string key, text, space, person;
};

std::optional<Item> item_numbered(Database& db, std::string_view typed) {
  const auto id = number_typed(typed);
  if (!id) return std::nullopt;
  auto row = db.query(
      "SELECT id,place,key,text,space,person FROM meeting_agenda WHERE id=? AND done=0", *id
  );
  if (!row.next()) return std::nullopt;
  return Item{row.integer(0),           row.integer(1),           std::string(row.text(2)),
              std::string(row.text(3)), std::string(row.text(4)), std::string(row.text(5))};
}

Outcome answered(Doc doc) { return {SayReply{std::move(doc)}, {}}; }

// Its series, with what is open for the next meeting.
Doc agenda_of(const Series& series, const Asked& asked) {
  const Say say = asked.say();
  Database& db = asked.context.db;
  const Reader reader = asked.reader(false);
  const auto dates = dates_after(db, series.id, asked.context.now, 20);
  const auto next = std::ranges::find(dates, OccurrenceState::scheduled, &MeetingDate::state);
  const sys_seconds start = next == dates.end() ? asked.context.now : next->start;
  Doc doc;
  const Text title(series.title);
  doc.heading({say("Agenda of {title}", fmt::arg("title", title))});
  if (next != dates.end()) doc.paragraph({when_of({series, *next}, start, reader)});
  const auto items = open_items(db, series.key, start);
  std::vector<Line> lines;
  for (const AgendaItem& one : items) {
    Line line{code(Text("#" + std::to_string(one.id))), Text(std::string(" ")), Text(one.text)};
    if (!one.who.empty()) {
      line.emplace_back(Text(std::string(" – ")));
      line.emplace_back(Text(one.who));
    }
    lines.push_back(std::move(line));
  }
  if (lines.empty()) {
    const SeriesSettings* own = settings_of(asked.settings, series.key);
    const Text command("/agenda add " + (own != nullptr ? own->name : series.key) + ": …");
    doc.paragraph(
        {say("Nothing is on it yet. To add something: {command}", fmt::arg("command", command))}
    );
  } else {
    doc.bullets(std::move(lines));
  }
  return doc;
}

Outcome add(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  Context& context = asked.context;
  const auto parted = parted_by_colon(typed);
  const Text example(std::string("/agenda add community: new release"));
  if (!parted || parted->after.empty())
    return answered(say("Say for which meeting, and what: {command}", fmt::arg("command", example))
    );
  auto found = series_meant(parted->before, asked);
  if (!found) return answered(std::move(found.error()));
  const std::string text = shorten(sanitize(parted->after), longest);
  if (!add_item(context.db, found->key, text, asked, false))
    return answered(say("The agenda is full."));
  return answered(agenda_of(*found, asked));
}

// Whoever put it there, or an organiser.
bool may_change(const Item& item, const Asked& asked) {
  const bool own = item.space == asked.event.at.space && item.person == asked.event.who.id;
  return own || asked.event.who.roles.has(Role::organiser);
}

void put_at(Database& db, const Item& item, std::size_t wanted) {
  std::vector<std::int64_t> order;
  {
    auto row = db.query(
        "SELECT id FROM meeting_agenda WHERE key=? AND done=0 AND id<>? ORDER BY place,id",
        item.key, item.id
    );
    while (row.next()) order.push_back(row.integer(0));
  }
  const std::size_t place = std::min(wanted == 0 ? 0 : wanted - 1, order.size());
  order.insert(order.begin() + static_cast<std::ptrdiff_t>(place), item.id);
  std::int64_t number = 0;
  for (const std::int64_t id : order)
    db.run("UPDATE meeting_agenda SET place=? WHERE id=?", ++number, id);
}

Outcome change(AgendaVerb verb, std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  Context& context = asked.context;
  const auto item = item_numbered(context.db, typed);
  if (!item)
    return answered(
        say("I know no such item. {command} lists them.",
            fmt::arg("command", Text(std::string("/agenda"))))
    );
  if (!may_change(*item, asked))
    return answered(say("Only who put it there, or an organiser, can change it."));
  std::optional<Series> series;
  for (Series& one : all_series(context.db))
    if (one.key == item->key) series = std::move(one);
  switch (verb) {
    case AgendaVerb::move: {
      const auto all = split_words(typed);
      const auto wanted = all.size() > 1 ? number_typed(all.back()) : std::nullopt;
      put_at(context.db, *item, static_cast<std::size_t>(wanted.value_or(1)));
      break;
    }
    case AgendaVerb::defer: {
      const auto dates = series ? dates_after(context.db, series->id, context.now, 20)
                                : std::vector<MeetingDate>{};
      const auto next = std::ranges::find(dates, OccurrenceState::scheduled, &MeetingDate::state);
      const sys_seconds until = next == dates.end() ? context.now + std::chrono::days(14)
                                                    : next->start + std::chrono::seconds(1);
      context.db.run("UPDATE meeting_agenda SET not_before=? WHERE id=?", until, item->id);
      break;
    }
    case AgendaVerb::done:
      context.db.run("UPDATE meeting_agenda SET done=? WHERE id=?", context.now, item->id);
      break;
    case AgendaVerb::add:
      break;
  }
  if (series) return answered(agenda_of(*series, asked));
  return answered(say("Done."));
}

}  // namespace

std::span<const WordSpec> agenda_words() { return words; }

Outcome agenda_asked(std::string_view args, const Asked& asked) {
  CommandSpec spec;
  spec.words = words;
  const WordMatch match = match_word(spec, args);
  if (match.word != nullptr) {
    const auto verb = static_cast<AgendaVerb>(match.word - words.data());
    return verb == AgendaVerb::add ? add(match.rest, asked) : change(verb, match.rest, asked);
  }
  const auto found = series_typed(asked.context.db, asked.settings, args);
  if (found.empty()) return answered(no_such(trim(args), asked, {}));
  Doc doc;
  constexpr std::size_t most = 6;
  for (const Series& one : std::span(found).first(std::min(found.size(), most)))
    doc.append(agenda_of(one, asked));
  return answered(std::move(doc));
}

}  // namespace usher::meeting
