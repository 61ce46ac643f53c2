// commands/answers/decide.cpp: sticky words, then the gate, then the score.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/decide.hpp"

#include "bot/script.hpp"
#include "bot/terms.hpp"
#include "commands/answers/care.hpp"
#include "commands/answers/gate.hpp"

#include <algorithm>

namespace usher::answers {

namespace {

constexpr std::size_t most_topics = 3;
constexpr double mostly = 0.5;
constexpr std::size_t most_bytes = 40'000;  // of a question: Slack's longest message

bool is_chinese(std::string_view lang) { return lang == "zh" || lang.starts_with("zh-"); }

}  // namespace

std::string_view to_string(Band band) {
  switch (band) {
    case Band::answer:
      return "answer";
    case Band::suggest:
      return "suggest";
    case Band::handover:
      return "handover";
    case Band::small_talk:
      return "small_talk";
    case Band::silent:
      return "silent";
  }
  return "";
}

namespace {

// In the script of the question; else in the language whose words it has; else in the asker's.
std::string language_asked(
    const Book& book, std::string_view question, std::span<const std::string> words,
    std::string_view asker_lang
) {
  switch (read_script(question)) {
    case Script::simplified:
      return "zh-Hans";
    case Script::traditional:
      return "zh-Hant";
    case Script::unclear:
      return is_chinese(asker_lang) ? std::string(asker_lang) : "zh-Hans";
    case Script::not_chinese:
      break;
  }
  if (std::string known = book.language_of(words); !known.empty()) return known;
  return asker_lang.empty() || is_chinese(asker_lang) ? "en" : std::string(asker_lang);
}

// What is found about conduct or security, by a word or by its score, is dealt with otherwise than all else.
void take_care(
    const Topic* stuck, std::span<const std::string> words, bool overheard,
    std::string_view question, Decision& out
) {
  if (stuck != nullptr) {
    std::erase(out.topics, stuck);
    out.topics.insert(out.topics.begin(), stuck);
    if (out.topics.size() > most_topics) out.topics.resize(most_topics);
    out.confidence = 1;
    out.band = Band::answer;
  }
  const bool tells = tells_of_people(words);
  const bool near_conduct = std::ranges::any_of(out.topics, [](const Topic* topic) {
    return topic->id == conduct_topic;
  });
  out.delicate = !overheard && ((speaks_of_harm(words) && (tells || tells_of_oneself(words))) ||
                                (near_conduct && tells && out.band != Band::answer));
  const bool meant = stuck != nullptr || out.confidence >= likely_from;
  if (!meant || out.topics.empty()) return;
  out.conduct = out.topics.front()->id == conduct_topic;
  out.security = out.topics.front()->id == security_topic;
  // What is overheard may only speak of the word. But who was harmed, or has found a hole, is told privately where to take it.
  if (overheard && stuck != nullptr && !asks_for_help(question) &&
      !(out.conduct ? tells : tells_of_a_find(words))) {
    out.band = Band::silent;
    return;
  }
  // These are answered even where it is only likely: who asks in vain may write it where others read.
  if ((out.conduct || out.security) && !overheard) out.band = Band::answer;
  out.incident = out.conduct && out.band != Band::silent && (tells || !asks_for_the_rules(words));
  if (!out.incident) return;
  out.delicate = false;
  out.band = Band::answer;
  out.topics.resize(1);
  out.corrections.clear();
}

// What a model has added: nothing, where it was not asked.
struct Meant {
  std::span<const double> topics;
  double at_least = 0;  // the confidence that there was without it
};

Decision decide_on(
    const Book& book, const std::string& text, const Meant& meant, bool overheard,
    std::string_view question, std::string_view asker_lang, const Fit& fit
) {
  const std::vector<std::string> words = search::folded_words(text, most_bytes);
  Decision out;
  out.lang = language_asked(book, text, words, asker_lang);
  if (!overheard) out.small_talk = small_talk(words);
  if (out.small_talk != SmallTalk::none) {
    out.band = Band::small_talk;
    return out;
  }
  Found found = book.index().find(text, most_topics + 1, meant.topics);
  // Words of a language that no text is in are unknown to all topics alike. As with Chinese, that speaks for none, and against none.
  const bool foreign =
      !meant.topics.empty() && out.lang != "en" && !is_chinese(out.lang) && found.unknown > mostly;
  if (foreign) {
    found.han = true;
    found.unknown = 0;
  }
  if (!found.matches.empty()) out.confidence = std::max(fit.of(signs_of(found)), meant.at_least);
  out.corrections = std::move(found.corrections);
  for (const Match& match : found.matches)
    if (out.topics.size() < most_topics) out.topics.push_back(&book.topics()[match.topic]);
  if (overheard)
    out.band = out.confidence >= sure_unasked_from && asks_for_help(question) ? Band::answer
                                                                              : Band::silent;
  else if (out.confidence >= sure_from)
    out.band = Band::answer;
  else
    out.band = out.confidence >= likely_from ? Band::suggest : Band::handover;
  take_care(book.stuck(words), words, overheard, question, out);
  return out;
}

}  // namespace

Decision decide(
    const Book& book, std::string_view question, bool overheard, std::string_view asker_lang,
    const Fit& fit
) {
  const std::string text =
      overheard ? spoken(question) : std::string(question.substr(0, most_bytes));
  return decide_on(book, text, {}, overheard, question, asker_lang, fit);
}

bool is_settled(const Decision& decision) {
  return decision.band == Band::answer || decision.band == Band::small_talk || decision.conduct ||
         decision.security;
}

Decision decide_by_meaning(
    const Book& book, const Decision& words, std::span<const double> meant,
    std::string_view question, std::string_view asker_lang, const Fit& fit
) {
  if (is_settled(words)) return words;
  const std::string text(question.substr(0, most_bytes));
  return decide_on(book, text, {meant, words.confidence}, false, question, asker_lang, fit);
}

Chosen text_for(const Topic& topic, std::string_view lang) {
  const auto try_one = [&](std::string_view name) -> const TopicText* { return topic.in(name); };
  if (const TopicText* text = try_one(lang)) return {lang, text};
  if (is_chinese(lang)) {
    const bool traditional = lang.starts_with("zh-Hant") || lang == "zh-TW" || lang == "zh-HK";
    for (const std::string_view near : traditional
                                           ? std::array<std::string_view, 2>{"zh-Hant", "zh-Hans"}
                                           : std::array<std::string_view, 2>{"zh-Hans", "zh-Hant"})
      if (const TopicText* text = try_one(near)) return {near, text};
  }
  const std::string_view base = lang.substr(0, lang.find('-'));
  for (const auto& [name, text] : topic.texts)
    if (name == base || std::string_view(name).starts_with(std::string(base) + "-"))
      return {name, &text};
  return {"en", topic.in("en")};
}

}  // namespace usher::answers
