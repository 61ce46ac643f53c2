// commands/proposals/feature.cpp: events to answers and effects.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/feature.hpp"

#include "bot/search.hpp"
#include "commands/proposals/announce.hpp"
#include "commands/proposals/lookup.hpp"
#include "commands/proposals/watch.hpp"

namespace usher::proposals {

Proposals::Proposals(Settings settings, std::optional<Shelf> read)
    : settings_(std::move(settings)),
      name_("proposals-" + settings_.command),
      examples_{
          "/" + settings_.command + " 0",         "/" + settings_.command + " 18 47",
          "/" + settings_.command + " array api", "/" + settings_.command + " list status:draft",
          "/" + settings_.command + " status 18", "/" + settings_.command + " watch 18"
      },
      poll_(settings_, name_),
      read_(std::move(read)) {
  for (std::size_t i = 0; i < examples_.size(); ++i) example_views_.at(i) = examples_.at(i);
  spec_.name = settings_.command;
  spec_.grammar = "[NUMBER… | WORDS]";
  spec_.summary = mark("Look up an enhancement proposal by number or by words of its title");
  spec_.examples = example_views_;
  spec_.words = command_words();
}

std::vector<Effect> Proposals::start(Context& context) {
  shelf_.reset();
  return poll_.start(context.db, context.now, read_);
}

View Proposals::view(Context& context, const Person& who) {
  if (!shelf_) shelf_ = facts_from_database(context.db, settings_.command).value_or(Shelf{});
  return {
      settings_,
      *shelf_,
      context.catalog,
      context.say(who),
      name_ + ".",
      [&db = context.db, this](std::string_view words, std::size_t limit) {
        return search::Index(db, "proposals", settings_.command).find(words, limit);
      }
  };
}

Outcome Proposals::asked(const Command& command, const Event& event, Context& context) {
  const View words = view(context, event.who);
  if (asks_to_trust(command.args)) {
    auto effects = poll_.trust_listing(context.db, context.now);
    const bool any = !effects.empty();
    return {SayReply{trusted(any, words)}, std::move(effects)};
  }
  if (auto doc = answer_watching(command.args, {event, words, context}))
    return {SayReply{std::move(*doc)}, {}};
  return {SayReply{look_up(command.args, words).doc}, {}};
}

Outcome Proposals::fetched(const Fetched& answer, Context& context) {
  Polled polled = poll_.fetched(context.db, answer, context.now);
  shelf_.reset();
  if (!polled.news.empty()) {
    // In the transaction of the swap: whoever sees the new table has been told, or will be.
    const Shelf shelf = facts_from_database(context.db, settings_.command).value_or(Shelf{});
    for (Effect& post : announcements(settings_, shelf, polled.news, polled.poll, context))
      polled.effects.push_back(std::move(post));
  }
  return {None{}, std::move(polled.effects)};
}

Outcome Proposals::on(const Event& event, Context& context) {
  if (const auto* command = event.as<Command>()) return asked(*command, event, context);
  if (const auto* press = event.as<Press>()) {
    const auto action =
        std::string_view(press->action).substr(std::min(press->action.size(), name_.size() + 1));
    Doc doc = pressed(action, press->value, view(context, event.who)).doc;
    if (action == "page") return {Replace{std::move(doc)}, {}};
    return {SayReply{std::move(doc)}, {}};
  }
  if (event.as<Tick>() != nullptr) return {None{}, poll_.tick(context.db, context.now)};
  if (const auto* answer = event.as<Fetched>()) return fetched(*answer, context);
  if (const auto* forgotten = event.as<Forgotten>())
    forget_watches(forgotten->who, event.at.space, settings_, context.db);
  return {};
}

}  // namespace usher::proposals
