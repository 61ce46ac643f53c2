// commands/meeting/host_answers.cpp: what hosts say: for one date, for every one, not any more.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/text.hpp"
#include "commands/meeting/card_parts.hpp"
#include "commands/meeting/effects.hpp"
#include "commands/meeting/hosting.hpp"
#include "commands/meeting/order.hpp"
#include "commands/meeting/telling.hpp"

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

bool is_named(const std::vector<Host>& all, const Subscriber& who) {
  return std::ranges::find(all, who, &Host::who) != all.end();
}

// Whom the community has named, or who has a part in it: a stranger does not host its meetings.
bool may_host(std::string_view key, const Asked& asked) {
  const Roles& roles = asked.event.who.roles;
  if (roles.has(Role::contributor) || roles.has(Role::maintainer) || roles.has(Role::organiser))
    return true;
  return is_named(hosts_of(asked.settings, asked.context, key), asked.person()) ||
         is_named(stand_bys_of(asked.settings, asked.context, key), asked.person());
}

// The next date that is not over.
std::optional<Shown> next_date(const Series& series, const Asked& asked) {
  const sys_seconds now = asked.context.now;
  for (const MeetingDate& date :
       dates_after(asked.context.db, series.id, now - std::chrono::hours(12), 20))
    if (date.state == OccurrenceState::scheduled && date.end > now) return Shown{series, date};
  return std::nullopt;
}

// They host this date, unless somebody else does.
std::optional<Host> take(const Shown& shown, const Asked& asked, std::vector<Effect>& out) {
  auto before = host_of(asked.settings, asked.context, shown);
  if (before && before->who != asked.person()) return before;
  Host host{asked.person(), HostHow::each_time, name_of(asked.event.who)};
  set_answer(
      asked.context.db, shown.date.id,
      {host.who, HostState::hosts, host_step(asked.context.db, shown.date.id), host.name}
  );
  add(out, tell_of_host(asked.settings, asked.context, shown, host));
  return std::nullopt;
}

Doc thanks(const Shown& shown, const std::optional<Host>& other, const Asked& asked) {
  const Say say = asked.say();
  const Text title = title_of(shown);
  const auto title_arg = fmt::arg("title", title);
  Doc doc;
  if (other) {
    const Text name(other->name);
    doc.paragraph({say(
        "{name} hosts {title} already. Thank you all the same.", fmt::arg("name", name), title_arg
    )});
    return doc;
  }
  doc.paragraph(
      {say("Thank you. You host {title}:", title_arg), blank(),
       when_of(shown, shown.date.start, asked.reader(true))}
  );
  return doc;
}

}  // namespace

Outcome host_pressed(std::string_view what, std::string_view value, const Asked& asked) {
  const Say say = asked.say();
  Context& context = asked.context;
  auto date = date_by_id(context.db, number_typed(value).value_or(0));
  auto series = date ? series_by_id(context.db, date->series) : std::nullopt;
  if (!series || date->end <= context.now) return {Replace{say("This meeting is over.")}, {}};
  const Shown shown{std::move(*series), std::move(*date)};
  const Text title = title_of(shown);
  if (shown.date.state == OccurrenceState::cancelled)
    return {Replace{say("{title} does not take place.", fmt::arg("title", title))}, {}};
  const auto answers = host_answers(context.db, shown.date.id);
  const bool was_asked =
      std::ranges::find(answers, asked.person(), &HostAnswer::who) != answers.end();
  if (!was_asked && !may_host(shown.series.key, asked))
    return {Replace{say("The organisers name who hosts a meeting.")}, {}};
  Outcome out;
  if (what == "meeting.host" || what == "meeting.host-always") {
    const bool always = what == "meeting.host-always";
    if (always)
      set_host(
          context.db, shown.series.key, asked.person(), HostHow::always, name_of(asked.event.who),
          context.now
      );
    const auto other = take(shown, asked, out.effects);
    Doc doc = thanks(shown, other, asked);
    if (always) {
      const Text command("/meeting unhost " + shown.typed(asked.settings));
      doc.paragraph({say(
          "You host it every time from now on, and I do not ask you again. To stop: {command}",
          fmt::arg("command", command)
      )});
    }
    out.reply = Replace{std::move(doc)};
    return out;
  }
  if (what == "meeting.host-never")
    set_host(
        context.db, shown.series.key, asked.person(), HostHow::never, name_of(asked.event.who),
        context.now
    );
  out.effects = cannot_host(asked.settings, context, shown, asked.person());
  out.reply = Replace{
      what == "meeting.host-never"
          ? say("I do not ask you about {title} again.", fmt::arg("title", title))
          : say("Thank you for saying so. I ask whoever is next.")
  };
  return out;
}

