// commands/meeting/preparing.cpp: reading, comparing, writing, a Call each.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/preparing.hpp"

#include "bot/text.hpp"
#include "commands/meeting/agenda.hpp"
#include "commands/meeting/effects.hpp"
#include "commands/meeting/order.hpp"
#include "commands/meeting/pad_text.hpp"
#include "commands/meeting/pads.hpp"
#include "commands/meeting/page_checks.hpp"
#include "commands/meeting/telling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

constexpr std::chrono::hours before{24};
constexpr std::chrono::hours patience{2};  // of a section for a meeting that is to come
constexpr std::chrono::minutes pause{30};  // after trouble that may pass
constexpr std::int64_t most_tries = 3;
constexpr int conflict = 409;

enum class PadState : std::uint8_t { under_way = 0, prepared = 1, given_up = 2 };  // as stored

// When a page is to be asked for: of a date that is not known, from the beginning on; nothing where that is under way or over.
std::optional<sys_seconds> wanted_from(Database& db, std::int64_t date) {
  auto row = db.query("SELECT again FROM meeting_pads WHERE occurrence=?", date);
  if (!row.next()) return sys_seconds{};
  return row.time(0) == sys_seconds{} ? std::nullopt : std::optional(row.time(0));
}

void set_state(Database& db, std::int64_t date, PadState state) {
  db.run("UPDATE meeting_pads SET state=? WHERE occurrence=?", std::to_underlying(state), date);
}

// What another attempt may find better; also a Call that was over before anybody could make it, because Usher was not there.
bool may_pass(const Fetched& answer) {
  return answer.status != conflict && (is_transient(answer.error) || answer.error == errc::gave_up);
}

std::string section_for(
    const Settings& settings, Database& db, const SeriesSettings& own, const Shown& shown
) {
  PadSection out;
  out.title = own.page_title.empty() ? shown.title() : own.page_title;
  out.start = shown.date.start;
  out.notes = own.notes;
  if (const auto notice = settings.notices.find("en"); notice != settings.notices.end())
    out.conduct = notice->second;
  for (const ActionItem& one : open_actions(db, shown.series.key))
    out.follow_up.push_back(
        one.owner.empty() ? one.text : fmt::format("{}: {}", one.owner, one.text)
    );
  for (const AgendaItem& one : open_items(db, shown.series.key, shown.date.start))
    out.topics.push_back(one.who.empty() ? one.text : fmt::format("{} ({})", one.text, one.who));
  return pad_section(out);
}

std::vector<Effect> tell_trouble(
    const Settings& settings, const Context& context, const SeriesSettings& own, const Shown& shown,
    const Fetched& answer
) {
  const bool again = may_pass(answer);
  const std::string section = section_for(settings, context.db, own, shown);
  return tell_organisers(
      settings, context, fmt::format("meeting-pad:{}", shown.date.id),
      [&](const Reader& to) -> Doc {
        const Say& say = to.say;
        const Text title(shown.title());
        Doc doc;
        doc.paragraph({say(
            "I could not prepare the page for the agenda of {title}.", fmt::arg("title", title)
        )});
        doc.paragraph({pad_trouble(answer, say)});
        if (again) doc.paragraph({say("I try again until the meeting begins.")});
        if (!own.agenda.empty()) doc.paragraph({link(Text(own.agenda), own.agenda)});
        doc.paragraph({say("This is what I would have put there:")});
        doc.preformatted(Text::lines(section));
        return doc;
      }
  );
}

// The first time that nothing was answered at all, nobody is told: it may be Usher that was away. Later, once.
std::vector<Effect> failed(
    const Settings& settings, Context& context, const SeriesSettings& own, const Shown& shown,
    const Fetched& answer
) {
  if (!may_pass(answer)) {
    set_state(context.db, shown.date.id, PadState::given_up);
    return tell_trouble(settings, context, own, shown, answer);
  }
  std::int64_t failures = 0;
  {
    auto row =
        context.db.query("SELECT failures FROM meeting_pads WHERE occurrence=?", shown.date.id);
    if (row.next()) failures = row.integer(0);
  }
  const bool in_silence = failures == 0 && answer.error == errc::timed_out;
  const auto wait = std::max<std::chrono::seconds>(pause, answer.wait);
  context.db.run(
      "UPDATE meeting_pads SET failures=failures+1,again=? WHERE occurrence=?",
      in_silence ? context.now : context.now + wait, shown.date.id
  );
  std::vector<Effect> out;
  if (!in_silence) out = tell_trouble(settings, context, own, shown, answer);
  out.push_back(plan_changed(context));
  return out;
}

