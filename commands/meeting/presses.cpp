// commands/meeting/presses.cpp: coming, staying away, one more reminder.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/presses.hpp"

#include "commands/meeting/agenda.hpp"
#include "commands/meeting/announce.hpp"
#include "commands/meeting/archiving.hpp"
#include "commands/meeting/card_parts.hpp"
#include "commands/meeting/changing.hpp"
#include "commands/meeting/clockwork.hpp"
#include "commands/meeting/coming.hpp"
#include "commands/meeting/feeds.hpp"
#include "commands/meeting/follow_ups.hpp"
#include "commands/meeting/hosting.hpp"
#include "commands/meeting/notes.hpp"
#include "commands/meeting/order.hpp"
#include "commands/meeting/organise.hpp"
#include "commands/meeting/sources.hpp"
#include "commands/meeting/talks.hpp"
#include "commands/meeting/when_words.hpp"

#include <optional>
#include <utility>

namespace usher::meeting {

namespace {

constexpr std::chrono::minutes before_start{10};

std::optional<Shown> date_pressed(const Press& press, const Asked& asked) {
  const auto id = number_typed(press.value);
  auto date = id ? date_by_id(asked.context.db, *id) : std::nullopt;
  if (!date) return std::nullopt;
  auto series = series_by_id(asked.context.db, date->series);
  if (!series) return std::nullopt;
  return Shown{std::move(*series), std::move(*date)};
}

}  // namespace

Outcome pressed(const Press& press, const Asked& asked) {
  if (press.action == "meeting.do") return do_change(press.value, asked);
  if (press.action == "meeting.do-series") return do_draft(press.value, asked);
  if (press.action == "meeting.keep") return keep_unchanged(asked);
  if (press.action == "meeting.mine") return action_answered(press.value, true, asked);
  if (press.action == "meeting.not-mine") return action_answered(press.value, false, asked);
  if (press.action == "meeting.action-done") return action_is(press.value, true, asked);
  if (press.action == "meeting.action-later") return action_is(press.value, false, asked);
  if (press.action == "meeting.propose") return propose(press.value, asked);
  if (press.action == "meeting.source") return propose_edit(press.value, asked);
  if (press.action == "meeting.give-notes") return open_notes_form(press.value, asked);
  if (press.action == "meeting.archived") return archived(press.value, asked);
  if (press.action == "meeting.talk-yes") return talk_pressed(press.value, true, asked);
  if (press.action == "meeting.talk-no") return talk_pressed(press.value, false, asked);
  if (press.action.starts_with("meeting.host"))
    return host_pressed(press.action, press.value, asked);
  const Say say = asked.say();
  const auto shown = date_pressed(press, asked);
  if (!shown || shown->date.end <= asked.context.now)
    return {SayReply{say("This meeting is over.")}, {}};
  const Reader reader = asked.reader(false);
  const Text title = title_of(*shown);
  const auto name = fmt::arg("title", title);
  if (shown->date.state == OccurrenceState::cancelled)
    return {SayReply{say("{title} does not take place.", name)}, {}};
  if (press.action == "meeting.come") return comes(*shown, asked);
  if (press.action == "meeting.stay") return stays_away(*shown, asked);
  if (press.action == "meeting.calendar") return give_date(*shown, asked);
  if (press.action == "meeting.announce") return announce(*shown, asked);
  if (press.action == "meeting.ask") return ask_something(*shown, asked);
  if (press.action != "meeting.later") return {};
  const Inline when = when_of(*shown, shown->date.start, reader);
  Doc doc;
  const sys_seconds at = shown->date.start - before_start;
  if (at <= asked.context.now) {
    doc.paragraph({say("{title} begins in a moment.", name), blank(), when});
    return {SayReply{std::move(doc)}, {}};
  }
  remember(asked.context.db, asked.event.at, asked.event.who);
  remind_later(asked.context.db, asked.person(), shown->date.id, at);
  doc.paragraph({say("I remind you ten minutes before {title}.", name), blank(), when});
  return {SayReply{std::move(doc)}, {plan_changed(asked.context)}};
}

}  // namespace usher::meeting
