// commands/meeting/hosting.cpp: who is asked when.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/hosting.hpp"

#include "commands/meeting/card_parts.hpp"
#include "commands/meeting/effects.hpp"
#include "commands/meeting/telling.hpp"
#include "commands/meeting/when_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace usher::meeting {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<seconds, 4> steps_at{hours(24), minutes(30), minutes(15), seconds(0)};
constexpr minutes honest_for{15};  // after the start

std::string question_key(const Shown& what, HostStep step) {
  return fmt::format(
      "meeting-host:{}:{}:{}", what.date.id, what.date.start.time_since_epoch().count(),
      std::to_underlying(step)
  );
}

// "Do you host …?", with the buttons for it.
Doc question(const Shown& what, HostStep step, const Reader& to) {
  const Say& say = to.say;
  const Text title = title_of(what);
  const auto name = fmt::arg("title", title);
  Doc doc;
  if (step == HostStep::quarter || step == HostStep::begun)
    doc.heading({say("Nobody hosts {title} yet. Can you?", name)});
  else
    doc.heading({say("Do you host {title}?", name)});
  doc.paragraph(line_of(what, to));
  const std::string id = std::to_string(what.date.id);
  doc.buttons(
      {Button(say("I host it"), "meeting.host", id, Button::Style::primary),
       Button(say("I host it every time"), "meeting.host-always", id),
       Button(say("I cannot this time"), "meeting.host-not", id),
       Button(say("Do not ask me again"), "meeting.host-never", id)}
  );
  doc.paragraph({italic(say("You get this because you can host this meeting."))});
  return doc;
}

class Search {
 public:
  Search(const Settings& settings, Context& context, const Shown& what)
      : settings_(settings),
        context_(context),
        what_(what),
        step_(step_before(what.date.start - context.now)) {}

  // Whoever was to host it has not come.
  std::vector<Effect> missing() {
    hosts_ = hosts_of(settings_, context_, what_.series.key);
    answers_ = host_answers(context_.db, what_.date.id);
    if (step_ != HostStep::begun) step_ = HostStep::quarter;
    set_host_step(context_.db, what_.date.id, step_);
    ask_all();
    tell_nobody();
    return std::move(out_);
  }

  std::vector<Effect> run() {
    const MeetingDate& date = what_.date;
    if (date.state != OccurrenceState::scheduled || date.all_day || step_ == HostStep::none)
      return {};
    hosts_ = hosts_of(settings_, context_, what_.series.key);
    if (hosts_.empty() || host_of(settings_, context_, what_)) return {};
    answers_ = host_answers(context_.db, date.id);
    fresh_ = host_step(context_.db, date.id) < step_;
    if (fresh_) set_host_step(context_.db, date.id, step_);
    if (step_ == HostStep::begun)
      begun();
    else if (step_ == HostStep::quarter)
      everybody();
    else
      next_one();
    return std::move(out_);
  }

 private:
  const HostAnswer* said(const Host& host) const {
    const auto found = std::ranges::find(answers_, host.who, &HostAnswer::who);
    return found == answers_.end() ? nullptr : &*found;
  }

  void ask(const Host& host) {
    set_answer(
        context_.db, what_.date.id,
        {host.who, HostState::asked, step_, host.name == host.who.person ? "" : host.name}
    );
    const Target to{host.who};
    Doc doc = question(what_, step_, reader_for(to, settings_, context_));
    out_.emplace_back(post_to(host.who, question_key(what_, step_), std::move(doc), Lane::reminder)
    );
    any_ = true;
  }

  // Who was asked longer before and has not answered is asked once more; and the first who was not asked yet.
  void next_one() {
    const bool waiting = std::ranges::any_of(answers_, [&](const HostAnswer& one) {
      return one.state == HostState::asked && one.step == step_;
    });
    if (waiting) return;
    for (const Host& host : hosts_) {
      const HostAnswer* before = said(host);
      if (before != nullptr && before->state == HostState::asked && before->step < step_) ask(host);
    }
    const auto first = std::ranges::find_if(hosts_, [&](const Host& one) { return !said(one); });
    if (first != hosts_.end()) ask(*first);
    if (!any_) tell_nobody();
  }

  void everybody() {
    if (!fresh_) return;
    ask_all();
    tell_nobody();
  }

  void ask_all() {
    std::vector<Host> all = hosts_;
    for (Host& one : stand_bys_of(settings_, context_, what_.series.key))
      if (std::ranges::find(all, one.who, &Host::who) == all.end()) all.push_back(std::move(one));
    for (const Host& host : all) {
      const HostAnswer* before = said(host);
      if (before == nullptr || before->state == HostState::asked) ask(host);
    }
  }

