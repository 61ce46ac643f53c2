// commands/welcome/words.cpp: the message, short: newcomers read no long one.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/welcome/words.hpp"

#include "bot/people.hpp"
#include "commands/language.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace usher::welcome {

namespace {

constexpr std::string_view automatic = "auto";  // of the language buttons: no language

Inline blank() { return Text(std::string(" ")); }
Text typed(std::string_view command) { return Text(command); }

bool there(const Context& context, std::string_view command) {
  return context.commands.find(command) != nullptr;
}

// Empty where there is nothing to say.
Line conduct(const Settings& settings, const Context& context, const Say& say) {
  Line line;
  if (!settings.conduct_url.empty())
    line = {
        say("How we treat each other:"), blank(),
        link(say("our Code of Conduct"), settings.conduct_url)
    };
  if (!there(context, "report")) return line;
  if (!line.empty()) line.emplace_back(Text(std::string(" · ")));
  line.emplace_back(
      say("To tell of harm, in private: {command}", fmt::arg("command", typed("/report")))
  );
  return line;
}

Phrase kept(const Context& context, const Say& say) {
  if (!there(context, "forget"))
    return say(
        "I keep a note that I wrote to you, and what you choose here. “Stop” ends my questions."
    );
  return say(
      "I keep a note that I wrote to you, and what you choose here; {command} erases it. “Stop” "
      "ends my questions.",
      fmt::arg("command", typed("/forget me"))
  );
}

// In a language's own words which button leads to it; none where its translation has not come to that sentence.
void add_invitation(
    const Say& theirs, const Say& ours, std::string_view own_name, std::vector<Line>& to
) {
  const auto invitation = [&](const Say& say) {
    const Text name(own_name);
    // Translators: the one sentence that is shown beside an English text. {language} is your language's own name, as it stands
    // on the button.
    return say("To read this in your language, press “{language}”.", fmt::arg("language", name));
  };
  Phrase words = invitation(theirs);
  if (words.str() != invitation(ours).str()) to.push_back({std::move(words)});
}

// A line for each of two languages; where there are more, they share the two lines.
std::vector<Line> in_two_lines(std::vector<Line> sentences) {
  constexpr std::size_t lines = 2;
  const std::size_t each = (sentences.size() + lines - 1) / lines;
  std::vector<Line> out;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (i % each == 0) {
      out.push_back(std::move(sentences[i]));
      continue;
    }
    out.back().push_back(blank());
    std::ranges::move(sentences[i], std::back_inserter(out.back()));
  }
  return out;
}

}  // namespace

std::string spoken(const Context& context, std::string_view lang) {
  std::string tag = language_named(lang, lang, context.catalog);
  return tag == automatic ? std::string() : tag;
}

std::string language_of(const Context& context, std::string_view space, std::string_view person) {
  return spoken(context, people::language_unasked(context, space, person));
}

Phrase as_it_is(const Say& say, std::string_view words) {
  const Text name(words);
  return say("{name}", fmt::arg("name", name));
}

Button again_button(const Say& say) {
  return {say("Ask me again in three days"), std::string(again_action)};
}

Doc hello(const Settings& settings, const Context& context, std::string_view lang) {
  const bool guessed = lang.empty();
  const Say say = context.say(guessed ? std::string_view("en") : lang);
  const Text community(context.community.name);
  Doc doc;
  doc.paragraph({say(
      "Welcome to {community}! I am Usher, a bot; this is all that I write unasked.",
      fmt::arg("community", community)
  )});
  if (Line line = conduct(settings, context, say); !line.empty()) doc.paragraph(std::move(line));
  std::vector<Button> buttons;
  if (!settings.interests.empty()) {
    doc.paragraph({say("What would you like to do here? Choose, and I show you where to begin.")});
    buttons.emplace_back(
        say("Choose what interests you"), std::string(interests_action), std::string(),
        Button::Style::primary
    );
  }
  doc.paragraph({kept(context, say)});
  buttons.push_back(again_button(say));
  std::vector<Line> invitations;
  for (const Button& one : language_buttons(say)) {
    if (one.value == automatic || one.value == lang) continue;
    const Say theirs = context.say(one.value);
    if (guessed && one.value != "en") add_invitation(theirs, say, one.label, invitations);
    buttons.emplace_back(as_it_is(theirs, one.label), std::string(language_action), one.value);
  }
  buttons.emplace_back(say("Stop"), std::string(stop_action));
  for (Line& line : in_two_lines(std::move(invitations))) doc.paragraph(std::move(line));
  doc.buttons(std::move(buttons));
  return doc;
}

Doc asking_again(const Context& context, std::string_view lang) {
  const Say say = context.say(lang);
  return say(
      "You wanted me to ask again: have you found your way? {command} shows the beginning once "
      "more, and people in every room help gladly. Now I keep quiet.",
      fmt::arg("command", typed("/welcome"))
  );
}

Doc stopped(const Context&, const Say& say) {
  return say(
      "I do not write to you any more of my own accord. Should you want the welcome after all: "
      "{command}",
      fmt::arg("command", typed("/welcome"))
  );
}

}  // namespace usher::welcome
