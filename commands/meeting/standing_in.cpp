// commands/meeting/standing_in.cpp: a speaker drops out, and another one is found.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/card_parts.hpp"
#include "commands/meeting/effects.hpp"
#include "commands/meeting/order.hpp"
#include "commands/meeting/rounds.hpp"
#include "commands/meeting/talks.hpp"
#include "commands/meeting/telling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

// How long somebody may think about it before the next is asked as well.
std::chrono::seconds patience(std::chrono::seconds until) {
  if (until < hours(24)) return minutes(15);
  return until < hours(24) * 7 ? hours(6) : hours(24);
}

std::optional<Shown> date_of(Database& db, const Talk& talk) {
  auto date = date_by_id(db, talk.date);
  if (!date) return std::nullopt;
  auto series = series_by_id(db, date->series);
  if (!series) return std::nullopt;
  return Shown{std::move(*series), std::move(*date)};
}

bool takes_place(const MeetingDate& date, sys_seconds now) {
  return date.state == OccurrenceState::scheduled && date.end > now;
}

std::vector<Effect> tell_nobody_left(
    const Settings& settings, const Context& context, const Shown& what, const Talk& gone
) {
  return tell_organisers(
      settings, context, fmt::format("meeting-talk-none:{}", gone.id),
      [&](const Reader& to) {
        const Text title = title_of(what);
        const Text talk(talk_words(gone));
        const Text command("/talk plan " + what.typed(settings) + ": …");
        Doc doc;
        doc.heading({to.say("A talk is missing from {title}", fmt::arg("title", title))});
        doc.paragraph(line_of(what, to));
        doc.paragraph({to.say(
            "{talk} fell out, and nobody else stands by. To plan another: {command}",
            fmt::arg("talk", talk), fmt::arg("command", command)
        )});
        return doc;
      }
  );
}

// Something has taken its place already.
bool is_filled(Database& db, const Talk& gone) {
  return std::ranges::any_of(planned_for(db, gone.date), [&](const Talk& one) {
    return one.instead_of == gone.id;
  });
}

}  // namespace

std::vector<Effect> ask_speaker(const Settings& settings, Context& context, Talk& talk) {
  const auto shown = date_of(context.db, talk);
  if (!shown) return {};
  talk.state = TalkState::asked;
  talk.asked = context.now;
  talk.next_ask = talk.instead_of == 0 ? sys_seconds{}
                                       : context.now + patience(shown->date.start - context.now);
  keep(context.db, talk);
  const Target to{talk.who};
  const Reader reader = reader_for(to, settings, context);
  const Say& say = reader.say;
  const Text title = title_of(*shown);
  const Text words(title_words(talk));
  const std::string id = std::to_string(talk.id);
  Doc doc;
  doc.heading(
      {say("Can you give {talk} at {title}?", fmt::arg("talk", words), fmt::arg("title", title))}
  );
  doc.paragraph(line_of(*shown, reader));
  doc.buttons(
      {Button(say("Yes, I give it"), "meeting.talk-yes", id, Button::Style::primary),
       Button(say("Not this time"), "meeting.talk-no", id)}
  );
  doc.paragraph({italic(say("You get this because you offered a talk that stands by."))});
  const std::string key = fmt::format("meeting-talk:{}:{}", talk.id, talk.date);
  return {post_to(talk.who, key, std::move(doc), Lane::reminder)};
}

std::vector<Effect> find_stand_in(const Settings& settings, Context& context, const Talk& gone) {
  const auto shown = date_of(context.db, gone);
  if (!shown || !takes_place(shown->date, context.now)) return {};
  for (Talk& one : talks_of(context.db, gone.key, context.now)) {
    const bool can =
        one.state == TalkState::stands_by && !one.who.person.empty() && one.declined != gone.date;
    if (!can) continue;
    one.date = gone.date;
    one.instead_of = gone.id;
    return ask_speaker(settings, context, one);
  }
  // Somebody may still say yes.
  const auto all = talks_of(context.db, gone.key, context.now);
  const bool waiting = std::ranges::any_of(all, [&](const Talk& one) {
    return one.state == TalkState::asked && one.instead_of == gone.id;
  });
  return waiting ? std::vector<Effect>{} : tell_nobody_left(settings, context, *shown, gone);
}

