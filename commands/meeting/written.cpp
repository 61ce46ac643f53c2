// commands/meeting/written.cpp: the end of the notes.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/written.hpp"

#include "bot/text.hpp"
#include "commands/meeting/agenda.hpp"
#include "commands/meeting/archiving.hpp"
#include "commands/meeting/coming.hpp"
#include "commands/meeting/follow_ups.hpp"
#include "commands/meeting/table.hpp"
#include "commands/meeting/telling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace usher::meeting {

namespace {

using Kind = NoteLine::Kind;

// Of the date that it is about.
sys_seconds start_of(Database& db, const Taking& taking) {
  const auto date = date_by_id(db, taking.date);
  return date ? date->start : taking.started;
}

std::string conduct_text(const Settings& settings) {
  const auto found = settings.notices.find("en");
  return found == settings.notices.end() ? std::string() : std::string(trim(found->second));
}

Minutes minutes_of(const Settings& settings, Database& db, const Taking& taking, sys_seconds now) {
  Minutes out;
  out.title = taking.title;
  out.start = start_of(db, taking);
  out.end = now;
  out.lines = lines_of(db, taking.id);
  out.follow_up = follow_up_of(db, taking, out.lines);
  out.conduct = conduct_text(settings);
  if (const auto series = series_by_id(db, taking.series)) {
    out.agenda = series->agenda;
    if (const SeriesSettings* own = settings_of(settings, series->key)) {
      if (!own->agenda.empty()) out.agenda = own->agenda;
      out.notes = own->notes;
      if (!own->page_title.empty()) out.title = own->page_title;
    }
  }
  return out;
}

// Who is there under which name, of those who said so themselves.
std::map<std::string, std::string> people_there(Database& db, std::int64_t taking) {
  std::map<std::string, std::string> out;
  auto row = db.query(
      "SELECT who,person FROM meeting_minute_lines WHERE minutes=? AND kind=0 AND person<>'' AND "
      "text='self'",
      taking
  );
  while (row.next()) {
    out.emplace(to_lower_ascii(row.text(0)), row.text(1));
    out.emplace(to_lower_ascii(row.text(1)), row.text(1));
  }
  return out;
}

// Each action has a row, and its owner is asked first.
void ask_owners(
    const Settings& settings, const Context& context, const Taking& taking, const Minutes& minutes,
    std::vector<Effect>& out
) {
  const auto series = series_by_id(context.db, taking.series);
  const auto there = people_there(context.db, taking.id);
  for (const NoteLine& one : minutes.lines) {
    if (one.kind != Kind::action) continue;
    const auto person = there.find(to_lower_ascii(one.who));
    const Subscriber owner{
        taking.at.space, "", person == there.end() ? std::string() : person->second
    };
    const std::int64_t id = add_action(
        context.db, series ? series->key : "", taking.title, one.who, owner, one.text, context.now
    );
    if (owner.person.empty()) continue;
    const Target to{owner};
    out.emplace_back(ask_owner(id, one.text, to, reader_for(to, settings, context)));
  }
}

// meeting: as people know it, which the file may call otherwise.
Doc summary_of(const Minutes& minutes, std::string_view meeting, const Say& say) {
  const Text title(meeting);
  Doc doc;
  doc.heading({say("{title} is over", fmt::arg("title", title))});
  std::vector<Line> lines;
  for (const NoteLine& one : minutes.lines) {
    if (one.kind == Kind::topic) lines.push_back({bold(Text(one.text))});
    if (one.kind == Kind::agreed)
      lines.push_back({say("Agreed:"), Text(std::string(" ")), Text(one.text)});
    if (one.kind == Kind::action)
      lines.push_back(
          {say("Action:"), Text(std::string(" ")),
           bold(Text(one.who.empty() ? one.who : one.who + " ")), Text(one.text)}
      );
  }
  if (lines.empty())
    doc.paragraph({say("Nothing was noted.")});
  else
    doc.bullets(std::move(lines));
  return doc;
}

std::string date_of(sys_seconds at) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(at));
  return fmt::format(
      "{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
      static_cast<unsigned>(day.day())
  );
}

