// commands/proposals/feature.cpp: events to answers and effects.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/feature.hpp"

#include "bot/search.hpp"
#include "commands/proposals/lookup.hpp"
#include "commands/proposals/maintainers.hpp"
#include "commands/proposals/named.hpp"
#include "commands/proposals/words.hpp"

#include <algorithm>
#include <iterator>

namespace usher::proposals {

namespace {

// Whole commands for /help, with numbers and words that this series has.
std::vector<std::string> examples_of(const Settings& settings) {
  const std::string number = example_number(settings);
  std::vector<std::string> out = settings.examples;
  out.push_back("list " + example_status(settings));
  out.push_back("status " + number);
  out.push_back("watch " + number);
  for (std::string& one : out) one.insert(0, "/" + settings.command + " ");
  return out;
}

}  // namespace

Proposals::Proposals(Settings settings, std::optional<Shelf> read)
    : settings_(std::move(settings)),
      name_("proposals-" + settings_.command),
      examples_(examples_of(settings_)),
      example_views_(examples_.begin(), examples_.end()),
      other_names_(settings_.also.begin(), settings_.also.end()),
      about_(name_ + ".about"),
      named_(name_ + ".named"),
      menu_{
          {{.callback = about_,
            .name = mark("About {label}s"),
            .summary = mark("Says how to look up a {label}, and which ones are drafts"),
            .label = settings_.label},
           {.callback = named_,
            .name = mark("Look up {label}s"),
            .summary = mark("Shows the {label}s that this message names, to you alone"),
            .on_message = true,
            .label = settings_.label}}
      },
      poll_(settings_, name_),
      topics_(settings_, poll_),
      read_(std::move(read)) {
  spec_.name = settings_.command;
  spec_.grammar = "[NUMBER… | WORDS]";
  spec_.summary = mark("Look up an enhancement proposal by number or by words of its title");
  spec_.examples = example_views_;
  spec_.words = topics_.words();
  spec_.also = other_names_;
}

std::vector<Effect> Proposals::start(Context& context) {
  shelf_.reset();
  std::vector<Effect> effects = poll_.start(context.db, context.now, read_);
  std::ranges::move(topics_.start(moment(context)), std::back_inserter(effects));
  // What a poll from the command line has found.
  std::ranges::move(tell_maintainers(moment(context)), std::back_inserter(effects));
  return effects;
}

const Shelf& Proposals::shelf(Context& context) {
  if (!shelf_) shelf_ = facts_from_database(context.db, settings_.command).value_or(Shelf{});
  return *shelf_;
}

View Proposals::view(Context& context, const Person& who) {
  return {
      settings_,
      shelf(context),
      context.catalog,
      context.say(who),
      name_ + ".",
      [&db = context.db, this](std::string_view words, std::size_t limit) {
        return search::Index(db, "proposals", settings_.command, &words_).find(words, limit);
      }
  };
}

Outcome Proposals::asked(const Command& command, const Event& event, Context& context) {
  const View words = view(context, event.who);
  if (auto outcome = topics_.asked(command.args, {event, words, context}))
    return std::move(*outcome);
  return {SayReply{look_up(command.args, words).doc}, {}};
}

// What follows the feature's name in an action or a form's id.
std::string_view Proposals::after_name(std::string_view text) const {
  return text.substr(std::min(text.size(), name_.size() + 1));
}

Outcome Proposals::pressed(const Press& press, const Event& event, Context& context) {
  const std::string_view action = after_name(press.action);
  if (action == "ask") return said_by_button(press.value, event, context);
  const View words = view(context, event.who);
  if (auto outcome = topics_.pressed(action, press.value, {event, words, context}))
    return std::move(*outcome);
  Doc doc = proposals::pressed(action, press.value, words).doc;
  if (action == "page") return {Replace{std::move(doc)}, {}};
  return {SayReply{std::move(doc)}, {}};
}

// In a menu: what the command says by itself, or what a message is about. Nothing of the message is kept or said again.
Outcome Proposals::chosen(const Shortcut& shortcut, const Event& event, Context& context) {
  const View words = view(context, event.who);
  if (shortcut.callback == about_) return {SayReply{look_up({}, words).doc}, {}};
  if (shortcut.callback != named_) return {};
  return {SayReply{look_up_named(shortcut.message.reveal().text, words).doc}, {}};
}

// A button says it for whoever presses it. What not everybody may say, no button says: the engine looks at the role of a
// command, but not at that of a press.
Outcome Proposals::said_by_button(const std::string& args, const Event& event, Context& context) {
  const WordMatch match = match_word(spec_, args);
  if (role_of(spec_, match.word) != Role::everyone) return {};
  return asked(Command{settings_.command, args}, event, context);
}

Outcome Proposals::due(const Tick& tick, Context& context) {
  if (Poll::owns(tick.job))
    return heard(poll_.tick(context.db, tick.job, shelf(context), context.now), context);
  return {None{}, topics_.due(tick, moment(context))};
}

Outcome Proposals::fetched(const Fetched& answer, Context& context) {
  if (auto effects = topics_.answered(answer, moment(context))) return {None{}, *effects};
  return heard(poll_.fetched(context.db, answer, shelf(context), context.now), context);
}

// A poll of many goes on in many events: what is known is changed where they say, and not read anew.
Outcome Proposals::heard(Polled polled, Context& context) {
  if (polled.swap && shelf_) {
    if (!polled.swap->decisions.empty()) apply(*shelf_, std::move(polled.swap->decisions));
    shelf_->as_of = polled.swap->as_of;
    shelf_->shipped = polled.swap->shipped;
  }
  if (!polled.news.empty())
    std::ranges::move(
        topics_.polled(polled.news, polled.poll, moment(context)),
        std::back_inserter(polled.effects)
    );
  if (polled.reported)
    std::ranges::move(tell_maintainers(moment(context)), std::back_inserter(polled.effects));
  return {None{}, std::move(polled.effects)};
}

bool Proposals::concerns(const Event& event) const {
  const auto* change = event.as<RoomChanged>();
  return change != nullptr && (change->how == RoomChanged::How::archived ||
                               (change->how == RoomChanged::How::replaced && !change->now.empty()));
}

Outcome Proposals::on(const Event& event, Context& context) {
  if (const auto* command = event.as<Command>()) return asked(*command, event, context);
  if (const auto* press = event.as<Press>()) return pressed(*press, event, context);
  if (const auto* shortcut = event.as<Shortcut>()) return chosen(*shortcut, event, context);
  if (const auto* submit = event.as<Submit>()) {
    const View words = view(context, event.who);
    return topics_.submitted(after_name(submit->form), *submit, {event, words, context});
  }
  if (const auto* tick = event.as<Tick>()) return due(*tick, context);
  if (const auto* answer = event.as<Fetched>()) return fetched(*answer, context);
  if (const auto* change = event.as<RoomChanged>(); change != nullptr && concerns(event))
    return {None{}, topics_.room_changed(event.at, *change, moment(context))};
  if (const auto* forgotten = event.as<Forgotten>()) {
    const Moment now = moment(context);
    topics_.forget(forgotten->who, event.at.space, now);
    // What the room was told where they were alone with Usher was told to them.
    if (!event.at.room.empty())
      return {
          None{}, topics_.room_changed(event.at, RoomChanged{RoomChanged::How::archived, ""}, now)
      };
  }
  return {};
}

}  // namespace usher::proposals
