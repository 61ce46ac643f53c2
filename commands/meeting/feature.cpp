// commands/meeting/feature.cpp: events to answers and effects.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/feature.hpp"

#include "bot/text.hpp"
#include "commands/meeting/agenda.hpp"
#include "commands/meeting/announce.hpp"
#include "commands/meeting/answers.hpp"
#include "commands/meeting/archiving.hpp"
#include "commands/meeting/changing.hpp"
#include "commands/meeting/clockwork.hpp"
#include "commands/meeting/coming.hpp"
#include "commands/meeting/effects.hpp"
#include "commands/meeting/feeds.hpp"
#include "commands/meeting/holidays.hpp"
#include "commands/meeting/hosting.hpp"
#include "commands/meeting/made.hpp"
#include "commands/meeting/made_keeping.hpp"
#include "commands/meeting/making.hpp"
#include "commands/meeting/notes.hpp"
#include "commands/meeting/order.hpp"
#include "commands/meeting/organise.hpp"
#include "commands/meeting/preparing.hpp"
#include "commands/meeting/presses.hpp"
#include "commands/meeting/receipts.hpp"
#include "commands/meeting/rounds.hpp"
#include "commands/meeting/sources.hpp"
#include "commands/meeting/taking.hpp"
#include "commands/meeting/talks.hpp"
#include "commands/meeting/warnings.hpp"

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

constexpr std::array<std::string_view, 4> also = {"event", "meetings", "会议", "會議"};
constexpr std::array<std::string_view, 4> examples = {
    "/meeting", "/meeting next community", "/meeting subscribe community 24h 10m",
    "/meeting zone Europe/Berlin"
};

constexpr std::array<std::string_view, 2> agenda_also = {"议程", "議程"};
constexpr std::array<std::string_view, 2> agenda_examples = {
    "/agenda community", "/agenda add community: plans for the release"
};
constexpr std::array<std::string_view, 3> action_also = {"actions", "待办", "待辦"};
constexpr std::array<std::string_view, 5> talk_also = {"talks", "演讲", "演講", "讲座", "講座"};
constexpr std::array<std::string_view, 2> talk_examples = {
    "/talk community", "/talk offer community: arrays on a small board"
};
constexpr std::array<std::string_view, 2> action_examples = {"/action list", "/action done 7"};

Outcome submitted(const Submit& submit, const Asked& asked) {
  if (submit.form == question_form) return question_asked(submit, asked);
  if (submit.form == notes_form) return notes_submitted(submit, asked);
  if (submit.form == new_form) return new_submitted(submit, asked);
  return {};
}

