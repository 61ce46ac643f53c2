// commands/forget.cpp: says what will be erased, asks, and leaves the erasing to the engine, which reaches every feature.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/forget.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace usher {

namespace {

constexpr std::string_view erase_action = "forget.erase";
constexpr std::string_view keep_action = "forget.keep";

// A button's value: the language that it was asked in and whose it is. The language, because the answer to a second
// delivery of the same press must equal the first one's, and by then the person's choice is gone. The id on a line of its own, by
// which adapters that keep values know whose they are.
std::string value_of(const Person& who) { return who.lang + "\n" + who.id + "\n"; }

struct Asked {
  std::string_view lang, id;
};
Asked read_value(std::string_view value) {
  const auto end = std::min(value.find_first_of(" \n"), value.size());
  const std::string_view rest = value.substr(std::min(end + 1, value.size()));
  return {value.substr(0, end), rest.substr(0, rest.find('\n'))};
}

Doc ask(const Event& event, const Context& context) {
  const Person& who = event.who;
  const Say say = context.say(who);
  Doc doc;
  doc.paragraph({say("Shall I erase everything I keep about you?")});
  doc.bullets({
      {say("the language and the settings you chose")},
      {say("answers, reminders and forms of yours that are still open")},
      {say("my notes of which messages I sent you, and whatever else I noted for you")},
  });
  std::vector<Line> others;
  if (context.goes_with)
    for (Phrase& one : context.goes_with(event)) others.push_back({std::move(one)});
  if (!others.empty()) {
    doc.paragraph({say("With you goes what others use as well:")});
    doc.bullets(std::move(others));
  }
  doc.paragraph(
      {say("Messages that stand in a chat system of somebody else's stay there: only you and the "
           "people who run it can delete those. Those in my own pages in the browser go as well. "
           "What I erase cannot be brought back.")}
  );
  doc.buttons({
      Button(
          say("Erase everything"), std::string(erase_action), value_of(who), Button::Style::danger
      ),
      Button(say("Keep it"), std::string(keep_action), value_of(who)),
  });
  return doc;
}

Outcome pressed(const Press& press, const Event& event, Context& context) {
  const Asked asked = read_value(press.value);
  const Text command(std::string("/forget me"));
  // Where a message that only one person sees is not possible, others can reach its buttons.
  if (asked.id != event.who.id) {
    const Say say = context.say(event.who);
    return {
        SayReply{say(
            "This button belongs to somebody else. Type {command} to erase what I keep about you.",
            fmt::arg("command", command)
        )},
        {}
    };
  }
  const Say say = context.say(asked.lang);
  if (press.action == erase_action)
    return {
        Replace{say("Done: I have erased everything I kept about you.")}, {ForgetPerson{event.who}}
    };
  return {
      Replace{
          say("Nothing was erased. Type {command} whenever you change your mind.",
              fmt::arg("command", command))
      },
      {}
  };
}

constexpr std::array<std::string_view, 1> examples = {"/forget me"};
constexpr std::array<std::string_view, 3> me = {"我", "myself", "关于我"};
constexpr std::array<std::string_view, 4> names = {"忘记", "忘記", "遗忘", "遺忘"};
constexpr std::array<WordSpec, 1> words = {{
    {.word = "me", .grammar = "", .summary = mark("Erase everything I keep about you"), .also = me},
}};
constexpr std::array<CommandSpec, 1> specs = {{
    {.name = "forget",
     .grammar = "",
     .summary = mark("Erase what I keep about you"),
     .examples = examples,
     .words = words,
     .also = names},
}};

}  // namespace

std::span<const CommandSpec> ForgetMe::commands() const { return specs; }

Outcome ForgetMe::on(const Event& event, Context& context) {
  if (const auto* press = event.as<Press>()) return pressed(*press, event, context);
  const auto* command = event.as<Command>();
  if (command == nullptr) return {};
  const Say say = context.say(event.who);
  const WordMatch match = match_word(specs.front(), command->args);
  if (match.word != nullptr && match.rest.empty()) return {SayReply{ask(event, context)}, {}};
  return {
      SayReply{
          say("I can forget you, and nobody else. Type {command} and I ask once more before I "
              "erase anything.",
              fmt::arg("command", Text(std::string("/forget me"))))
      },
      {}
  };
}

}  // namespace usher
