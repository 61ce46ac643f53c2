// commands/meeting/organise_do.cpp: a change that was confirmed.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/hosts.hpp"
#include "commands/meeting/made.hpp"
#include "commands/meeting/organise.hpp"
#include "commands/meeting/preparing.hpp"
#include "commands/meeting/receipts.hpp"
#include "commands/meeting/rounds.hpp"
#include "commands/meeting/sources.hpp"

#include <iterator>
#include <utility>

namespace usher::meeting {

namespace {

// The row as it is from now on; what is to be told of it.
SeriesNews carry_out(Database& db, const Order& order, MeetingDate& date, sys_seconds now) {
  SeriesNews news;
  news.series = date.series;
  news.reason = order.reason;
  ++date.sequence;
  date.held = true;
  if (order.change == Change::relocate) {
    date.relocated = true;
  } else {
    date.decided = true;
    date.changed = now;
  }
  switch (order.change) {
    case Change::cancel:
      date.state = OccurrenceState::cancelled;
      news.cancelled.push_back({date.id, date.start});
      break;
    case Change::move:
      date.was = date.start;
      date.end += order.start - date.start;
      date.start = order.start;
      add_former_start(db, date.id, date.was);
      ask_hosts_anew(db, date.id);
      move_later(db, date.id, date.start - date.was);
      prepare_anew(db, date.id);
      news.moved.push_back({date.id, date.was, date.start});
      break;
    case Change::restore:
      date.state = OccurrenceState::scheduled;
      news.restored.push_back({date.id, date.start});
      prepare_anew(db, date.id);
      break;
    case Change::relocate:
      date.join = order.target;
      news.relocated.push_back({date.id, date.start});
      break;
  }
  keep(db, date);
  return news;
}

}  // namespace

Outcome keep_unchanged(const Asked& asked) {
  const Say say = asked.say();
  return {Replace{say("Nothing was changed.")}, {}};
}

Outcome do_change(std::string_view value, const Asked& asked) {
  const Say say = asked.say();
  Context& context = asked.context;
  const auto order = decode_order(value);
  auto date = order ? date_by_id(context.db, order->date) : std::nullopt;
  auto series = date ? series_by_id(context.db, date->series) : std::nullopt;
  // A button stands where anybody may press it.
  const bool hosts =
      series && hosts_made(context.db, series->key, asked.event.at.space, asked.event.who.id);
  if (!hosts && !asked.event.who.roles.has(Role::organiser))
    return {SayReply{say("Only organisers can change meetings.")}, {}};
  if (!series || date->sequence != order->sequence || date->start <= context.now)
    return {Replace{say("This meeting has changed meanwhile. Please look again.")}, {}};
  SeriesNews news = carry_out(context.db, *order, *date, context.now);
  const Shown shown{std::move(*series), std::move(*date)};
  const std::int64_t edit = hold_edit(shown, asked);
  news.receipt = begin_receipt(context.db, asked.person(), shown.series.title, context.now, edit);
  Doc doc;
  doc.paragraph(
      {say("Done. I am telling everybody, and write to you when the last of them has heard.")}
  );
  doc.append(differs(asked.settings, context.db, edit, asked.reader(true)));
  Rounds rounds(asked.settings, context);
  rounds.tell(news);
  Outcome out{Replace{std::move(doc)}, rounds.done()};
  out.effects.push_back(plan_changed(context));
  return out;
}

}  // namespace usher::meeting