std::vector<Effect> read_for_section(
    const Settings& settings, Context& context, const SeriesSettings& own, const Shown& shown,
    const Fetched& answer
) {
  if (answer.error != errc::ok) return failed(settings, context, own, shown, answer);
  if (has_section(answer.body, shown.date.start)) {
    set_state(context.db, shown.date.id, PadState::prepared);
    return compare_page(settings, context, own, shown, answer.body);
  }
  Call write =
      pad_call(settings, own, fmt::format("pad write {}", shown.date.id), "WRITE", patience);
  write.etag = answer.etag;
  write.body = with_section(answer.body, section_for(settings, context.db, own, shown));
  std::vector<Effect> out;
  out.emplace_back(std::move(write));
  return out;
}

std::vector<Effect> wrote_section(
    const Settings& settings, Context& context, const SeriesSettings& own, const Shown& shown,
    const Fetched& answer
) {
  if (answer.error == errc::ok) {
    set_state(context.db, shown.date.id, PadState::prepared);
    return {};
  }
  if (answer.status != conflict) return failed(settings, context, own, shown, answer);
  context.db.run("UPDATE meeting_pads SET tries=tries+1 WHERE occurrence=?", shown.date.id);
  std::int64_t tries = most_tries;
  {
    auto row = context.db.query("SELECT tries FROM meeting_pads WHERE occurrence=?", shown.date.id);
    if (row.next()) tries = row.integer(0);
  }
  if (tries >= most_tries) return failed(settings, context, own, shown, answer);
  // It is another page by now: read again, and the section goes to the end of that.
  std::vector<Effect> out;
  out.emplace_back(
      pad_call(settings, own, fmt::format("pad read {}", shown.date.id), "READ", patience)
  );
  return out;
}

}  // namespace

std::vector<Effect> prepare_pads(const Settings& settings, Context& context) {
  std::vector<Effect> out;
  if (settings.pad_service.empty()) return out;
  for (const MeetingDate& date : dates_ahead(context.db, context.now, 200)) {
    if (date.start > context.now + before) break;
    const auto from = wanted_from(context.db, date.id);
    if (date.start <= context.now || !from || *from > context.now) continue;
    const auto series = series_by_id(context.db, date.series);
    const SeriesSettings* own = series ? with_pad(settings, series->key) : nullptr;
    if (own == nullptr) continue;
    context.db.run(
        "INSERT INTO meeting_pads(occurrence) VALUES(?) ON CONFLICT(occurrence) DO UPDATE SET "
        "again=0",
        date.id
    );
    out.emplace_back(pad_call(settings, *own, fmt::format("pad read {}", date.id), "READ", patience)
    );
  }
  return out;
}

std::optional<sys_seconds> next_pad(const Settings& settings, const Context& context) {
  if (settings.pad_service.empty()) return std::nullopt;
  std::optional<sys_seconds> out;
  for (const MeetingDate& date : dates_ahead(context.db, context.now, 200)) {
    if (out && date.start - before >= *out) break;  // nothing of what follows comes before that
    const auto from = wanted_from(context.db, date.id);
    if (date.start <= context.now || !from) continue;
    const auto series = series_by_id(context.db, date.series);
    if (!series || with_pad(settings, series->key) == nullptr) continue;
    const sys_seconds at = std::max({date.start - before, *from, context.now});
    if (!out || at < *out) out = at;
  }
  return out;
}

std::vector<Effect> pad_answered(
    const Settings& settings, Context& context, const Fetched& answer
) {
  const auto words = split_words(answer.tag);
  if (words.size() != 3) return {};
  const std::int64_t id = number_typed(words[2]).value_or(0);
  if (words[1] == "notes") return notes_read(settings, context, id, answer);
  auto date = date_by_id(context.db, id);
  const bool check = words[1] == "check";
  auto series = date ? series_by_id(context.db, date->series) : std::nullopt;
  const SeriesSettings* own = series ? with_pad(settings, series->key) : nullptr;
  // Called off, begun, or not configured any more meanwhile.
  if (own == nullptr || date->state != OccurrenceState::scheduled || date->start <= context.now) {
    if (!check) prepare_anew(context.db, id);  // it may yet take place
    return {};
  }
  const Shown shown{std::move(*series), std::move(*date)};
  // What is in the way is told when the page is prepared.
  if (check && answer.error != errc::ok) return {};
  if (check) return compare_page(settings, context, *own, shown, answer.body);
  return words[1] == "read" ? read_for_section(settings, context, *own, shown, answer)
                            : wrote_section(settings, context, *own, shown, answer);
}

void prepare_anew(Database& db, std::int64_t date) {
  db.run("DELETE FROM meeting_pads WHERE occurrence=?", date);
}

void prune_pads(Database& db) {
  db.run("DELETE FROM meeting_pads WHERE occurrence NOT IN (SELECT id FROM meeting_occurrences)");
}

}  // namespace usher::meeting