template <std::size_t N>
bool is_other_name(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

Meetings::Meetings(Settings settings)
    : configured_(std::move(settings)), settings_(configured_), poll_(settings_) {
  index(settings_);
  specs_[0] = {
      .name = "meeting",
      .grammar = "",
      .summary = mark("Says when the community meets, and reminds you"),
      .examples = examples,
      .words = verb_words(),
      .also = also
  };
  specs_[1] = {
      .name = "agenda",
      .grammar = "[MEETING]",
      .summary = mark("Shows what a meeting is to be about, and adds to it"),
      .examples = agenda_examples,
      .words = agenda_words(),
      .also = agenda_also
  };
  specs_[2] = {
      .name = "action",
      .grammar = "[MEETING]",
      .summary = mark("Shows what was taken on in meetings"),
      .examples = action_examples,
      .words = action_words(),
      .also = action_also
  };
  specs_[3] = {
      .name = "talk",
      .grammar = "[MEETING]",
      .summary = mark("Shows the talks that are planned or stand by, and offers one"),
      .examples = talk_examples,
      .words = talk_verbs(),
      .also = talk_also
  };
}

void Meetings::refresh(Database& db) {
  const std::int64_t now = made_revision(db);
  if (revision_ == now) return;
  settings_ = with_made(configured_, db);
  revision_ = now;
}

std::vector<Effect> Meetings::start(Context& context) {
  std::vector<Effect> out = poll_.start(context.db, context.now);
  refresh(context.db);
  if (!all_made(context.db).empty()) out.emplace_back(Remind{std::string(made_job), context.now});
  add(out, Rounds::start(context));
  add(out, start_clockwork(context));
  add(out, start_holidays(settings_, context));
  if (!settings_.public_feeds) withdraw_feeds(context.db);
  out.push_back(feeds_changed(context));  // the configuration may say otherwise of them now
  return out;
}

bool Meetings::concerns(const Event& event) const {
  const auto* change = event.as<RoomChanged>();
  return change != nullptr && (change->how == RoomChanged::How::archived ||
                               (change->how == RoomChanged::How::replaced && !change->now.empty()));
}

Outcome Meetings::asked(const Command& command, const Event& event, Context& context) const {
  const Asked question{settings_, event, context};
  if (same_ascii(command.name, "agenda") || is_other_name(command.name, agenda_also))
    return agenda_asked(command.args, question);
  if (same_ascii(command.name, "action") || is_other_name(command.name, action_also))
    return action_asked(command.args, question);
  if (same_ascii(command.name, "talk") || is_other_name(command.name, talk_also)) {
    Outcome out = talk_asked(command.args, question);
    if (!out.effects.empty()) out.effects.push_back(feeds_changed(context));  // it names the talks
    return out;
  }
  const WordMatch match = match_word(specs_[0], command.args);
  if (match.word == nullptr) {
    const bool all = command.args.find_first_not_of(" \t") == std::string::npos;
    return all ? list_meetings(question) : next_meeting(command.args, question);
  }
  switch (static_cast<Verb>(match.word - specs_[0].words.data())) {
    case Verb::create:
      return make_asked(match.rest, question);
    case Verb::change:
      return preview_series_change(match.rest, question);
    case Verb::next:
      return next_meeting(match.rest, question);
    case Verb::subscribe:
      return subscribe_to(match.rest, question);
    case Verb::unsubscribe:
      return unsubscribe_from(match.rest, question);
    case Verb::mine:
      return what_is_mine(question);
    case Verb::snooze:
      return snooze(match.rest, question);
    case Verb::zone:
      return set_zone(match.rest, question);
    case Verb::cancel:
      return preview_change(Change::cancel, match.rest, question);
    case Verb::move:
      return preview_change(Change::move, match.rest, question);
    case Verb::relocate:
      return preview_change(Change::relocate, match.rest, question);
    case Verb::restore:
      return preview_change(Change::restore, match.rest, question);
    case Verb::announce:
      return preview_announcement(match.rest, question);
    case Verb::host:
      return host_every(match.rest, question);
    case Verb::unhost:
      return host_no_more(match.rest, question);
    case Verb::hosts:
      return list_hosts(match.rest, question);
    case Verb::missing:
      return host_missing(match.rest, question);
    case Verb::start:
      return start_taking(match.rest, question);
    case Verb::here:
    case Verb::topic:
    case Verb::info:
    case Verb::action:
    case Verb::agreed:
    case Verb::link:
      return take_note(command.args, question);
    case Verb::undo:
      return undo_note(question);
    case Verb::end:
      return stop_taking(question);
    case Verb::calendar:
      return tell_feeds(match.rest, question);
    case Verb::notes:
      return show_notes(match.rest, question);
  }
  return {};
}

// What a poll has found goes round at once; dates have changed, so the next reminder may be another.
Outcome Meetings::told(Polled polled, Context& context) {
  refresh(context.db);  // what was made here may have been renamed, or taken over, by what was read
  Outcome out{None{}, std::move(polled.effects)};
  Rounds rounds(settings_, context);
  for (const SeriesNews& one : polled.news) rounds.tell(one);
  for (const std::int64_t series : polled.adopted)
    add(out.effects, tell_of_adoption(settings_, context, series));
  add(out.effects, rounds.done());
  if (polled.read) {
    add(out.effects, warn_organisers(settings_, context));
    add(out.effects, warn_of_holidays(settings_, context));
    add(out.effects, next_wake(settings_, context));
    out.effects.push_back(feeds_changed(context));
  }
  return out;
}

Outcome Meetings::due(const Tick& tick, Context& context) {
  if (Poll::owns(tick.job)) return told(poll_.tick(context.db, tick.job, context.now), context);
  if (tick.job == made_job) return told(keep_made(context.db, context.now), context);
  if (tick.job == Rounds::job) {
    Rounds rounds(settings_, context);
    rounds.go_on();
    return {None{}, rounds.done()};
  }
  if (tick.job.starts_with(feed_jobs)) return {None{}, make_feeds(settings_, context, tick.job)};
  if (is_holiday_job(tick.job)) return {None{}, read_holidays(settings_, context, tick.job)};
  if (tick.job == wake_job) return {None{}, wake(settings_, context)};
  return {};
}

Outcome Meetings::on(const Event& event, Context& context) {
  refresh(context.db);
  return handled(event, context);
}

Outcome Meetings::handled(const Event& event, Context& context) {
  if (const auto* command = event.as<Command>()) {
    Outcome out = asked(*command, event, context);
    if (!out.effects.empty()) add(out.effects, next_wake(settings_, context));
    return out;
  }
  if (const auto* press = event.as<Press>()) {
    Outcome out = pressed(*press, {settings_, event, context});
    refresh(context.db);  // a meeting may have been made
    if (!out.effects.empty()) add(out.effects, next_wake(settings_, context));
    return out;
  }
  if (const auto* submit = event.as<Submit>())
    return submitted(*submit, {settings_, event, context});
  if (const auto* tick = event.as<Tick>()) return due(*tick, context);
  if (const auto* answer = event.as<Fetched>()) {
    if (is_of_archive(answer->tag)) return {None{}, archive_answered(settings_, context, *answer)};
    if (is_of_source(answer->tag)) return {None{}, source_answered(settings_, context, *answer)};
    if (is_of_holidays(answer->tag))
      return {None{}, holidays_answered(settings_, context, *answer)};
    if (is_of_pad(answer->tag)) return {None{}, pad_answered(settings_, context, *answer)};
    return told(poll_.fetched(context.db, *answer, context.now), context);
  }
  if (const auto* one = event.as<Delivered>())
    return {None{}, note_end(settings_, context, one->key, one->to, errc::ok)};
  if (const auto* one = event.as<Undelivered>(); one != nullptr && one->final)
    return {None{}, note_end(settings_, context, one->key, one->to, one->why)};
  if (const auto* change = event.as<RoomChanged>(); change != nullptr && concerns(event)) {
    move_room(context.db, event.at, change->how == RoomChanged::How::replaced ? change->now : "");
    return {};
  }
  if (const auto* forgotten = event.as<Forgotten>()) {
    forget_person(context.db, event.at.space, forgotten->who.id);
    forget_host(context.db, event.at.space, forgotten->who.id);
    forget_in_talks(context.db, event.at.space, forgotten->who.id);
    forget_in_agenda(context.db, event.at.space, forgotten->who.id);
    forget_in_minutes(context.db, event.at.space, forgotten->who.id);
    forget_in_pages(context.db, event.at.space, forgotten->who.id);
    forget_in_pads(context.db, event.at.space, forgotten->who.id);
    forget_in_edits(context.db, event.at.space, forgotten->who.id);
    forget_in_drafts(context.db, event.at.space, forgotten->who.id);
    forget_made_host(context.db, event.at.space, forgotten->who.id);
    refresh(context.db);
    // What the room was told where they were alone with Usher was told to them.
    if (!event.at.room.empty()) move_room(context.db, event.at, "");
  }
  return {};
}

}  // namespace usher::meeting
