// commands/language.cpp: a choice is a row; "auto" takes it away.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/language.hpp"

#include "bot/later.hpp"
#include "bot/people.hpp"
#include "bot/terms.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace usher {

namespace {

constexpr std::size_t longest_echo = 40;
constexpr std::string_view set_action = "language.set";  // value: a tag, or "auto"

// What those that are always there are called by others.
struct Named {
  std::string_view tag;
  std::array<std::string_view, 12> names;  // lower-case; unused ones are empty
};
constexpr std::array<Named, 3> languages = {{
    {"en", {"english", "英文", "英语", "英語", "inglés", "anglais"}},
    {"zh-Hans",
     {"简体中文", "简体", "简中", "簡體中文", "簡體", "簡中", "simplified", "simplified chinese",
      "chinese simplified", "hans", "汉语", "zh-hans"}},
    {"zh-Hant",
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

// Capitals, accents that are written in two ways and the like make no difference.
bool same_name(std::string_view typed, std::string_view own_name) {
  constexpr std::size_t most_words = 16;
  const auto wanted = search::folded_words(typed, most_words);
  return !wanted.empty() && wanted == search::folded_words(own_name, most_words);
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
        // Translators: {language} is a language's own name, in itself: “Español”.
        "I answer you in the language you write in, or in that of this place: now {language}.",
        fmt::arg("language", Text(context.catalog.own_name(event.who.lang)))
    )});
  else
    doc.paragraph({say(
        "I answer you in {language}, as you chose.",
        fmt::arg("language", Text(context.catalog.own_name(chosen)))
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
  return say(
      "From now on I answer you in {language}.",
      fmt::arg("language", Text(context.catalog.own_name(tag)))
  );
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
  const std::string tag = language_named(wanted, event.who.lang, context.catalog);
  if (tag.empty()) return unknown(wanted, event, context);
  return choose(tag, event, context);
}

constexpr std::string_view reload_name = "reload";

Outcome reload(const Event& event, const Context& context) {
  const Say say = context.say(event.who);
  Call call;
  call.tag = Later::asked(reload_name, event).tag();
  call.service = Language::service;
  call.method = "RELOAD";
  call.of_asker = true;
  return {
      SayReply{say("I read the translations again, and tell you when I have.")}, {std::move(call)}
  };
}

// "es 12 1392" a line: how much is translated of each catalog.
std::vector<Line> shares(std::string_view body, const Say& say) {
  std::vector<Line> out;
  const auto number = [](std::string_view digits) {
    long n = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), n);
    return n;
  };
  for (const std::string_view line : split(body, '\n')) {
    const auto parts = split(line, ' ');
    if (parts.size() != 3) continue;
    const Text name(say.catalog().own_name(parts[0]));
    out.push_back({say(
        // Translators: how much of a language's catalog is translated: “Español: 120 of 1400 sentences”.
        "{language}: {n} of {all} sentences", fmt::arg("language", name),
        fmt::arg("n", number(parts[1])), fmt::arg("all", number(parts[2]))
    )});
  }
  return out;
}

Outcome reloaded(const Fetched& fetched, const Context& context) {
  const auto who = Later::of(fetched, reload_name);
  if (!who) return {};
  const Say say = context.say(who->lang);
  Doc doc;
  if (fetched.error == errc::ok && fetched.status == 200) {
    doc.paragraph({say("I have read the translations, and go by them from now on.")});
    if (auto lines = shares(fetched.body, say); !lines.empty()) doc.bullets(std::move(lines));
  } else {
    doc.paragraph({say("I go on with the translations that I had: there are mistakes in the files.")
    });
    if (!fetched.body.empty()) doc.preformatted(Text::lines(shorten(fetched.body, 3'000)));
  }
  return {None{}, {who->tell("language", std::move(doc))}};
}

constexpr std::array<std::string_view, 4> examples = {
    "/language", "/language zh-Hant", "/language English", "/language auto"
};
constexpr std::array<std::string_view, 3> names = {"语言", "語言", "lang"};
constexpr std::array<std::string_view, 5> reload_also = {
    "重新读取", "重新讀取", "重载", "重載", "reread"
};
constexpr std::array<WordSpec, 5> words = {{
    {.word = "en", .grammar = "", .summary = mark("Answer me in English")},
    {.word = "zh-hans", .grammar = "", .summary = mark("Answer me in Simplified Chinese")},
    {.word = "zh-hant", .grammar = "", .summary = mark("Answer me in Traditional Chinese")},
    {.word = "auto", .grammar = "", .summary = mark("Answer me in the language I write in")},
    {.word = "reload",
     .grammar = "",
     .summary = mark("Read the files of the translations again"),
     .role = Role::maintainer,
     .also = reload_also},
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

std::string language_named(
    std::string_view typed, std::string_view current, const Catalog& catalog
) {
  std::string lower = to_lower_ascii(trim(typed).substr(0, 64));
  if (lower.empty()) return {};  // the unused places of the tables are empty too
  std::ranges::replace(lower, '_', '-');
  if (automatic_word(lower) != nullptr) return "auto";
  for (const Named& language : languages)
    if (std::ranges::find(language.names, lower) != language.names.end())
      return std::string(language.tag);
  if (std::ranges::find(either, lower) != either.end())
    return catalog.spoken(current) == "zh-Hant" ? "zh-Hant" : "zh-Hans";
  for (const SpokenLanguage& language : catalog.languages())
    if (same_name(lower, language.own_name)) return language.tag;
  // A tag: en-GB, zh-TW, zh-Hant-HK.
  const bool is_tag =
      lower.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
  if (!is_tag) return {};
  return catalog.spoken(lower);
}

std::vector<Button> language_buttons(const Say& say) {
  std::vector<Button> buttons;
  for (const SpokenLanguage& language : say.catalog().languages())
    buttons.emplace_back(
        untranslated(say, language.own_name), std::string(set_action), language.tag
    );
  buttons.emplace_back(say("Choose for me"), std::string(set_action), "auto");
  return buttons;
}

std::span<const CommandSpec> Language::commands() const { return specs; }

Outcome Language::on(const Event& event, Context& context) {
  if (const auto* fetched = event.as<Fetched>()) return reloaded(*fetched, context);
  if (const auto* command = event.as<Command>()) {
    if (match_word(specs[0], command->args).word == &words.back()) return reload(event, context);
    return {SayReply{answer(command->args, event, context)}, {}};
  }
  if (const auto* press = event.as<Press>(); press != nullptr && press->action == set_action)
    return {Replace{answer(press->value, event, context)}, {}};
  return {};
}

}  // namespace usher
