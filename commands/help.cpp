// commands/help.cpp: every command that a person may use, one command in full, and the nearest to one that is none.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/help.hpp"

#include "bot/text.hpp"

#include <array>

namespace usher {

namespace {

constexpr std::size_t longest_echo = 40;  // bytes of what was typed that are said again
constexpr std::size_t most_near = 3;      // suggestions
constexpr std::string_view about_action = "help.about";  // value: a command's name
constexpr std::string_view all_action = "help.all";
constexpr std::string_view ask_command =
    "ask";  // of the feature that answers questions, where it is there

Text outside(std::string_view text) { return Text(text); }
Text echo(std::string_view typed) { return Text(shorten(sanitize(typed), longest_echo)); }

Inline typed_command(std::string_view name, std::string_view word, std::string_view grammar) {
  std::string line = "/" + std::string(name);
  for (const std::string_view part : {word, grammar})
    if (!part.empty()) line += " " + std::string(part);
  return code(outside(line));
}

Doc all_commands(const Context& context, const Person& who) {
  const Say say = context.say(who);
  Doc doc;
  doc.paragraph({say("This is what I can do:")});
  std::vector<Fact> facts;
  for (const CommandTable::Entry& entry : context.commands.entries())
    if (who.roles.has(entry.spec->role))
      facts.push_back({{typed_command(entry.spec->name, {}, {})}, {say(entry.spec->summary)}});
  doc.facts(std::move(facts));
  doc.paragraph({say(
      "Type {command} and a command's name to learn more about it.",
      fmt::arg("command", outside("/help"))
  )});
  return doc;
}

Doc one_command(const CommandSpec& spec, const Context& context, const Person& who) {
  const Say say = context.say(who);
  Doc doc;
  doc.heading({outside("/" + std::string(spec.name))});
  doc.paragraph({say(spec.summary)});
  doc.paragraph({typed_command(spec.name, {}, spec.grammar)});
  std::vector<Fact> facts;
  for (const WordSpec& word : spec.words)
    if (who.roles.has(role_of(spec, &word)))
      facts.push_back({{typed_command(spec.name, word.word, word.grammar)}, {say(word.summary)}});
  if (!facts.empty()) doc.facts(std::move(facts));
  if (!spec.examples.empty()) {
    doc.paragraph({say("For example:")});
    std::vector<Line> examples;
    for (const std::string_view example : spec.examples)
      examples.push_back({code(outside(example))});
    doc.bullets(std::move(examples));
  }
  return doc;
}

std::vector<const CommandSpec*> near(
    std::string_view name, const Context& context, const Person& who
) {
  std::vector<const CommandSpec*> found;
  for (const std::string_view candidate : context.commands.nearest(name)) {
    const CommandTable::Entry* entry = context.commands.find(candidate);
    if (entry != nullptr && who.roles.has(entry->spec->role) && found.size() < most_near)
      found.push_back(entry->spec);
  }
  return found;
}

Button about(const CommandSpec& spec, const Say& say) {
  const std::string name = "/" + std::string(spec.name);
  return {
      say("How {command} works", fmt::arg("command", outside(name))), std::string(about_action),
      std::string(spec.name)
  };
}

// `args` is what followed the name, so that the corrected line can be copied whole; empty for "/help nepp".
Doc unknown(
    std::string_view name, std::string_view args, const Context& context, const Person& who
) {
  const Say say = context.say(who);
  Doc doc;
  Line line{
      say("There is no command {command}.", fmt::arg("command", echo("/" + std::string(name))))
  };
  const auto found = near(name, context, who);
  if (found.empty()) {
    doc.paragraph(std::move(line));
    doc.paragraph(
        {say("Type {command} to see what I can do.", fmt::arg("command", outside("/help")))}
    );
    doc.buttons({Button(say("Show all commands"), std::string(all_action))});
    return doc;
  }
  const std::string best = "/" + std::string(found.front()->name);
  line.emplace_back(outside(" "));
  line.emplace_back(say("Did you mean {command}?", fmt::arg("command", outside(best))));
  doc.paragraph(std::move(line));
  if (!args.empty())
    doc.paragraph({say("Then type this:"), outside(" "), code(echo(best + " " + std::string(args)))}
    );
  std::vector<Button> buttons;
  buttons.reserve(found.size());
  for (const CommandSpec* spec : found) buttons.push_back(about(*spec, say));
  doc.buttons(std::move(buttons));
  return doc;
}

Doc help(std::string_view args, const Context& context, const Person& who) {
  const auto words = split_words(args);
  if (words.empty()) return all_commands(context, who);
  std::string_view name = words.front();
  while (name.starts_with('/')) name.remove_prefix(1);
  const CommandTable::Entry* entry = context.commands.find(name);
  // A command that this person may not use is shown all the same when asked for by name: the refusal says who may.
  if (entry != nullptr) return one_command(*entry->spec, context, who);
  Doc doc = unknown(name, {}, context, who);
  // "help me install it" is no question about a command.
  if (words.size() > 1 && context.commands.find(ask_command) != nullptr) {
    const Say say = context.say(who);
    doc.paragraph(
        {say("If you were asking me something, type this:"), outside(" "),
         code(echo("/ask " + std::string(trim(args))))}
    );
  }
  return doc;
}

// What was meant by a sentence that begins like a command, "nep 18" or "nepp 18"; empty where it does not.
std::string meant(std::string_view sentence, const Context& context, const Person& who) {
  const auto command = parse_command("/" + std::string(trim(sentence)));
  if (!command) return {};
  const CommandTable::Entry* entry = context.commands.find(command->name);
  const CommandSpec* spec = entry != nullptr ? entry->spec : nullptr;
  if (spec == nullptr)
    if (const auto found = near(command->name, context, who); !found.empty()) spec = found.front();
  if (spec == nullptr || !who.roles.has(spec->role)) return {};
  const std::string line = "/" + std::string(spec->name);
  return command->args.empty() ? line : line + " " + command->args;
}

// A sentence to Usher that is no command.
Doc only_commands(std::string_view sentence, const Context& context, const Person& who) {
  const Say say = context.say(who);
  Doc doc;
  const std::string best = meant(sentence, context, who);
  Line line;
  // Where questions are answered, it was none.
  if (best.empty() || context.commands.find(ask_command) == nullptr) {
    line.emplace_back(say("I only understand commands so far."));
    line.emplace_back(outside(" "));
  }
  if (!best.empty())
    line.emplace_back(say("Did you mean {command}?", fmt::arg("command", echo(best))));
  else
    line.emplace_back(
        say("Type {command} to see what I can do.", fmt::arg("command", outside("/help")))
    );
  doc.paragraph(std::move(line));
  return doc;
}

// The feature that the button, or the entry of a menu, belonged to is switched off, or is no more.
Doc left_over(Phrase sorry, const Say& say) {
  Doc doc;
  doc.paragraph(
      {std::move(sorry), outside(" "),
       say("Type {command} to see what I can do.", fmt::arg("command", outside("/help")))}
  );
  return doc;
}

constexpr std::array<std::string_view, 3> examples = {"/help", "/help language", "/help forget"};
constexpr std::array<std::string_view, 6> names = {"帮助", "幫助", "说明", "說明", "?", "commands"};
constexpr std::array<CommandSpec, 1> specs = {{
    {.name = "help",
     .grammar = "[COMMAND]",
     .summary = mark("Show what I can do, or how one command works"),
     .examples = examples,
     .also = names},
}};
constexpr std::array<ShortcutSpec, 1> menu = {{
    {.callback = all_action,
     .name = mark("What Usher can do"),
     .summary = mark("Shows what can be asked of Usher")},
}};

}  // namespace

std::span<const CommandSpec> Help::commands() const { return specs; }
std::span<const ShortcutSpec> Help::shortcuts() const { return menu; }

bool Help::concerns(const Event& event) const {
  const auto* message = event.as<Message>();
  return message == nullptr || message->direct || message->mention;
}

Outcome Help::on(const Event& event, Context& context) {
  if (const auto* command = event.as<Command>()) {
    const CommandTable::Entry* entry = context.commands.find(command->name);
    const bool own = entry != nullptr && entry->feature == name();
    return {
        SayReply{
            own ? help(command->args, context, event.who)
                : unknown(command->name, command->args, context, event.who)
        },
        {}
    };
  }
  if (const auto* press = event.as<Press>()) {
    if (press->action == about_action)
      return {SayReply{help(press->value, context, event.who)}, {}};
    if (press->action == all_action) return {SayReply{help({}, context, event.who)}, {}};
    const Say say = context.say(event.who);
    return {SayReply{left_over(say("Sorry, that button does nothing any more."), say)}, {}};
  }
  if (const auto* shortcut = event.as<Shortcut>()) {
    if (shortcut->callback == all_action) return {SayReply{help({}, context, event.who)}, {}};
    const Say say = context.say(event.who);
    return {SayReply{left_over(say("Sorry, that menu entry does nothing any more."), say)}, {}};
  }
  if (const auto* message = event.as<Message>(); message != nullptr && concerns(event))
    return {SayReply{only_commands(message->text, context, event.who)}, {}};
  return {};
}

}  // namespace usher
