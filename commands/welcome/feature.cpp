// commands/welcome/feature.cpp: events to answers and effects.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/welcome/feature.hpp"

#include "bot/named_in.hpp"
#include "bot/people.hpp"
#include "commands/welcome/interests.hpp"
#include "commands/welcome/rushes.hpp"
#include "commands/welcome/sending.hpp"
#include "commands/welcome/stats.hpp"
#include "commands/welcome/table.hpp"
#include "commands/welcome/words.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace usher::welcome {

namespace {

constexpr std::string_view prune_job = "prune";
constexpr std::chrono::days kept{400};  // a year, and a bit
constexpr std::int64_t pruned_at_once = 500;
constexpr std::chrono::hours between_prunings{24};

constexpr std::array<std::string_view, 2> also = {"欢迎", "歡迎"};
constexpr std::array<std::string_view, 2> examples = {"/welcome", "/welcome stats"};
constexpr std::array<std::string_view, 2> stats_also = {"统计", "統計"};
constexpr std::array<std::string_view, 1> stop_also = {"停止"};
constexpr std::array<WordSpec, 2> words = {{
    {.word = "stats",
     .grammar = "",
     .summary = mark("Says how many people came, month by month; no names"),
     .role = Role::organiser,
     .also = stats_also},
    {.word = "stop",
     .grammar = "",
     .summary = mark("Has me never write to you of my own accord to welcome you"),
     .also = stop_also},
}};
constexpr std::array<CommandSpec, 1> specs = {{
    {.name = "welcome",
     .grammar = "",
     .summary = mark("Shows where to begin, as newcomers are shown"),
     .examples = examples,
     .words = words,
     .also = also},
}};

bool names_room(const std::vector<std::string>& named, const Place& at) {
  return !at.room.empty() && std::ranges::any_of(named, [&](const std::string& one) {
    return named_in(one, at.space) == at.room;
  });
}
// The space "slack:T1" by itself, or "slack".
bool names_space(const std::vector<std::string>& named, const std::string& space) {
  const std::string kind = space.substr(0, space.find(':'));
  return std::ranges::any_of(named, [&](const std::string& one) {
    return one == space || one == kind;
  });
}

// Whether anybody is welcomed there at all.
bool reaches(const Settings& settings, const std::string& space) {
  const std::string kind = space.substr(0, space.find(':'));
  const auto there = [&](const std::string& named) {
    return named == kind || named.starts_with(kind + ":");
  };
  return std::ranges::any_of(settings.rooms, there) || std::ranges::any_of(settings.spaces, there);
}

SayReply alone(Doc doc) {
  SayReply out{std::move(doc)};
  out.confidential = true;
  return out;
}

Outcome stop_for(const Event& event, Context& context, bool typed) {
  const Row row = touch(context.db, event.at.space, event.who.id, context.now);
  if (!row.stopped) count(context.db, "stopped", context.now);
  stop(context.db, row.id);
  Doc doc = stopped(context, context.say(event.who));
  if (typed) return {alone(std::move(doc)), {}};
  return {Replace{std::move(doc)}, {}};
}

Outcome in_language(
    const Press& press, const Event& event, const Settings& settings, Context& context
) {
  const std::string tag = spoken(context, press.value);
  if (tag.empty()) return {};
  const std::string& space = event.at.space;
  if (people::chosen_language(context.db, space, event.who.id) != tag)
    count(context.db, "chose:" + tag, context.now);
  people::choose_language(context.db, space, event.who.id, tag, context.now);
  // In the new language, whatever the event was negotiated to be.
  return {Replace{hello(settings, context, tag)}, {}};
}

Outcome again(const Event& event, const Settings& settings, Context& context) {
  const Say say = context.say(event.who);
  const Row row = touch(context.db, event.at.space, event.who.id, context.now);
  if (row.again < 0)
    return {
        alone(say(
            "I have asked you once more, and keep quiet from now on. {command} shows the beginning "
            "whenever you like.",
            fmt::arg("command", Text(std::string("/welcome")))
        )),
        {}
    };
  if (row.again == 0) {
    count(context.db, "again", context.now);
    ask_again(context.db, row.id, context.now + again_after, event.who.lang);
  }
  return {
      alone(say("I ask you once more in three days, and then never again.")),
      {send_next(settings, context)}
  };
}

}  // namespace

std::span<const CommandSpec> Welcome::commands() const { return specs; }

bool Welcome::concerns(const Event& event) const {
  const bool whole = event.at.room.empty();
  // Who leaves a space has left its rooms.
  if (whole && event.kind() == Kind::left) return reaches(settings_, event.at.space);
  return whole ? names_space(settings_.spaces, event.at.space)
               : names_room(settings_.rooms, event.at);
}

