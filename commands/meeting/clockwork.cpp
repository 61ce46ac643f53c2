// commands/meeting/clockwork.cpp: one wake-up for all that is due.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/clockwork.hpp"

#include "commands/meeting/agenda.hpp"
#include "commands/meeting/changes.hpp"
#include "commands/meeting/drafts.hpp"
#include "commands/meeting/effects.hpp"
#include "commands/meeting/follow_ups.hpp"
#include "commands/meeting/holidays.hpp"
#include "commands/meeting/hosting.hpp"
#include "commands/meeting/late.hpp"
#include "commands/meeting/made.hpp"
#include "commands/meeting/page_checks.hpp"
#include "commands/meeting/plan.hpp"
#include "commands/meeting/preparing.hpp"
#include "commands/meeting/rounds.hpp"
#include "commands/meeting/sources.hpp"
#include "commands/meeting/taking.hpp"
#include "commands/meeting/talks.hpp"
#include "commands/meeting/warned.hpp"
#include "commands/meeting/warnings.hpp"
#include "commands/meeting/when_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

// Also where nothing is due: what is kept is looked after, and a long time away is known for one.
constexpr std::chrono::hours at_least_every{6};
constexpr std::chrono::days kept{90};
constexpr int pruned_at_once = 500;
constexpr int most_later = 100;

// A clock that is set back by hours reminds nobody twice; one that was wrong by more would keep everybody waiting until then.
// What was posted is not posted again: its key is kept.
Seen seen_until_now(const Context& context) {
  constexpr std::chrono::hours set_back{25};
  const Seen now{context.now, context.now};
  const Seen before = seen(context.db).value_or(now);
  return before.until > context.now + set_back ? now : before;
}

struct Later {
  std::int64_t id = 0, date = 0;
  Subscriber who;
};

std::vector<Later> later_due(Database& db, sys_seconds now) {
  std::vector<Later> out;
  auto row = db.query(
      "SELECT id,occurrence,space,person FROM meeting_later WHERE at<=? ORDER BY at,id LIMIT ?",
      now, most_later
  );
  while (row.next())
    out.push_back(
        {row.integer(0), row.integer(1), {std::string(row.text(2)), "", std::string(row.text(3))}}
    );
  return out;
}

// What somebody has asked to hear once more.
void remind_once_more(const Settings& settings, Context& context, std::vector<Effect>& out) {
  for (const Later& one : later_due(context.db, context.now)) {
    context.db.run("DELETE FROM meeting_later WHERE id=?", one.id);
    auto date = date_by_id(context.db, one.date);
    if (!date || date->state != OccurrenceState::scheduled || date->end <= context.now) continue;
    auto series = series_by_id(context.db, date->series);
    if (!series) continue;
    const auto before = date_before(context.db, date->series, date->start);
    const Target to{one.who};
    const Reader reader = reader_for(to, settings, context);
    const Shown shown{std::move(*series), std::move(*date)};
    Doc doc = reminder(shown, before, reader);
    doc.paragraph({italic(reader.say("You get this because you asked for one more reminder."))});
    out.emplace_back(
        post_to(to.who, fmt::format("meeting-later:{}", one.id), std::move(doc), Lane::reminder)
    );
  }
}

// Whoever has not heard of a change comes at the old time to the old place, and is told there.
void tell_at_the_old_time(
    const Settings& settings, Context& context, sys_seconds after, std::vector<Effect>& out
) {
  constexpr std::chrono::days recently{14};
  const sys_seconds from = std::max(after, context.now - std::chrono::minutes(15));
  for (const auto& [date, was] : dates_left(context.db, from, context.now)) {
    const bool told = date.changed != sys_seconds{} && date.changed < was;
    if (!told || was - date.changed > recently) continue;
    auto series = series_by_id(context.db, date.series);
    if (!series) continue;
    const Shown shown{std::move(*series), date};
    for (const Target& room : configured_rooms(settings, context, shown.series.key)) {
      const Reader reader = reader_for(room, settings, context);
      const std::string key =
          fmt::format("meeting-old:{}:{}", date.id, was.time_since_epoch().count());
      out.emplace_back(post_to(room.who, key, outdated(shown, was, reader), Lane::reminder));
    }
  }
}

