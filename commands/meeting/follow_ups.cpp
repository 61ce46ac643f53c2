// commands/meeting/follow_ups.cpp: the archive, and what was taken on.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/follow_ups.hpp"

#include "commands/meeting/agenda.hpp"
#include "commands/meeting/archiving.hpp"
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

// Of notes that were ended before pages were kept (migration 0020), what there is of one.
NotesPage page_of_notes(Database& db, std::int64_t id) {
  if (auto page = page_by_id(db, id)) return std::move(*page);
  NotesPage out;
  out.id = id;
  auto row = db.query("SELECT title,file,space,by_person FROM meeting_minutes WHERE id=?", id);
  if (!row.next()) return out;
  out.meeting = row.text(0);
  out.file = row.text(1);
  out.by = {std::string(row.text(2)), "", std::string(row.text(3))};
  return out;
}

struct Unarchived {
  std::int64_t id = 0;
  sys_seconds ended{};
};

std::vector<Unarchived> unarchived(Database& db, sys_seconds now) {
  std::vector<Unarchived> out;
  auto row = db.query(
      "SELECT id,ended FROM meeting_minutes WHERE next_ask>0 AND next_ask<=? ORDER BY id LIMIT 20",
      now
  );
  while (row.next()) out.push_back({row.integer(0), row.time(1)});
  return out;
}

Doc archive_question(const Settings& settings, const NotesPage& page, const Say& say) {
  const Text title(page.meeting);
  const Text file(page.file);
  Doc doc;
  doc.paragraph({say(
      "Are the notes of {title} in the archive? The file is {file}.", fmt::arg("title", title),
      fmt::arg("file", file)
  )});
  if (Line how = standing(page, say); !how.empty()) doc.paragraph(std::move(how));
  std::vector<Button> buttons;
  if (can_propose(settings, page) && page.pull == Pull::none)
    buttons.push_back(propose_button(page, say("Open the pull request")));
  buttons.emplace_back(say("Yes, they are there"), "meeting.archived", std::to_string(page.id));
  if (buttons.size() == 1) buttons.front().style = Button::Style::primary;
  doc.buttons(std::move(buttons));
  doc.paragraph({italic(say("I ask two, seven and fourteen days after a meeting."))});
  return doc;
}

// Where there is an archive to look at, that comes before anybody is asked.
void see_to_archive(const Settings& settings, Context& context, std::vector<Effect>& out) {
  for (const Unarchived& one : unarchived(context.db, context.now)) {
    const auto later = std::ranges::find_if(archive_asks, [&](days after) {
      return one.ended + after > context.now;
    });
    const bool last = later == archive_asks.end();
    context.db.run(
        "UPDATE meeting_minutes SET next_ask=? WHERE id=?",
        last ? sys_seconds{} : one.ended + *later, one.id
    );
    const std::int64_t step = std::distance(archive_asks.begin(), later);
    const NotesPage page = page_of_notes(context.db, one.id);
    if (auto look = look_at_archive(settings, page, step, last))
      out.emplace_back(std::move(*look));
    else
      add(out, ask_whether_archived(settings, context, page, step, last));
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
  db.run(
      "UPDATE meeting_minutes SET file=?,by_person=?,next_ask=? WHERE id=?", file, by.person,
      file.empty() ? sys_seconds{} : now + archive_asks.front(), taking.id
  );
  // Notes of the same date that were there before: one question is enough.
  if (!file.empty())
    db.run("UPDATE meeting_minutes SET next_ask=0 WHERE file=? AND id<>?", file, taking.id);
}

std::vector<Effect> ask_whether_archived(
    const Settings& settings, Context& context, const NotesPage& page, std::int64_t step, bool last
) {
  const std::string key = fmt::format("meeting-archive:{}:{}", page.id, step);
  if (last || page.by.person.empty())
    return tell_organisers(settings, context, key, [&](const Reader& to) {
      return archive_question(settings, page, to.say);
    });
  std::vector<Effect> out;
  Doc doc = archive_question(settings, page, reader_for(Target{page.by}, settings, context).say);
  out.emplace_back(post_to(page.by, key, std::move(doc), Lane::announcement));
  return out;
}

std::vector<Effect> follow_up(const Settings& settings, Context& context) {
  std::vector<Effect> out;
  see_to_archive(settings, context, out);
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
  set_archived(asked.context.db, number_typed(value).value_or(0), asked.context.now);
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
