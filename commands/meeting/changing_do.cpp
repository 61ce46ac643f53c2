// commands/meeting/changing_do.cpp: a change of a series that was confirmed.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/apply.hpp"
#include "commands/meeting/changing.hpp"
#include "commands/meeting/local_calendar.hpp"
#include "commands/meeting/making.hpp"
#include "commands/meeting/poll.hpp"
#include "commands/meeting/receipts.hpp"
#include "commands/meeting/rounds.hpp"
#include "commands/meeting/series_words.hpp"

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

// Organisers hear for the first time that the calendar still differs.
constexpr std::chrono::days first_told{3};

// Whoever has not heard of it comes at the old time: of all the dates that the change takes, the next says so there.
void mark_next_old(Database& db, const SeriesNews& news, sys_seconds now) {
  std::optional<SeriesNews::Date> next;
  const auto look_at = [&](std::int64_t id, sys_seconds start) {
    if (start > now && (!next || start < next->start)) next = SeriesNews::Date{id, start};
  };
  for (const SeriesNews::Move& one : news.moved) look_at(one.id, one.from);
  for (const SeriesNews::Date& one : news.cancelled) look_at(one.id, one.start);
  if (!next) return;
  auto date = date_by_id(db, next->id);
  if (!date) return;
  date->changed = now;
  keep(db, *date);
}

Outcome changed_meanwhile(const Say& say) {
  return {Replace{say("This meeting has changed meanwhile. Please look again.")}, {}};
}

}  // namespace

ReadSeries SeriesNow::whole() const { return with_changes(base, changes, until); }

SeriesNow series_now(Database& db, const Series& series, sys_seconds now) {
  SeriesNow out;
  out.until = std::chrono::floor<std::chrono::days>(now) + Poll::ahead;
  out.changes = changes_of(db, series.id);
  const auto made = series.source == made_source ? made_by_key(db, series.key) : std::nullopt;
  const auto known = out.changes.empty() ? std::nullopt : base_of(db, series.id);
  if (made)
    out.base = read_made(*made, now - std::chrono::days(1), out.until);
  else if (known)
    out.base = *known;
  else
    out.base = base_from_rows(db, series, now);
  return out;
}

SeriesNow with_draft(SeriesNow before, const Draft& draft, sys_seconds now) {
  if (draft.kind == Draft::Kind::back)
    std::erase_if(before.changes, [&](const SeriesChange& one) { return one.id == draft.change; });
  else
    before.changes.push_back({0, draft.series, draft.since, draft.rhythm, now, {}});
  return before;
}

Doc for_its_keeper(
    const Series& series, const Rhythm& rhythm, sys_seconds since, const Reader& to
) {
  const Say& say = to.say;
  Doc doc;
  const bool made = series.source == made_source;
  if (made)
    doc.paragraph({say("No calendar has it. For whoever keeps one:")});
  else if (series.source == "local")
    doc.paragraph({say(
        "meetings.toml does not say so yet. Until it does, what you have decided holds here. For "
        "whoever keeps it:"
    )});
  else
    doc.paragraph({say(
        "The public calendar does not say so yet. Until it does, what you have decided holds here. "
        "For whoever keeps it:"
    )});
  if (rhythm.step == Rhythm::Step::never) {
    const Inline at = both_clocks(since, to);
    doc.bullets({{say("It ends; take out what comes after"), Text(std::string(" ")), at}});
    return doc;
  }
  const Inline first =
      both_clocks(Zone::named(rhythm.zone).value_or(Zone()).to_utc(rhythm.start), to);
  doc.bullets({{say("From then on:"), Text(std::string(" ")), first}});
  doc.preformatted(Text::lines(
      series.source == "local" ? toml_lines(rhythm)
      : made                   ? event_text(rhythm, series.title, series.join, series.description)
                               : rule_lines(rhythm)
  ));
  return doc;
}

Outcome do_series_change(std::string_view id, const Draft& draft, const Asked& asked) {
  const Say say = asked.say();
  Context& context = asked.context;
  Database& db = context.db;
  const auto series = series_by_id(db, draft.series);
  if (!series || fingerprint(db, draft.series, draft.since) != draft.seen)
    return changed_meanwhile(say);
  if (draft.first != sys_seconds{} && draft.first <= context.now) return changed_meanwhile(say);
  const SeriesNow before = series_now(db, *series, context.now);
  const SeriesNow after = with_draft(before, draft, context.now);
  const bool back = draft.kind == Draft::Kind::back;
  if (back) {
    remove_change(db, draft.change);
  } else {
    const bool in_a_calendar = series->source != made_source;
    SeriesChange change{0,           series->id,
                        draft.since, draft.rhythm,
                        context.now, in_a_calendar ? context.now + first_told : sys_seconds{}};
    add(db, change);
  }
  if (after.changes.empty())
    remove_changes(db, series->id);
  else if (series->source != made_source)
    set_base(db, series->id, before.base);
  set_done(db, id);
  // The digest of none: the next reading is compared, whatever it says.
  Applying how;
  how.source = series->source;
  how.now = context.now;
  how.as_whole = true;
  SeriesNews news = apply(db, after.whole(), 0, how);
  mark_next_old(db, news, context.now);
  news.kind = SeriesNews::Kind::ruled;
  const auto rhythm = back ? rhythm_of(db, *series, context.now) : std::optional(draft.rhythm);
  if (rhythm) news.rhythm = encode(*rhythm);
  news.reason = draft.reason;
  news.receipt = begin_receipt(db, asked.person(), series->title, context.now);
  Doc doc;
  doc.paragraph(
      {say("Done. I am telling everybody, and write to you when the last of them has heard.")}
  );
  if (!back) doc.append(for_its_keeper(*series, draft.rhythm, draft.since, asked.reader(true)));
  Rounds rounds(asked.settings, context);
  rounds.tell(news);
  Outcome out{Replace{std::move(doc)}, rounds.done()};
  out.effects.push_back(plan_changed(context));
  return out;
}

Outcome do_draft(std::string_view id, const Asked& asked) {
  const Say say = asked.say();
  // A button stands where anybody may press it.
  const auto draft = draft_by_id(asked.context.db, id);
  const auto series = draft && draft->kind != Draft::Kind::make
                          ? series_by_id(asked.context.db, draft->series)
                          : std::optional<Series>();
  const bool granted = draft && draft->granted && draft->by == asked.person();
  if (!granted && !may_change_series(asked, series ? std::string_view(series->key) : ""))
    return refuse_series(asked);
  if (!draft) return {Replace{say("This was shown too long ago. Please ask again.")}, {}};
  if (draft->done) return {Replace{say("This was done already.")}, {}};
  return draft->kind == Draft::Kind::make ? do_make(id, *draft, asked)
                                          : do_series_change(id, *draft, asked);
}

}  // namespace usher::meeting
