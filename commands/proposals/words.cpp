// commands/proposals/words.cpp: the vocabulary of NEP 0, and its variants in the wild.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/words.hpp"

#include "bot/catalog.hpp"
#include "bot/text.hpp"

#include <algorithm>
#include <array>

namespace usher::proposals {

namespace {

constexpr std::array<Word, 9> statuses = {{
    {"Draft", mark("Draft"), "✎"},
    {"Active", mark("Active"), "●"},
    {"Accepted", mark("Accepted"), "✓"},
    {"Provisional", mark("Provisional"), "◐"},
    {"Final", mark("Final"), "★"},
    {"Deferred", mark("Deferred"), "‖"},
    {"Rejected", mark("Rejected"), "✗"},
    {"Withdrawn", mark("Withdrawn"), "↩"},
    {"Superseded", mark("Superseded"), "⇒"},
}};

constexpr std::array<Word, 3> types = {{
    {"Standards Track", mark("Standards Track")},
    {"Informational", mark("Informational")},
    {"Process", mark("Process")},
}};

const Word* named(std::span<const Word> words, std::string_view name) {
  const std::string lower = to_lower_ascii(trim(name));
  const auto found =
      std::ranges::find(words, lower, [](const Word& word) { return to_lower_ascii(word.name); });
  return found == words.end() ? nullptr : &*found;
}

}  // namespace

std::span<const Word> status_words() { return statuses; }
std::span<const Word> type_words() { return types; }

const Word* status_meant(std::string_view as_written) { return named(statuses, as_written); }

const Word* type_meant(std::string_view as_written) {
  if (const Word* exact = named(types, as_written)) return exact;
  return to_lower_ascii(trim(as_written)).starts_with("standard") ? types.data() : nullptr;
}

Line status_line(std::string_view as_written, const Say& say) {
  if (as_written.empty()) return {say("no status")};
  const Word* word = status_meant(as_written);
  if (word == nullptr) return {Text(as_written)};
  return {Text(std::string(word->mark) + " "), say(word->said)};
}

Inline type_inline(std::string_view as_written, const Say& say) {
  if (as_written.empty()) return say("not given");
  const Word* word = type_meant(as_written);
  return word == nullptr ? Inline(Text(as_written)) : Inline(say(word->said));
}

const Word* word_typed(
    std::span<const Word> words, std::string_view typed, const Catalog& catalog
) {
  const std::string lower = to_lower_ascii(trim(typed));
  if (lower.empty()) return nullptr;
  const Word* begins = nullptr;
  bool several = false;
  for (const Word& word : words) {
    for (const std::string_view lang : {"en", "zh-Hans", "zh-Hant"}) {
      const std::string said = to_lower_ascii(catalog.translate(lang, word.said.c_str()));
      if (said == lower) return &word;
      if (!said.starts_with(lower) || begins == &word) continue;
      several = several || begins != nullptr;
      begins = &word;
    }
  }
  return several ? nullptr : begins;
}

}  // namespace usher::proposals
