// commands/proposals/feature.cpp: events to answers and effects.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/feature.hpp"

#include "bot/search.hpp"
#include "commands/proposals/lookup.hpp"
#include "commands/proposals/query.hpp"

namespace usher::proposals {

Proposals::Proposals(Settings settings, std::optional<Shelf> read)
    : settings_(std::move(settings)),
      name_("proposals-" + settings_.command),
      examples_{
          "/" + settings_.command + " 0", "/" + settings_.command + " 18 47",
          "/" + settings_.command + " array api", "/" + settings_.command + " list status:draft",
          "/" + settings_.command + " status 18"
      },
      poll_(settings_, name_),
      read_(std::move(read)) {
  for (std::size_t i = 0; i < examples_.size(); ++i) example_views_.at(i) = examples_.at(i);
  spec_.name = settings_.command;
  spec_.grammar = "[NUMBER… | WORDS]";
  spec_.summary = mark("Look up an enhancement proposal by number or by words of its title");
  spec_.examples = example_views_;
  spec_.words = query_words();
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

Outcome Proposals::on(const Event& event, Context& context) {
  if (const auto* command = event.as<Command>())
    return {SayReply{look_up(command->args, view(context, event.who)).doc}, {}};
  if (const auto* press = event.as<Press>()) {
    const auto action =
        std::string_view(press->action).substr(std::min(press->action.size(), name_.size() + 1));
    Doc doc = pressed(action, press->value, view(context, event.who)).doc;
    if (action == "page") return {Replace{std::move(doc)}, {}};
    return {SayReply{std::move(doc)}, {}};
  }
  if (event.as<Tick>() != nullptr) return {None{}, poll_.tick(context.db, context.now)};
  if (const auto* answer = event.as<Fetched>()) {
    Outcome outcome{None{}, poll_.fetched(context.db, *answer, context.now)};
    shelf_.reset();
    return outcome;
  }
  return {};
}

}  // namespace usher::proposals