// Nobody was reminded meanwhile: whoever organises meetings should know.
std::vector<Effect> tell_of_absence(
    const Settings& settings, const Context& context, sys_seconds since
) {
  return tell_organisers(
      settings, context, fmt::format("meeting-away:{}", since.time_since_epoch().count()),
      [&](const Reader& to) -> Doc {
        const Phrase from = at_words(since, to.zone.value_or(Zone()), to.say);
        return to.say(
            "I was not running from {from} until now. Reminders that were due meanwhile were not "
            "sent, but for those of meetings that are still to come.",
            fmt::arg("from", from)
        );
      }
  );
}

}  // namespace

std::vector<Effect> start_clockwork(Context& context) {
  return {Remind{std::string(wake_job), context.now}};
}

std::vector<Effect> wake(const Settings& settings, Context& context) {
  std::vector<Effect> out;
  const Seen before = seen_until_now(context);
  if (context.now - before.looked > long_away)
    add(out, tell_of_absence(settings, context, before.looked));
  {
    const Plan plan(context.db, settings);
    Rounds rounds(settings, context);
    rounds.remind(plan.due(before.until, context.now));
    add(out, rounds.done());
  }
  tell_at_the_old_time(settings, context, before.until, out);
  // A clock that was set back does not remind anybody twice.
  set_seen(context.db, {std::max(before.until, context.now), context.now});
  remind_once_more(settings, context, out);
  add(out, warn_organisers(settings, context));
  add(out, warn_of_holidays(settings, context));
  add(out, look_for_hosts(settings, context));
  add(out, ask_further(settings, context));
  add(out, look_after_takings(settings, context));
  add(out, follow_up(settings, context));
  add(out, check_pads(settings, context));
  add(out, prepare_pads(settings, context));
  add(out, remind_of_edits(settings, context));
  prune_drafts(context.db, context.now);
  prune_changes(context.db, context.now - kept);
  prune_agenda(context.db, context.now - kept);
  prune_minutes(context.db, context.now - kept, pruned_at_once);
  if (prune(context.db, context.now - kept, pruned_at_once) > 0) {
    prune_hosts(context.db);
    prune_talks(context.db);
    prune_pads(context.db);
    prune_edits(context.db);
    prune_warned(context.db);
  }
  add(out, next_wake(settings, context));
  return out;
}

std::vector<Effect> next_wake(const Settings& settings, Context& context) {
  const Seen before = seen_until_now(context);
  sys_seconds at = context.now + at_least_every;
  if (const auto next = Plan(context.db, settings).next(before.until)) at = std::min(at, *next);
  for (const auto& look :
       {next_left(context.db, before.until), next_look(context.db),
        next_host_look(settings, context, before.until), next_further(context.db),
        next_follow_up(context.db, before.until), next_pad(settings, context),
        next_pad_check(settings, context), next_edit(context.db)})
    if (look) at = std::min(at, *look);
  auto row = context.db.query("SELECT min(at) FROM meeting_later");
  if (row.next() && !row.is_null(0)) at = std::min(at, row.time(0));
  return {Remind{std::string(wake_job), std::max(at, context.now)}};
}

void remind_later(Database& db, const Subscriber& who, std::int64_t date, sys_seconds at) {
  db.run(
      "INSERT OR REPLACE INTO meeting_later(occurrence,space,person,at) VALUES(?,?,?,?)", date,
      who.space, who.person, at
  );
}

void move_room(Database& db, const Place& room, std::string_view now) {
  move_made_room(db, room, now);
  if (!now.empty())
    db.run(
        "INSERT OR IGNORE INTO meeting_subscriptions(what,space,room,person,lead,since) SELECT "
        "what,space,?,person,lead,since FROM meeting_subscriptions WHERE space=? AND room=? AND "
        "person=''",
        now, room.space, room.room
    );
  db.run(
      "DELETE FROM meeting_subscriptions WHERE space=? AND room=? AND person=''", room.space,
      room.room
  );
}

}  // namespace usher::meeting
