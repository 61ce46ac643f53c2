// commands/meeting/given_notes.cpp: a text to a page.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/given_notes.hpp"

#include "bot/text.hpp"
#include "commands/meeting/follow_ups.hpp"
#include "commands/meeting/minutes_table.hpp"
#include "commands/meeting/written.hpp"

#include <utility>

namespace usher::meeting {

NotesPage keep_given(const GivenNotes& given) {
  Database& db = given.context.db;
  const sys_seconds now = given.context.now;
  Taking taking;
  taking.series = given.series.id;
  taking.date = given.date.id;
  taking.title = given.date.title.empty() ? given.series.title : given.date.title;
  taking.at = {given.by.space, "", ""};
  taking.person = given.by.person;
  taking = add_ended(db, std::move(taking), now);
  NotesPage page = page_about(given.settings, db, taking, given.date.start);
  page.text = without_passcodes(sanitize(given.text, true));
  if (!page.text.ends_with('\n')) page.text += '\n';
  keep_page(db, page);
  await_archive(db, taking, page.file, given.by, now);
  return page;
}

Doc given_preview(const Settings& settings, Database& db, const NotesPage& page, const Say& say) {
  const auto of = series_by_id(db, page.series);
  const SeriesSettings* own = of ? settings_of(settings, of->key) : nullptr;
  const Text title(page.meeting);
  Doc doc;
  doc.heading({say("Notes of {title}", fmt::arg("title", title))});
  doc.append(page_preview(
      settings, page, own == nullptr ? std::string_view() : std::string_view(own->notes), say
  ));
  return doc;
}

}  // namespace usher::meeting