std::vector<Effect> Welcome::start(Context& context) {
  return {
      send_next(settings_, context),
      Remind{std::string(prune_job), context.now + std::chrono::hours(1)}
  };
}

Outcome Welcome::on(const Event& event, Context& context) {
  if (event.as<Joined>() != nullptr) return joined(event, context);
  if (event.as<Left>() != nullptr) {
    const auto row = find(context.db, event.at.space, event.who.id);
    went(context.db, event.at, event.who.id);
    const auto now = find(context.db, event.at.space, event.who.id);
    if (row && now && row->state != now->state) count(context.db, "left", context.now);
    return {None{}, {send_next(settings_, context)}};
  }
  if (const auto* forgotten = event.as<Forgotten>()) {
    forget(context.db, event.at.space, forgotten->who.id);
    return {None{}, {send_next(settings_, context)}};
  }
  if (const auto* tick = event.as<Tick>()) {
    if (tick->job == send_job) return {None{}, send_due(settings_, context)};
    if (tick->job != prune_job) return {};
    let_go_of_the_late(context);
    const bool more = prune(context.db, context.now - kept, pruned_at_once) == pruned_at_once;
    const std::chrono::seconds wait = more ? std::chrono::seconds(1) : between_prunings;
    return {
        None{}, {Remind{std::string(prune_job), context.now + wait}, send_next(settings_, context)}
    };
  }
  if (const auto* command = event.as<Command>()) return typed(*command, event, context);
  if (const auto* press = event.as<Press>()) return pressed(*press, event, context);
  if (const auto* submit = event.as<Submit>()) return submitted(*submit, event, context);
  return {};
}

Outcome Welcome::joined(const Event& event, Context& context) const {
  if (!concerns(event) || event.who.id.empty()) return {};
  let_go_of_the_late(context);
  const bool known = find(context.db, event.at.space, event.who.id).has_value();
  const sys_seconds due = context.now + settings_.delay;
  // The community's own is what stands there when nothing is known.
  const bool says = event.who.lang != context.community.language;
  const std::string_view lang = says ? std::string_view(event.who.lang) : std::string_view();
  if (!came(context.db, event.at, event.who.id, lang, context.now, due)) return {};
  std::vector<Effect> effects;
  if (!known) {
    count(context.db, "joined", context.now);
    effects = watch_rush(event.at.space, settings_, context);
  }
  effects.push_back(send_next(settings_, context));
  return {None{}, std::move(effects)};
}

Outcome Welcome::typed(const Command& command, const Event& event, Context& context) const {
  const WordMatch match = match_word(specs.front(), command.args);
  const Say say = context.say(event.who);
  if (match.word == words.data() && match.rest.empty())
    return {alone(stats(settings_, context, say)), {}};
  if (match.word == &words.back() && match.rest.empty()) return stop_for(event, context, true);
  if (command.args.find_first_not_of(" \t\r\n") != std::string::npos)
    return {
        alone(
            say("Type {command}, and I show you where to begin.",
                fmt::arg("command", Text(std::string("/welcome"))))
        ),
        {}
    };
  touch(context.db, event.at.space, event.who.id, context.now);
  count(context.db, "typed", context.now);
  std::string lang = spoken(context, event.who.lang);
  if (lang.empty()) lang = "en";
  return {alone(hello(settings_, context, lang)), {send_next(settings_, context)}};
}

Outcome Welcome::pressed(const Press& press, const Event& event, Context& context) const {
  if (press.action == go_on_action || press.action == nobody_action)
    return {judge(press, event, context), {send_next(settings_, context)}};
  if (press.action == language_action) return in_language(press, event, settings_, context);
  if (press.action == again_action) return again(event, settings_, context);
  if (press.action == stop_action) return stop_for(event, context, false);
  if (press.action == interests_action) {
    if (settings_.titles) settings_.titles->soon();
    return {None{}, {Open{event.who, ask(settings_, context.say(event.who))}}};
  }
  return {};
}

Outcome Welcome::submitted(const Submit& submit, const Event& event, Context& context) const {
  const auto values = submit.fields.find(interests_field);
  if (submit.form != interests_form || values == submit.fields.end()) return {};
  const auto picked = chosen(settings_, values->second);
  const Row row = touch(context.db, event.at.space, event.who.id, context.now);
  std::string all = row.interests.empty() ? "," : row.interests;
  for (const InterestSettings* one : picked) {
    const std::string name = one->name + ",";
    if (all.contains("," + name)) continue;
    all += name;
    count(context.db, "interest:" + one->name, context.now);
  }
  set_interests(context.db, row.id, all);
  return {alone(shown(picked, settings_, event, context)), {send_next(settings_, context)}};
}

}  // namespace usher::welcome
