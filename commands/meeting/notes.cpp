// commands/meeting/notes.cpp: the file once more; notes from elsewhere, which become one too.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/notes.hpp"

#include "bot/text.hpp"
#include "commands/meeting/archiving.hpp"
#include "commands/meeting/given_notes.hpp"
#include "commands/meeting/minutes.hpp"
#include "commands/meeting/order.hpp"
#include "commands/meeting/organise.hpp"
#include "commands/meeting/preparing.hpp"
#include "commands/meeting/table.hpp"

#include <optional>
#include <string>
#include <utility>

namespace usher::meeting {

namespace {

// Three fields of a platform with short ones.
constexpr std::size_t longest_form = 9'000;

bool may_give(const Asked& asked) {
  const Roles& roles = asked.event.who.roles;
  return roles.has(Role::organiser) || roles.has(Role::maintainer);
}

// The date that began last, or that of this day ("2026-01-14", UTC).
std::optional<MeetingDate> date_meant(
    Database& db, const Series& series, std::string_view day, sys_seconds now
) {
  auto date = date_before(db, series.id, now + std::chrono::seconds(1));
  while (date && !day.empty() && !archive_path("{date}", date->start).starts_with(day))
    date = date_before(db, series.id, date->start);
  return date;
}

Button give_button(const MeetingDate& date, const Say& say) {
  return {say("Give notes as a text"), "meeting.give-notes", std::to_string(date.id)};
}

Outcome not_theirs(const Say& say) {
  return {SayReply{say("Organisers and maintainers hand in notes that were taken elsewhere.")}, {}};
}

Outcome take_given(
    const Series& series, const MeetingDate& date, std::string_view text, const Asked& asked
) {
  const Subscriber by = asked.person();
  const NotesPage page = keep_given({asked.settings, asked.context, series, date, text, by});
  Doc doc = given_preview(asked.settings, asked.context.db, page, asked.say());
  return {SayReply{std::move(doc)}, {plan_changed(asked.context)}};
}

// "community from page", "community 2026-01-14 from page": what stands before it; nothing where it does not.
std::optional<std::string_view> before_from_page(std::string_view typed) {
  const std::string lower = to_lower_ascii(trim(typed));
  for (const std::string_view end : {" from page", " from hackmd", " 来自页面", " 來自頁面"})
    if (lower.ends_with(end)) return trim(trim(typed).substr(0, lower.size() - end.size()));
  return std::nullopt;
}

// A text, or without one the page on which they were written together.
Outcome given(std::string_view what, std::optional<std::string_view> text, const Asked& asked) {
  const Say say = asked.say();
  if (!may_give(asked)) return not_theirs(say);
  const ChangeTyped typed = read_change(what);
  const auto series = series_meant(typed.what, asked);
  if (!series) return {SayReply{series.error()}, {}};
  const auto date = date_meant(asked.context.db, *series, typed.day, asked.context.now);
  if (!date) {
    const Text title(series->title);
    return {
        SayReply{say("I know no date of {title} that has begun.", fmt::arg("title", title))}, {}
    };
  }
  if (!text) return notes_from_pad(*series, *date, asked);
  if (text->size() > longest_given) return {SayReply{say("This text is too long for notes.")}, {}};
  return take_given(*series, *date, *text, asked);
}

// Where there is none, or only older ones: a way to hand some in.
std::optional<MeetingDate> date_to_give(std::int64_t series, const Asked& asked) {
  if (series == 0 || !may_give(asked)) return std::nullopt;
  return date_before(asked.context.db, series, asked.context.now + std::chrono::seconds(1));
}

}  // namespace

Outcome show_notes(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  Database& db = asked.context.db;
  if (const auto parts = parted_by_colon(typed); parts && !parts->after.empty())
    return given(parts->before, parts->after, asked);
  if (const auto what = before_from_page(typed)) return given(*what, std::nullopt, asked);
  std::int64_t series = 0;
  if (!trim(typed).empty()) {
    auto found = series_meant(typed, asked);
    if (!found) return {SayReply{std::move(found.error())}, {}};
    series = found->id;
  }
  const auto page = latest_page(db, series);
  Doc doc;
  if (!page) {
    const Text command(std::string("/meeting start community"));
    doc.paragraph(
        {say("There are no notes yet. To take some: {command}", fmt::arg("command", command))}
    );
  } else if (!may_propose(*page, asked)) {
    return {SayReply{say("The notes are with whoever ended them, and with the organisers.")}, {}};
  } else {
    doc = given_preview(asked.settings, db, *page, say);
    if (series == 0) series = page->series;
  }
  if (const auto date = date_to_give(series, asked)) doc.buttons({give_button(*date, say)});
  return {SayReply{std::move(doc)}, {}};
}

Outcome open_notes_form(std::string_view value, const Asked& asked) {
  const Say say = asked.say();
  if (!may_give(asked)) return not_theirs(say);
  const auto date = date_by_id(asked.context.db, number_typed(value).value_or(0));
  const auto series = date ? series_by_id(asked.context.db, date->series) : std::nullopt;
  if (!series) return {SayReply{say("I do not know this date any more.")}, {}};
  const Text title(series->title);
  const Text day(archive_path("{date}", date->start));
  Form form;
  form.id = notes_form;
  form.title = say("Notes").str();
  form.submit = say("Show the file").str();
  form.intro.paragraph({say(
      "The notes of {title}, {day}, as Markdown. Passcodes and invitations are taken out.",
      fmt::arg("title", title), fmt::arg("day", day)
  )});
  form.state = std::to_string(date->id);
  usher::Field words;
  words.name = "notes";
  words.label = say("The notes").str();
  words.type = usher::Field::Type::text;
  words.max_length = longest_form;
  form.fields = {std::move(words)};
  return {None{}, {Open{asked.event.who, std::move(form)}}};
}

Outcome notes_submitted(const Submit& form, const Asked& asked) {
  const Say say = asked.say();
  if (!may_give(asked)) return not_theirs(say);
  const auto field = [&](std::string_view name) {
    const auto found = form.fields.find(name);
    return found == form.fields.end() ? std::string_view() : std::string_view(found->second);
  };
  const std::string_view text = trim(field("notes"));
  if (text.empty()) return {Reject{{{"notes", say("Write the notes.").str()}}}, {}};
  const auto date = date_by_id(asked.context.db, number_typed(field("_state")).value_or(0));
  const auto series = date ? series_by_id(asked.context.db, date->series) : std::nullopt;
  if (!series) return {SayReply{say("I do not know this date any more.")}, {}};
  return take_given(*series, *date, text, asked);
}

}  // namespace usher::meeting
