// commands/meeting/reminding.cpp: one message for each date, the nearest where several are due.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/reminding.hpp"

#include "commands/meeting/late.hpp"
#include "commands/meeting/notice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace usher::meeting {

namespace {

// Later than this after its time, it is late: a restart, a machine that slept.
constexpr std::chrono::minutes late_from{10};

}  // namespace

Reminding::Reminding(
    const Settings& settings, const Context& context, const std::vector<Due>& dues, sys_seconds at
)
    : settings_(settings), context_(context), at_(at) {
  std::map<std::int64_t, std::optional<Series>> series;
  for (const Due& due : dues) {
    auto date = date_by_id(context.db, due.date);
    if (!date || date->state != OccurrenceState::scheduled) continue;
    if (!worth_saying(date->start, due.lead, context.now)) continue;
    const auto [known, fresh] = series.try_emplace(date->series);
    if (fresh) known->second = series_by_id(context.db, date->series);
    if (!known->second) continue;
    One one;
    one.lead = due.lead;
    one.late = context.now - (date->start - due.lead) > late_from;
    one.before = date_before(context.db, date->series, date->start);
    one.whats = whats_of(settings, known->second->key);
    one.what = {*known->second, std::move(*date)};
    all_.push_back(std::move(one));
  }
  // The nearest first: it is the one that is said where several are due for one date.
  std::ranges::sort(all_, {}, [](const One& one) {
    return std::tuple(one.lead, one.what.date.start, one.what.date.id);
  });
}

std::vector<Wanted> Reminding::wanted() const {
  std::vector<Wanted> out;
  for (const One& one : all_)
    for (const std::string& what : one.whats) {
      const bool there = std::ranges::any_of(out, [&](const Wanted& other) {
        return other.what == what && other.lead == one.lead;
      });
      if (!there) out.push_back({what, one.lead});
    }
  return out;
}

std::size_t Reminding::tell_rooms(std::vector<Effect>& out) const {
  const std::size_t before = out.size();
  std::vector<std::pair<std::int64_t, Subscriber>> told;
  for (const One& one : all_) {
    const std::vector<Lead> leads = room_leads(settings_, one.what.series.key);
    if (std::ranges::find(leads, one.lead) == leads.end()) continue;
    for (const Target& room : configured_rooms(settings_, context_, one.what.series.key)) {
      const std::pair key(one.what.date.id, room.who);
      if (std::ranges::find(told, key) != told.end()) continue;
      told.push_back(key);
      post(one, room, "", leads, out);
    }
  }
  return out.size() - before;
}

std::size_t Reminding::tell(const Told& who, std::vector<Effect>& out) const {
  const std::size_t before = out.size();
  Chosen chosen;
  for (const One& one : all_)
    for (const auto& [what, lead] : who.why) {
      const bool asked = lead == one.lead && std::ranges::find(one.whats, what) != one.whats.end();
      if (asked) chosen.try_emplace(one.what.date.id, &one, what);
    }
  const Target to{who.who};
  const bool several =
      chosen.size() > 1 && !who.who.person.empty() &&
      std::ranges::any_of(chosen, [](const auto& one) { return one.second.first->late; });
  if (several) {
    post_together(chosen, to, out);
  } else {
    for (const auto& [date, one] : chosen) {
      std::vector<Lead> leads;
      if (who.who.person.empty())
        for (const auto& [what, asked] : subscriptions_of(context_.db, who.who))
          leads.insert(leads.end(), asked.begin(), asked.end());
      post(*one.first, to, one.second, leads, out);
    }
  }
  return out.size() - before;
}

// leads: those of this room; what it was told longer before becomes a line.
void Reminding::post(
    const One& one, const Target& to, const std::string& why, const std::vector<Lead>& leads,
    std::vector<Effect>& out
) const {
  const Reader reader = reader_for(to, settings_, context_);
  const MeetingDate& date = one.what.date;
  for (const Lead longer : leads)
    if (longer > one.lead)
      out.emplace_back(
          Edit{reminder_key(date.id, date.start, longer), to_of(to.who), shrunk(one.what, reader)}
      );
  Doc doc = reminder(one.what, one.before, reader);
  doc.append(
      why.empty() ? room_reason(one.what, reader) : reason(why, to.who.person.empty(), reader)
  );
  out.emplace_back(
      post_to(to.who, reminder_key(date.id, date.start, one.lead), std::move(doc), Lane::reminder)
  );
}

// After a time away nobody gets a heap of messages.
void Reminding::post_together(const Chosen& chosen, const Target& to, std::vector<Effect>& out)
    const {
  const Reader reader = reader_for(to, settings_, context_);
  std::vector<const One*> all;
  for (const auto& [date, one] : chosen) all.push_back(one.first);
  std::ranges::sort(all, {}, [](const One* one) { return one->what.date.start; });
  Doc doc;
  doc.heading({reader.say("What is coming up")});
  for (const One* one : all) {
    doc.paragraph(line_of(one->what, reader));
    doc.append(details(one->what, one->before, reader));
  }
  doc.append(conduct_notice(settings_, context_, reader.say));
  doc.append(reason(chosen.begin()->second.second, false, reader));
  out.emplace_back(post_to(
      to.who, fmt::format("meeting-late:{}", at_.time_since_epoch().count()), std::move(doc),
      Lane::reminder
  ));
}

}  // namespace usher::meeting
