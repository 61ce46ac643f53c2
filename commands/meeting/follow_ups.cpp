// commands/meeting/follow_ups.cpp: the archive, and what was taken on.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/follow_ups.hpp"

#include "commands/meeting/agenda.hpp"
#include "commands/meeting/effects.hpp"
#include "commands/meeting/order.hpp"
#include "commands/meeting/telling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace usher::meeting {

namespace {

using std::chrono::days;

// After the notes have ended.
constexpr std::array<days, 3> archive_asks{days(2), days(7), days(14)};
constexpr std::chrono::hours before_meeting{24};

struct Unarchived {
  std::int64_t id = 0;
  std::string title, file;
  Subscriber by;
  sys_seconds ended{};
};

std::vector<Unarchived> unarchived(Database& db, sys_seconds now) {
  std::vector<Unarchived> out;
  auto row = db.query(
      "SELECT id,title,file,space,by_person,ended FROM meeting_minutes WHERE next_ask>0 AND "
      "next_ask<=? ORDER BY id LIMIT 20",
      now
  );
  while (row.next())
    out.push_back(
        {row.integer(0),
         std::string(row.text(1)),
         std::string(row.text(2)),
         {std::string(row.text(3)), "", std::string(row.text(4))},
         row.time(5)}
    );
  return out;
}

Doc archive_question(const Unarchived& notes, const Say& say) {
  const Text title(notes.title);
  const Text file(notes.file);
  Doc doc;
  doc.paragraph({say(
      "Are the notes of {title} in the archive? The file is {file}.", fmt::arg("title", title),
      fmt::arg("file", file)
  )});
  doc.buttons({Button(
      say("Yes, they are there"), "meeting.archived", std::to_string(notes.id),
      Button::Style::primary
  )});
  doc.paragraph({italic(say("I ask two, seven and fourteen days after a meeting."))});
  return doc;
}

// Whoever has the file, and at last the organisers.
void ask_about_archive(const Settings& settings, Context& context, std::vector<Effect>& out) {
  for (const Unarchived& one : unarchived(context.db, context.now)) {
    const auto later = std::ranges::find_if(archive_asks, [&](days after) {
      return one.ended + after > context.now;
    });
    const bool last = later == archive_asks.end();
    context.db.run(
        "UPDATE meeting_minutes SET next_ask=? WHERE id=?",
        last ? sys_seconds{} : one.ended + *later, one.id
    );
    const std::string key =
        fmt::format("meeting-archive:{}:{}", one.id, std::distance(archive_asks.begin(), later));
    if (last || one.by.person.empty()) {
      add(out, tell_organisers(settings, context, key, [&](const Reader& to) {
            return archive_question(one, to.say);
          }));
      continue;
    }
    const Target to{one.by};
    Doc doc = archive_question(one, reader_for(to, settings, context).say);
    out.emplace_back(post_to(one.by, key, std::move(doc), Lane::announcement));
  }
}

struct Accepted {
  std::int64_t id = 0;
  Subscriber who;
  std::string text;
};
std::vector<Accepted> accepted(Database& db, std::string_view key, sys_seconds start) {
  std::vector<Accepted> out;
  auto row = db.query(
      "SELECT id,space,person,text FROM meeting_actions WHERE state=1 AND key=? AND person<>'' AND "
      "asked<>? ORDER BY id LIMIT 50",
      key, start
  );
  while (row.next())
    out.push_back(
        {row.integer(0),
         {std::string(row.text(1)), "", std::string(row.text(2))},
         std::string(row.text(3))}
    );
  return out;
}

void ask_about_actions(const Settings& settings, Context& context, std::vector<Effect>& out) {
  for (const MeetingDate& date : dates_ahead(context.db, context.now, 200)) {
    if (date.start > context.now + before_meeting) break;
    if (date.start <= context.now) continue;
    const auto series = series_by_id(context.db, date.series);
    if (!series) continue;
    const Shown shown{*series, date};
    for (const Accepted& one : accepted(context.db, series->key, date.start)) {
      context.db.run("UPDATE meeting_actions SET asked=? WHERE id=?", date.start, one.id);
      const Target to{one.who};
      const Reader reader = reader_for(to, settings, context);
      const std::string id = std::to_string(one.id);
      Doc doc;
      doc.paragraph({reader.say("You have taken this on. Is it done?")});
      doc.quote(Text(one.text));
      doc.paragraph(line_of(shown, reader));
      doc.buttons(
          {Button(reader.say("Done"), "meeting.action-done", id, Button::Style::primary),
           Button(reader.say("Not yet"), "meeting.action-later", id)}
      );
      const std::string key =
          fmt::format("meeting-action-due:{}:{}", one.id, date.start.time_since_epoch().count());
      out.emplace_back(post_to(one.who, key, std::move(doc), Lane::reminder));
    }
  }
}

}  // namespace

void await_archive(
    Database& db, const Taking& taking, std::string_view file, const Subscriber& by, sys_seconds now
) {
  if (file.empty()) return;
  db.run(
      "UPDATE meeting_minutes SET file=?,by_person=?,next_ask=? WHERE id=?", file, by.person,
      now + archive_asks.front(), taking.id
  );
}

std::vector<Effect> follow_up(const Settings& settings, Context& context) {
  std::vector<Effect> out;
  ask_about_archive(settings, context, out);
  ask_about_actions(settings, context, out);
  return out;
}

std::optional<sys_seconds> next_follow_up(Database& db, sys_seconds after) {
  std::optional<sys_seconds> out;
  {
    auto row = db.query("SELECT min(next_ask) FROM meeting_minutes WHERE next_ask>0");
    if (row.next() && !row.is_null(0)) out = row.time(0);
  }
  auto row = db.query(
      "SELECT min(o.start) FROM meeting_occurrences o JOIN meeting_series s ON s.id=o.series WHERE "
      "o.state=0 AND o.start>? AND s.key IN (SELECT key FROM meeting_actions WHERE state=1 AND "
      "person<>'')",
      after + before_meeting
  );
  if (row.next() && !row.is_null(0)) {
    const sys_seconds at = row.time(0) - before_meeting;
    if (!out || at < *out) out = at;
  }
  return out;
}

Outcome archived(std::string_view value, const Asked& asked) {
  const Say say = asked.say();
  asked.context.db.run(
      "UPDATE meeting_minutes SET archived=?,next_ask=0 WHERE id=? AND ended>0 AND archived=0",
      asked.context.now, number_typed(value).value_or(0)
  );
  return {Replace{say("Thank you. I do not ask again.")}, {}};
}

Outcome action_is(std::string_view value, bool done, const Asked& asked) {
  const Say say = asked.say();
  Database& db = asked.context.db;
  const std::int64_t id = number_typed(value).value_or(0);
  std::string text;
  {
    auto row = db.query(
        "SELECT text FROM meeting_actions WHERE id=? AND state=1 AND space=? AND person=?", id,
        asked.event.at.space, asked.event.who.id
    );
    if (!row.next()) return {Replace{say("This is not open any more.")}, {}};
    text = row.text(0);
  }
  const Text words(text);
  const auto arg = fmt::arg("text", words);
  if (!done) return {Replace{say("It stays open until the meeting after: {text}", arg)}, {}};
  db.run(
      "UPDATE meeting_actions SET state=? WHERE id=?", std::to_underlying(ActionState::done), id
  );
  return {Replace{say("Done: {text}", arg)}, {}};
}

}  // namespace usher::meeting
