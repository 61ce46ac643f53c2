// commands/proposals/words.cpp: the vocabulary of a series, its translations, and its variants in the wild.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/words.hpp"

#include "bot/catalog.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace usher::proposals {

namespace {

// The words that the catalogs translate.
struct Word {
  std::string_view name;
  Msgid said;
};
constexpr std::array<Word, 12> words = {{
    {"Draft", mark("Draft")},
    {"Active", mark("Active")},
    {"Accepted", mark("Accepted")},
    {"Provisional", mark("Provisional")},
    {"Final", mark("Final")},
    {"Deferred", mark("Deferred")},
    {"Rejected", mark("Rejected")},
    {"Withdrawn", mark("Withdrawn")},
    {"Superseded", mark("Superseded")},
    {"Standards Track", mark("Standards Track")},
    {"Informational", mark("Informational")},
    {"Process", mark("Process")},
}};

// A sign beside the word, so that nothing hangs on colour. By Meaning.
constexpr std::array<std::string_view, 10> marks = {"",  "✎", "●", "✓", "◐",
                                                    "★", "‖", "✗", "↩", "⇒"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

// Whatever the case of ASCII letters. Makes no copies: a poll asks this of each proposal.
bool same(std::string_view a, std::string_view b) {
  return std::ranges::equal(trim(a), trim(b), {}, lower, lower);
}

const Word* word_named(std::string_view name) {
  const auto* const found =
      std::ranges::find_if(words, [&](const Word& word) { return same(word.name, name); });
  return found == words.end() ? nullptr : found;
}

// The names that one thing has: its own, and those of the catalogs.
bool is_called(std::string_view name, const Catalog& catalog, const auto& test) {
  if (test(to_lower_ascii(name))) return true;
  const Word* word = word_named(name);
  if (word == nullptr) return false;
  return std::ranges::any_of(catalog.languages(), [&](const SpokenLanguage& one) {
    return test(to_lower_ascii(catalog.translate(one.tag, word->said.c_str())));
  });
}

// The place of the one that is called so, or of the only one that begins so; size() otherwise.
template <class Items, class NameOf>
std::size_t typed_among(
    const Items& items, std::string_view typed, const Catalog& catalog, const NameOf& name_of
) {
  const std::string wanted = to_lower_ascii(trim(typed));
  if (wanted.empty()) return items.size();
  std::size_t begins = items.size();
  bool several = false;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string_view name = name_of(items[i]);
    if (is_called(name, catalog, [&](const std::string& said) { return said == wanted; })) return i;
    if (!is_called(name, catalog, [&](const std::string& said) {
          return said.starts_with(wanted);
        }))
      continue;
    several = several || begins != items.size();
    begins = i;
  }
  return several ? items.size() : begins;
}

}  // namespace

const Status* status_meant(std::string_view as_written, const Settings& settings) {
  const auto found = std::ranges::find_if(settings.statuses, [&](const Status& status) {
    return same(status.name, as_written);
  });
  return found == settings.statuses.end() ? nullptr : &*found;
}

bool means(std::string_view as_written, Meaning what, const Settings& settings) {
  const Status* status = status_meant(as_written, settings);
  return status != nullptr && status->meaning == what;
}

const Status* status_for(Meaning what, const Settings& settings) {
  const auto found = std::ranges::find(settings.statuses, what, &Status::meaning);
  return found == settings.statuses.end() ? nullptr : &*found;
}

bool is_called_as_usual(const Status& status) {
  return std::ranges::any_of(usual_statuses(), [&](const Status& usual) {
    return usual.meaning == status.meaning && same(usual.name, status.name);
  });
}

Line count_of_drafts(const Status& draft, long count, const Say& say) {
  if (is_called_as_usual(draft)) return {say.plural("{n} Draft", "{n} Drafts", count)};
  return {word_inline(draft.name, say), Text(": " + std::to_string(count))};
}

Phrase no_drafts(const Status& draft, const Settings& settings, const Say& say) {
  if (is_called_as_usual(draft)) return say("There is no Draft at the moment.");
  const Text label(settings.label);
  const Text status(word_inline(draft.name, say).text);
  return say(
      "There is no {label} with the status {status} at the moment.", fmt::arg("label", label),
      fmt::arg("status", status)
  );
}

std::string_view type_meant(std::string_view as_written, const Settings& settings) {
  const auto& types = settings.types;
  const auto exact =
      std::ranges::find_if(types, [&](const std::string& type) { return same(type, as_written); });
  if (exact != types.end()) return *exact;
  const auto standard = [](std::string_view type) {
    return to_lower_ascii(trim(type)).starts_with("standard");
  };
  const auto alike = standard(as_written) ? std::ranges::find_if(types, standard) : types.end();
  return alike == types.end() ? std::string_view() : *alike;
}

Inline word_inline(std::string_view name, const Say& say) {
  const Word* word = word_named(name);
  return word == nullptr ? Inline(Text(name)) : Inline(say(word->said));
}

Line status_line(std::string_view as_written, const Settings& settings, const Say& say) {
  if (as_written.empty()) return {say("no status")};
  const Status* status = status_meant(as_written, settings);
  if (status == nullptr) return {Text(as_written)};
  Inline name = word_inline(status->name, say);
  if (status->meaning == Meaning::other) return {std::move(name)};
  // The page and the mails say the English word.
  const bool foreign = name.text != status->name;
  const std::string mark(marks.at(static_cast<std::size_t>(status->meaning)));
  Line line = {Text(mark + " "), std::move(name)};
  if (foreign) line.emplace_back(Text(" · " + status->name));
  return line;
}

Inline type_inline(std::string_view as_written, const Settings& settings, const Say& say) {
  if (as_written.empty()) return say("not given");
  const std::string_view type = type_meant(as_written, settings);
  return type.empty() ? Inline(Text(as_written)) : word_inline(type, say);
}

const Status* status_typed(
    std::string_view typed, const Settings& settings, const Catalog& catalog
) {
  const auto at =
      typed_among(settings.statuses, typed, catalog, [](const Status& status) -> std::string_view {
        return status.name;
      });
  return at == settings.statuses.size() ? nullptr : &settings.statuses[at];
}

std::string_view type_typed(
    std::string_view typed, const Settings& settings, const Catalog& catalog
) {
  const auto at =
      typed_among(settings.types, typed, catalog, [](const std::string& type) -> std::string_view {
        return type;
      });
  return at == settings.types.size() ? std::string_view() : settings.types[at];
}

Text council_of(const Settings& settings, const Say& say) {
  return Text(
      settings.council == "Steering Council" ? say("Steering Council").str() : settings.council
  );
}

std::string example_number(const Settings& settings) {
  std::string out = "1";
  for (const std::string& example : settings.examples) {
    const auto end = std::min(example.find_first_not_of("0123456789"), example.size());
    // "18 47", but no title that begins with a number.
    if (end > 0 && example.find_first_not_of("0123456789 ,") == std::string::npos)
      out = example.substr(0, end);
  }
  return out;
}

std::string example_status(const Settings& settings) {
  for (const Status& status : settings.statuses)
    if (status.name.find(' ') == std::string::npos) return "status:" + to_lower_ascii(status.name);
  return "status:draft";
}

}  // namespace usher::proposals
