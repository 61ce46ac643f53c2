// commands/language.cpp: a choice is a row; "auto" takes it away.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/language.hpp"

#include "bot/people.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <array>

namespace usher {

namespace {

constexpr std::size_t longest_echo = 40;
constexpr std::string_view set_action = "language.set";  // value: a tag, or "auto"

struct Spoken {
  std::string_view tag, own_name;
  std::array<std::string_view, 12> names;  // lower-case; unused ones are empty
};
constexpr std::array<Spoken, 3> languages = {{
    {"en", "English", {"english", "英文", "英语", "英語", "inglés", "anglais"}},
    {"zh-Hans",
     "简体中文",
     {"简体中文", "简体", "简中", "簡體中文", "簡體", "簡中", "simplified", "simplified chinese",
      "chinese simplified", "hans", "汉语", "zh-hans"}},
    {"zh-Hant",
     "繁體中文",
     {"繁體中文", "繁體", "繁中", "正體中文", "正體", "繁体中文", "繁体", "traditional",
      "traditional chinese", "chinese traditional", "hant", "zh-hant"}},
}};
constexpr std::array<std::string_view, 3> either = {"中文", "chinese", "zh"};
// The language that the word itself is in comes with it: the answer to it must not depend on a choice that it erases.
struct Automatic {
  std::string_view word, lang;
};
constexpr std::array<Automatic, 6> automatic = {
    {{"auto", ""},
     {"automatic", ""},
     {"default", ""},
     {"自动", "zh-Hans"},
     {"自動", "zh-Hant"},
     {"none", ""}}
};

const Automatic* automatic_word(std::string_view lower) {
  const auto* const at = std::ranges::find(automatic, lower, &Automatic::word);
  return at == automatic.end() ? nullptr : at;
}

std::string_view own_name(std::string_view tag) {
  const auto* const at = std::ranges::find(languages, tag, &Spoken::tag);
  return at == languages.end() ? std::string_view("English") : at->own_name;
}

std::string_view spoken_tag(std::string_view lang) {
  const std::string_view locale = locale_for(lang);
  return locale == "zh_TW" ? "zh-Hant" : locale == "zh_CN" ? "zh-Hans" : "en";
}

// A language's own name is said as it is, in every language.
Phrase untranslated(const Say& say, std::string_view name) {
  return say("{name}", fmt::arg("name", Text(name)));
}

void offer(Doc& doc, const Say& say) { doc.buttons(language_buttons(say)); }

Doc current(const Event& event, Context& context) {
  const Say say = context.say(event.who);
  const std::string chosen = people::chosen_language(context.db, event.at.space, event.who.id);
  Doc doc;
  if (chosen.empty())
    doc.paragraph({say(
        "I answer you in the language you write in, or in that of this place: now {language}.",
        fmt::arg("language", Text(own_name(spoken_tag(event.who.lang))))
    )});
  else
    doc.paragraph({say(
        "I answer you in {language}, as you chose.",
        fmt::arg("language", Text(own_name(spoken_tag(chosen))))
    )});
  doc.paragraph({say(
      "Choose another, or type {example}.",
      fmt::arg("example", Text(std::string("/language zh-Hant")))
  )});
  offer(doc, say);
  return doc;
}

Doc choose(std::string_view tag, const Event& event, Context& context) {
  people::choose_language(context.db, event.at.space, event.who.id, tag, context.now);
  // In the new language, whatever the event was negotiated to be.
  const Say say = context.say(tag);
  return say("From now on I answer you in {language}.", fmt::arg("language", Text(own_name(tag))));
}

Doc clear(const Automatic& word, const Event& event, Context& context) {
  people::clear_language(context.db, event.at.space, event.who.id);
  const Say say =
      context.say(word.lang.empty() ? std::string_view(context.community.language) : word.lang);
  return say("From now on I answer you in the language you write in, or in that of this place.");
}

Doc unknown(std::string_view typed, const Event& event, Context& context) {
  const Say say = context.say(event.who);
  Doc doc;
  doc.paragraph({say(
      "I do not speak “{language}” yet. Choose one of these, or type {example}.",
      fmt::arg("language", Text(shorten(sanitize(typed), longest_echo))),
      fmt::arg("example", Text(std::string("/language zh-Hant")))
  )});
  offer(doc, say);
  return doc;
}

Doc answer(std::string_view typed, const Event& event, Context& context) {
  const std::string_view wanted = trim(typed);
  if (wanted.empty()) return current(event, context);
  if (const Automatic* word = automatic_word(to_lower_ascii(wanted)))
    return clear(*word, event, context);
  const std::string tag = language_named(wanted, event.who.lang);
  if (tag.empty()) return unknown(wanted, event, context);
  return choose(tag, event, context);
}

constexpr std::array<std::string_view, 4> examples = {
    "/language", "/language zh-Hant", "/language English", "/language auto"
};
constexpr std::array<std::string_view, 3> names = {"语言", "語言", "lang"};
constexpr std::array<WordSpec, 4> words = {{
    {.word = "en", .grammar = "", .summary = mark("Answer me in English")},
    {.word = "zh-hans", .grammar = "", .summary = mark("Answer me in Simplified Chinese")},
    {.word = "zh-hant", .grammar = "", .summary = mark("Answer me in Traditional Chinese")},
    {.word = "auto", .grammar = "", .summary = mark("Answer me in the language I write in")},
}};
constexpr std::array<CommandSpec, 1> specs = {{
    {.name = "language",
     .grammar = "",
     .summary = mark("Choose the language I answer you in"),
     .examples = examples,
     .words = words,
     .also = names},
}};

}  // namespace

std::string language_named(std::string_view typed, std::string_view current) {
  std::string lower = to_lower_ascii(trim(typed).substr(0, 64));
  if (lower.empty()) return {};  // the unused places of the tables are empty too
  std::ranges::replace(lower, '_', '-');
  if (automatic_word(lower) != nullptr) return "auto";
  for (const Spoken& language : languages)
    if (std::ranges::find(language.names, lower) != language.names.end())
      return std::string(language.tag);
  if (std::ranges::find(either, lower) != either.end())
    return spoken_tag(current) == "zh-Hant" ? "zh-Hant" : "zh-Hans";
  // A tag: en-GB, zh-TW, zh-Hant-HK.
  const bool is_tag =
      lower.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
  if (!is_tag) return {};
  if (lower == "en" || lower.starts_with("en-")) return "en";
  if (locale_for(lower) != "en") return std::string(spoken_tag(lower));
  return {};
}

std::vector<Button> language_buttons(const Say& say) {
  std::vector<Button> buttons;
  buttons.reserve(languages.size() + 1);
  for (const Spoken& language : languages)
    buttons.emplace_back(
        untranslated(say, language.own_name), std::string(set_action), std::string(language.tag)
    );
  buttons.emplace_back(say("Choose for me"), std::string(set_action), "auto");
  return buttons;
}

std::span<const CommandSpec> Language::commands() const { return specs; }

Outcome Language::on(const Event& event, Context& context) {
  if (const auto* command = event.as<Command>())
    return {SayReply{answer(command->args, event, context)}, {}};
  if (const auto* press = event.as<Press>(); press != nullptr && press->action == set_action)
    return {Replace{answer(press->value, event, context)}, {}};
  return {};
}

}  // namespace usher