Outcome host_every(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  Context& context = asked.context;
  auto series = series_meant(typed, asked);
  if (!series) return {SayReply{std::move(series.error())}, {}};
  if (!may_host(series->key, asked))
    return {SayReply{say("The organisers name who hosts a meeting.")}, {}};
  remember(context.db, asked.event.at, asked.event.who);
  set_host(
      context.db, series->key, asked.person(), HostHow::always, name_of(asked.event.who),
      context.now
  );
  Outcome out;
  Doc doc;
  const Text title(series->title);
  const Text command("/meeting unhost " + Shown{*series, {}}.typed(asked.settings));
  doc.paragraph({say(
      "You host {title} every time from now on, and I do not ask you again. To stop: {command}",
      fmt::arg("title", title), fmt::arg("command", command)
  )});
  if (const auto shown = next_date(*series, asked)) {
    const auto other = host_of(asked.settings, context, *shown);
    if (other && other->who == asked.person())
      add(out.effects, tell_of_host(asked.settings, context, *shown, *other));
    doc.paragraph(line_of(*shown, asked.reader(false)));
  }
  out.reply = SayReply{std::move(doc)};
  out.effects.push_back(plan_changed(context));
  return out;
}

Outcome host_no_more(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  Context& context = asked.context;
  auto series = series_meant(typed, asked);
  if (!series) return {SayReply{std::move(series.error())}, {}};
  Outcome out;
  const auto shown = next_date(*series, asked);
  const auto host = shown ? host_of(asked.settings, context, *shown) : std::nullopt;
  set_host(
      context.db, series->key, asked.person(), HostHow::never, name_of(asked.event.who), context.now
  );
  // Whoever was to host the next one may be missed there.
  if (host && host->who == asked.person()) {
    set_answer(
        context.db, shown->date.id, {asked.person(), HostState::cannot, HostStep::none, host->name}
    );
    add(out.effects, look_for_host(asked.settings, context, *shown));
  }
  const Text title(series->title);
  out.reply = SayReply{say("You do not host {title} any more.", fmt::arg("title", title))};
  out.effects.push_back(plan_changed(context));
  return out;
}

Outcome list_hosts(std::string_view typed, const Asked& asked) {
  const Say say = asked.say();
  auto series = series_meant(typed, asked);
  if (!series) return {SayReply{std::move(series.error())}, {}};
  const Text title(series->title);
  Doc doc;
  doc.heading({say("Hosts of {title}", fmt::arg("title", title))});
  std::vector<Line> lines;
  for (const Host& one : hosts_of(asked.settings, asked.context, series->key))
    lines.push_back(
        {bold(Text(one.name)), Text(std::string(" – ")),
         one.how == HostHow::always ? say("every time") : say("is asked each time")}
    );
  for (const Host& one : stand_bys_of(asked.settings, asked.context, series->key))
    lines.push_back({bold(Text(one.name)), Text(std::string(" – ")), say("stands by")});
  if (lines.empty())
    doc.paragraph({say("None is known.")});
  else
    doc.bullets(std::move(lines));
  if (const auto shown = next_date(*series, asked)) {
    Line line = line_of(*shown, asked.reader(false));
    const auto host = host_of(asked.settings, asked.context, *shown);
    line.emplace_back(Text(std::string(" – ")));
    if (host) {
      const Text name(host->name);
      line.emplace_back(say("hosted by {name}", fmt::arg("name", name)));
    } else {
      line.emplace_back(say("nobody hosts it yet"));
    }
    doc.paragraph(std::move(line));
  }
  const Text command("/meeting host " + Shown{*series, {}}.typed(asked.settings));
  doc.paragraph({say("To host it every time: {command}", fmt::arg("command", command))});
  return {SayReply{std::move(doc)}, {}};
}

// Whoever waits in the call says so: all who could host it are asked at once.
Outcome host_missing(std::string_view typed, const Asked& asked) {
  constexpr std::chrono::minutes early{5};
  const Say say = asked.say();
  Context& context = asked.context;
  auto series = series_meant(typed, asked);
  if (!series) return {SayReply{std::move(series.error())}, {}};
  const Text title(series->title);
  const auto name = fmt::arg("title", title);
  const auto shown = next_date(*series, asked);
  if (!shown || shown->date.start > context.now + early)
    return {SayReply{say("{title} has not begun yet.", name)}, {}};
  if (const auto host = host_of(asked.settings, context, *shown)) {
    // Whoever has stood in since is not the one who is missing.
    const auto answers = host_answers(context.db, shown->date.id);
    const auto own = std::ranges::find(answers, host->who, &HostAnswer::who);
    if (own != answers.end() && own->state == HostState::hosts && own->step == HostStep::begun) {
      const Text who(host->name);
      return {SayReply{say("{name} hosts {title}.", fmt::arg("name", who), name)}, {}};
    }
    set_answer(
        context.db, shown->date.id, {host->who, HostState::absent, HostStep::none, host->name}
    );
  }
  return {
      SayReply{say("I ask everybody who could host {title}, and tell the organisers.", name)},
      ask_everybody(asked.settings, context, *shown)
  };
}

}  // namespace usher::meeting