std::vector<Effect> ask_further(const Settings& settings, Context& context) {
  std::vector<std::int64_t> due;
  {
    auto row = context.db.query(
        "SELECT id FROM meeting_talks WHERE next_ask>0 AND next_ask<=? ORDER BY next_ask LIMIT 20",
        context.now
    );
    while (row.next()) due.push_back(row.integer(0));
  }
  // Whoever was asked for a date that is over goes on standing by.
  context.db.run(
      "UPDATE meeting_talks SET state=0,occurrence=0,instead_of=0,next_ask=0 WHERE state=1 AND "
      "occurrence NOT IN (SELECT id FROM meeting_occurrences WHERE ends>?)",
      context.now
  );
  std::vector<Effect> out;
  for (const std::int64_t id : due) {
    auto talk = talk_by_id(context.db, id);
    if (!talk) continue;
    talk->next_ask = {};
    keep(context.db, *talk);
    const auto gone = talk_by_id(context.db, talk->instead_of);
    if (talk->state == TalkState::asked && gone && !is_filled(context.db, *gone))
      add(out, find_stand_in(settings, context, *gone));
  }
  return out;
}

std::optional<sys_seconds> next_further(Database& db) {
  auto row = db.query("SELECT min(next_ask) FROM meeting_talks WHERE next_ask>0");
  if (!row.next() || row.is_null(0)) return std::nullopt;
  return row.time(0);
}

std::vector<Effect> tell_of_talk(const Settings& settings, Context& context, const Talk& talk) {
  const auto shown = date_of(context.db, talk);
  if (!shown) return {};
  SeriesNews news;
  news.series = shown->series.id;
  news.programme.push_back({shown->date.id, shown->date.start});
  news.talk = talk_words(talk);
  if (const auto gone = talk_by_id(context.db, talk.instead_of)) {
    news.talk_before = talk_words(*gone);
    news.reason = gone->reason;
  }
  Rounds rounds(settings, context);
  rounds.tell(news);
  return rounds.done();
}

Outcome talk_pressed(std::string_view value, bool yes, const Asked& asked) {
  const Say say = asked.say();
  Context& context = asked.context;
  auto talk = talk_by_id(context.db, number_typed(value).value_or(0));
  if (!talk || talk->who != asked.person() || talk->state != TalkState::asked)
    return {Replace{say("This is not open any more.")}, {}};
  const auto shown = date_of(context.db, *talk);
  const auto gone = talk_by_id(context.db, talk->instead_of);
  const auto stand_by = [&] {
    talk->state = TalkState::stands_by;
    talk->date = talk->instead_of = 0;
    talk->next_ask = {};
    keep(context.db, *talk);
  };
  if (!shown || shown->date.end <= context.now) {
    stand_by();
    return {Replace{say("This meeting is over.")}, {}};
  }
  if (shown->date.state == OccurrenceState::cancelled) {
    stand_by();
    const Text title = title_of(*shown);
    return {Replace{say("{title} does not take place.", fmt::arg("title", title))}, {}};
  }
  if (!yes) {
    talk->declined = talk->date;
    stand_by();
    Outcome out{Replace{say("Thank you for saying so. Your talk goes on standing by.")}, {}};
    if (gone && !is_filled(context.db, *gone))
      out.effects = find_stand_in(asked.settings, context, *gone);
    return out;
  }
  if (gone && is_filled(context.db, *gone)) {
    stand_by();
    return {Replace{say("Somebody else gives a talk already. Yours goes on standing by.")}, {}};
  }
  talk->state = TalkState::planned;
  talk->next_ask = {};
  keep(context.db, *talk);
  const Text title = title_of(*shown);
  Doc doc;
  doc.paragraph(
      {say("Thank you. You speak at {title}:", fmt::arg("title", title)), Text(std::string(" ")),
       when_of(*shown, shown->date.start, asked.reader(true))}
  );
  return {Replace{std::move(doc)}, tell_of_talk(asked.settings, context, *talk)};
}

}  // namespace usher::meeting