NotesPage page_of(
    const Settings& settings, Database& db, const Taking& taking, const Minutes& minutes
) {
  const auto series = series_by_id(db, taking.series);
  const SeriesSettings* own = series ? settings_of(settings, series->key) : nullptr;
  const bool has_template = own != nullptr && !own->page.empty();
  NotesPage out = page_about(settings, db, taking, minutes.start);
  // As it is shown, to the byte.
  out.text = sanitize(
      fill_template(has_template ? std::string_view(own->page) : plain_template(), minutes), true
  );
  return out;
}

}  // namespace

std::vector<std::string> follow_up_of(
    Database& db, const Taking& taking, const std::vector<NoteLine>& lines
) {
  std::vector<std::string> out;
  const auto series = series_by_id(db, taking.series);
  if (!series) return out;
  for (const ActionItem& one : open_actions(db, series->key))
    out.push_back(one.owner.empty() ? one.text : one.owner + ": " + one.text);
  // Carried over: it was there at the last meeting, and did not come up at this one.
  const auto before = date_before(db, taking.series, start_of(db, taking));
  if (!before) return out;
  for (const AgendaItem& one : open_items(db, series->key, start_of(db, taking))) {
    const bool came_up = std::ranges::any_of(lines, [&](const NoteLine& line) {
      return line.kind == Kind::topic && same_ascii(line.text, one.text);
    });
    if (one.at < before->start && !came_up)
      out.push_back(one.who.empty() ? one.text : one.text + " (" + one.who + ")");
  }
  return out;
}

NotesPage page_about(
    const Settings& settings, Database& db, const Taking& taking, sys_seconds start
) {
  NotesPage out;
  out.id = taking.id;
  out.series = taking.series;
  out.meeting = taking.title;
  const auto series = series_by_id(db, taking.series);
  const SeriesSettings* own = series ? settings_of(settings, series->key) : nullptr;
  if (own == nullptr || own->archive.empty()) return out;
  const std::string date = date_of(start);
  const std::string& title = own->page_title.empty() ? taking.title : own->page_title;
  out.file = archive_path(own->archive, start);
  out.title = without_passcodes(fmt::format("Add notes of {}, {}", title, date));
  out.branch = fmt::format("usher-notes-{}-{}", own->name, date);
  return out;
}

Doc page_preview(
    const Settings& settings, const NotesPage& page, std::string_view notes, const Say& say
) {
  Doc doc;
  doc.paragraph({say("The notes, for the archive:")});
  if (!page.file.empty()) doc.paragraph({code(Text(page.file))});
  doc.preformatted(Text::lines(page.text));
  if (!notes.empty()) doc.paragraph({link(Text(notes), notes)});
  if (Line how = standing(page, say); !how.empty()) doc.paragraph(std::move(how));
  if (can_propose(settings, page) && page.pull == Pull::none)
    doc.buttons({propose_button(page, say("Open the pull request"))});
  return doc;
}

Ended end_notes(
    const Settings& settings, Context& context, const Taking& taking, const Subscriber& by
) {
  const Minutes minutes = minutes_of(settings, context.db, taking, context.now);
  Ended out;
  out.summary = summary_of(minutes, taking.title, context.say(context.community.language));
  const NotesPage page = page_of(settings, context.db, taking, minutes);
  keep_page(context.db, page);
  if (!by.person.empty()) {
    const Target to{by};
    const Reader reader = reader_for(to, settings, context);
    out.effects.emplace_back(post_to(
        by, fmt::format("meeting-notes:{}", taking.id),
        page_preview(settings, page, minutes.notes, reader.say), Lane::reply
    ));
  }
  ask_owners(settings, context, taking, minutes, out.effects);
  for (Effect& effect : bring_answers(settings, context, taking, minutes.lines))
    out.effects.push_back(std::move(effect));
  // What was on the agenda has come up.
  if (const auto series = series_by_id(context.db, taking.series))
    for (const AgendaItem& one : open_items(context.db, series->key, start_of(context.db, taking)))
      if (std::ranges::any_of(minutes.lines, [&](const NoteLine& line) {
            return line.kind == Kind::topic && same_ascii(line.text, one.text);
          }))
        context.db.run("UPDATE meeting_agenda SET done=? WHERE id=?", context.now, one.id);
  end_taking(context.db, taking.id, context.now);
  await_archive(context.db, taking, page.file, by, context.now);
  return out;
}

}  // namespace usher::meeting
