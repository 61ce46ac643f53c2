// commands/meeting/subscribing.cpp: subscriptions of people and rooms.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/meeting/answers.hpp"
#include "commands/meeting/choosing.hpp"
#include "commands/meeting/clockwork.hpp"
#include "commands/meeting/order.hpp"
#include "commands/meeting/plan.hpp"
#include "commands/meeting/telling.hpp"
#include "commands/meeting/when_words.hpp"

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

// People are reminded a day and ten minutes before, where they say nothing else.
std::vector<Lead> usual_leads() { return {std::chrono::hours(24), std::chrono::minutes(10)}; }

// A room is spoken for by those who look after it.
std::optional<Doc> refused(const Typed& typed, const Asked& asked) {
  const Roles& roles = asked.event.who.roles;
  if (!typed.here) return std::nullopt;
  const Say say = asked.say();
  if (asked.event.at.room.empty()) return say("There is no room here.");
  if (roles.has(Role::organiser) || roles.has(Role::maintainer)) return std::nullopt;
  const Text command("/meeting subscribe " + typed.what);
  return say(
      "What a room is told, organisers and maintainers decide. For yourself, leave out “here”: "
      "{command}.",
      fmt::arg("command", command)
  );
}

// The next date that this is about.
std::optional<Shown> next_of(std::string_view what, const Asked& asked) {
  for (const MeetingDate& date : dates_ahead(asked.context.db, asked.context.now, 500)) {
    auto series = series_by_id(asked.context.db, date.series);
    if (!series || date.start <= asked.context.now) continue;
    const auto whats = whats_of(asked.settings, series->key);
    if (std::ranges::find(whats, what) != whats.end()) return Shown{std::move(*series), date};
  }
  return std::nullopt;
}

Doc how(const Asked& asked) {
  const Say say = asked.say();
  Doc doc = say("Say which meeting, a tag, or all.");
  Doc names = no_such("", asked, names_of_all(asked.context.db, asked.settings));
  doc.append(std::move(names));
  return doc;
}

}  // namespace

Phrase leads_words(const std::vector<Lead>& leads, const Say& say) {
  std::string before;
  bool at_start = false;
  for (const Lead lead : leads) {
    if (lead <= Lead(0)) {
      at_start = true;
      continue;
    }
    if (!before.empty()) before += ", ";
    before += span_words(lead, say).str();
  }
  if (before.empty()) return say("when it starts");
  const Text spans(before);
  const auto arg = fmt::arg("spans", spans);
  return at_start ? say("{spans} before, and when it starts", arg) : say("{spans} before", arg);
}

Effect plan_changed(const Context& context) {
  return Remind{std::string(wake_job), context.now + std::chrono::seconds(1)};
}

Outcome subscribe_to(std::string_view text, const Asked& asked) {
  Typed typed = read_typed(text);
  const Say say = asked.say();
  Context& context = asked.context;
  if (typed.what.empty()) return {SayReply{how(asked)}, {}};
  if (auto no = refused(typed, asked)) return {SayReply{std::move(*no)}, {}};
  const Choice choice = choose(context.db, asked.settings, typed.what);
  if (choice.what.empty()) return {SayReply{no_such(typed.what, asked, choice.several)}, {}};
  if (typed.leads.empty()) typed.leads = typed.here ? asked.settings.leads : usual_leads();
  remember(context.db, asked.event.at, asked.event.who);
  subscribe(
      context.db, typed.here ? asked.room() : asked.person(), choice.what, typed.leads, context.now
  );
  const Phrase about = worded_what(asked.settings, context.db, choice.what, say);
  const Phrase when = leads_words(typed.leads, say);
  const auto what_arg = fmt::arg("what", about);
  const auto when_arg = fmt::arg("when", when);
  Doc doc;
  doc.paragraph(
      {typed.here ? say("From now on this room is reminded of {what}: {when}.", what_arg, when_arg)
                  : say("From now on I remind you of {what}: {when}.", what_arg, when_arg)}
  );
  if (const auto next = next_of(choice.what, asked))
    doc.paragraph(line_of(*next, asked.reader(false)));
  const Text stop(
      "/meeting unsubscribe " + typed_what(asked.settings, choice.what) +
      (typed.here ? " here" : "")
  );
  const Text mine(std::string("/meeting mine"));
  doc.paragraph({say(
      "To stop it: {stop}. To see everything: {mine}.", fmt::arg("stop", stop),
      fmt::arg("mine", mine)
  )});
  return {SayReply{std::move(doc)}, {plan_changed(context)}};
}

Outcome unsubscribe_from(std::string_view text, const Asked& asked) {
  const Typed typed = read_typed(text);
  const Say say = asked.say();
  Context& context = asked.context;
  if (typed.what.empty()) return {SayReply{how(asked)}, {}};
  if (auto no = refused(typed, asked)) return {SayReply{std::move(*no)}, {}};
  const Choice choice = choose(context.db, asked.settings, typed.what);
  if (choice.what.empty()) return {SayReply{no_such(typed.what, asked, choice.several)}, {}};
  const Subscriber who = typed.here ? asked.room() : asked.person();
  // “all” is everything that they have.
  if (choice.what == of_all)
    unsubscribe_all(context.db, who);
  else
    unsubscribe(context.db, who, choice.what);
  const Phrase about = worded_what(asked.settings, context.db, choice.what, say);
  const auto what_arg = fmt::arg("what", about);
  // The same whether there was a subscription or not, so that a repeat is answered alike.
  Doc doc;
  doc.paragraph(
      {typed.here ? say("This room is not reminded of {what} any more.", what_arg)
                  : say("I do not remind you of {what} any more.", what_arg)}
  );
  return {SayReply{std::move(doc)}, {plan_changed(context)}};
}

Outcome what_is_mine(const Asked& asked) {
  const Say say = asked.say();
  Context& context = asked.context;
  Doc doc;
  const auto listed = [&](const Subscriber& who) {
    std::vector<Line> lines;
    for (const auto& [what, leads] : subscriptions_of(context.db, who))
      lines.push_back(
          {bold(worded_what(asked.settings, context.db, what, say)), Text(std::string(" – ")),
           leads_words(leads, say)}
      );
    return lines;
  };
  auto mine = listed(asked.person());
  if (mine.empty()) {
    doc.paragraph({say("I remind you of no meeting.")});
    const Text command(std::string("/meeting subscribe all"));
    doc.paragraph({say("To be reminded: {command}", fmt::arg("command", command))});
  } else {
    doc.paragraph({say("I remind you of:")});
    doc.bullets(std::move(mine));
  }
  if (auto room = listed(asked.room()); !asked.event.at.room.empty() && !room.empty()) {
    doc.paragraph({say("This room is reminded of:")});
    doc.bullets(std::move(room));
  }
  const Reader reader = asked.reader(false);
  const Text zone(reader.zone ? reader.zone->name() : std::string("UTC"));
  const Text command(std::string("/meeting zone Europe/Berlin"));
  doc.paragraph({say(
      "I tell you times in {zone}. To change that: {command}", fmt::arg("zone", zone),
      fmt::arg("command", command)
  )});
  return {SayReply{std::move(doc)}, {}};
}

}  // namespace usher::meeting
