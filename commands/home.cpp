// commands/home.cpp: the home page is an effect, so that a platform without one drops it and nothing else.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/home.hpp"

#include "bot/text.hpp"
#include "commands/language.hpp"

namespace usher {

namespace {

constexpr std::string_view all_action = "help.all";  // Help's own

Text outside(std::string_view text) { return Text(text); }

// The first example that says more than the command's name, and that this person may use; empty where there is none.
std::string_view example_of(const CommandSpec& spec, const Person& who) {
  for (const std::string_view example : spec.examples) {
    const std::string_view args = first_word(example).rest;
    if (!args.empty() && who.roles.has(role_of(spec, match_word(spec, args).word))) return example;
  }
  return {};
}

std::vector<Fact> what_one_may(const Context& context, const Person& who) {
  const Say say = context.say(who);
  std::vector<Fact> facts;
  for (const CommandTable::Entry& entry : context.commands.entries()) {
    const CommandSpec& spec = *entry.spec;
    if (!who.roles.has(spec.role)) continue;
    Line value{say(spec.summary)};
    if (const std::string_view example = example_of(spec, who); !example.empty()) {
      value.emplace_back(outside(" · "));
      value.push_back(code(outside(example)));
    }
    facts.push_back({{code(outside("/" + std::string(spec.name)))}, std::move(value)});
  }
  return facts;
}

Doc page(const Context& context, const Person& who) {
  const Say say = context.say(who);
  const Text name = outside(context.community.name);
  const auto community = fmt::arg("community", name);
  const auto there = [&](std::string_view command) {
    return context.commands.find(command) != nullptr;
  };
  Doc doc;
  doc.heading({say("Welcome to {community}!", community)});
  doc.paragraph({say(
      "I am Usher, a program that helps the people of {community}. Type a command in any room, and "
      "I answer.",
      community
  )});
  doc.paragraph({say(
      "You need not use me: you can always ask a person instead. Every question is welcome, also "
      "one that seems small."
  )});
  if (auto facts = what_one_may(context, who); !facts.empty()) {
    doc.heading({say("What I can do for you")});
    doc.facts(std::move(facts));
  }
  if (there("help")) doc.buttons({Button(say("Show all commands"), std::string(all_action))});
  if (there("language")) {
    doc.paragraph({say("Which language shall I speak with you?")});
    doc.buttons(language_buttons(say));
  }
  Line kept{say("What you and I write to each other alone is shown to nobody else.")};
  if (there("forget")) {
    kept.emplace_back(outside(" "));
    kept.emplace_back(
        say("Type {command} and I erase everything I keep about you, after asking you once more.",
            fmt::arg("command", outside("/forget me")))
    );
  }
  doc.paragraph(std::move(kept));
  return doc;
}

}  // namespace

Outcome HomePage::on(const Event& event, Context& context) {
  if (event.as<Opened>() == nullptr) return {};
  return {None{}, {Home{event.who, page(context, event.who)}}};
}

}  // namespace usher