  // Nobody waits in silence.
  void begun() {
    if (!fresh_ || context_.now - what_.date.start > honest_for) return;
    for (const Target& room : configured_rooms(settings_, context_, what_.series.key)) {
      const Reader reader = reader_for(room, settings_, context_);
      const Text title = title_of(what_);
      const Text command(std::string("/meeting hosts ") + what_.typed(settings_));
      Doc doc;
      doc.paragraph({reader.say(
          "Nobody has said that they host {title} today. Whoever is there can begin; if nobody "
          "is, I am sorry. Who could be asked: {command}",
          fmt::arg("title", title), fmt::arg("command", command)
      )});
      out_.emplace_back(
          post_to(room.who, question_key(what_, step_), std::move(doc), Lane::reminder)
      );
    }
  }

  void tell_nobody() {
    add(out_, tell_organisers(
                  settings_, context_, question_key(what_, step_) + ":nobody",
                  [&](const Reader& to) {
                    const Text title = title_of(what_);
                    Doc doc;
                    doc.heading({to.say("Nobody hosts {title} yet", fmt::arg("title", title))});
                    doc.paragraph(line_of(what_, to));
                    return doc;
                  }
              ));
  }

  const Settings& settings_;
  Context& context_;
  const Shown& what_;
  HostStep step_;
  std::vector<Host> hosts_;
  std::vector<HostAnswer> answers_;
  bool fresh_ = false;  // the first look at this step
  bool any_ = false;    // somebody was asked
  std::vector<Effect> out_;
};

}  // namespace

HostStep step_before(seconds until) {
  HostStep out = HostStep::none;
  for (const seconds at : steps_at)
    if (until <= at) out = static_cast<HostStep>(std::to_underlying(out) + 1);
  return out;
}

std::vector<Effect> look_for_host(const Settings& settings, Context& context, const Shown& what) {
  return Search(settings, context, what).run();
}

std::vector<Effect> ask_everybody(const Settings& settings, Context& context, const Shown& what) {
  return Search(settings, context, what).missing();
}

std::vector<Effect> look_for_hosts(const Settings& settings, Context& context) {
  constexpr int most = 200;
  std::vector<Effect> out;
  for (MeetingDate& date : dates_ahead(context.db, context.now, most)) {
    if (date.start > context.now + steps_at.front()) break;
    auto series = series_by_id(context.db, date.series);
    if (!series) continue;
    const Shown what{std::move(*series), std::move(date)};
    add(out, look_for_host(settings, context, what));
  }
  return out;
}

std::optional<sys_seconds> next_host_look(
    const Settings& settings, const Context& context, sys_seconds after
) {
  std::optional<sys_seconds> out;
  for (const Series& series : all_series(context.db)) {
    if (hosts_of(settings, context, series.key).empty()) continue;
    for (const MeetingDate& date : dates_after(context.db, series.id, after - seconds(1), 2))
      for (const seconds lead : steps_at) {
        const sys_seconds at = date.start - lead;
        if (at > after && (!out || at < *out)) out = at;
      }
  }
  return out;
}

std::vector<Effect> cannot_host(
    const Settings& settings, Context& context, const Shown& what, const Subscriber& who
) {
  const auto host = host_of(settings, context, what);
  const auto answers = host_answers(context.db, what.date.id);
  const auto asked = std::ranges::find(answers, who, &HostAnswer::who);
  const bool was_to_host = host && host->who == who;
  if (!was_to_host && (asked == answers.end() || asked->state != HostState::asked)) return {};
  const HostStep step = asked == answers.end() ? HostStep::none : asked->step;
  set_answer(
      context.db, what.date.id, {who, HostState::cannot, step, was_to_host ? host->name : ""}
  );
  return look_for_host(settings, context, what);
}

std::vector<Effect> tell_of_host(
    const Settings& settings, Context& context, const Shown& what, const Host& host
) {
  std::vector<Effect> out;
  const auto words = [&](const Reader& to) {
    const Text title = title_of(what);
    const Text name(host.name);
    Doc doc;
    doc.paragraph(
        {to.say("{name} hosts {title}.", fmt::arg("name", name), fmt::arg("title", title)), blank(),
         when_of(what, what.date.start, to)}
    );
    return doc;
  };
  for (const HostAnswer& one : host_answers(context.db, what.date.id)) {
    if (one.state != HostState::asked) continue;
    const Target to{one.who};
    out.emplace_back(
        Edit{question_key(what, one.step), to_of(one.who), words(reader_for(to, settings, context))}
    );
  }
  if (host_step(context.db, what.date.id) != HostStep::begun) return out;
  for (const Target& room : configured_rooms(settings, context, what.series.key))
    out.emplace_back(post_to(
        room.who,
        fmt::format(
            "meeting-host-found:{}:{}", what.date.id, context.now.time_since_epoch().count()
        ),
        words(reader_for(room, settings, context)), Lane::reminder
    ));
  return out;
}

}  // namespace usher::meeting
