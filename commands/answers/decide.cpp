// commands/answers/decide.cpp: sticky words, then the gate, then the score.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/decide.hpp"

#include "bot/script.hpp"
#include "commands/answers/gate.hpp"

#include <algorithm>

namespace usher::answers {

namespace {

constexpr std::size_t most_topics = 3;

// Somebody tells of themselves or of others, rather than asking what the rules are.
bool tells_of_people(std::string_view text) {
  static const Phrases phrases(
      {"me",    "my",     "i am being",  "i was",       "i have been", "i ve been", "i got",
       "us",    "he",     "she",         "they",        "someone",     "somebody",  "a man",
       "a guy", "a user", "this person", "that person", "him",         "her",       "我",
       "他",    "她",     "有人",        "某人",        "对方"}
  );
  return phrases.in(folded(text, 600));
}

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
    case Band::silent:
      return "silent";
  }
  return "";
}

std::string language_asked(std::string_view question, std::string_view asker_lang) {
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
  return asker_lang.empty() || is_chinese(asker_lang) ? "en" : std::string(asker_lang);
}

Decision decide(
    const Book& book, std::string_view question, bool overheard, std::string_view asker_lang,
    const Fit& fit
) {
  Decision out;
  out.lang = language_asked(question, asker_lang);
  Found found = book.index().find(question, most_topics + 1);
  if (!found.matches.empty()) out.confidence = fit.of(signs_of(found));
  out.corrections = std::move(found.corrections);
  for (const Match& match : found.matches)
    if (out.topics.size() < most_topics) out.topics.push_back(&book.topics()[match.topic]);

  if (const Topic* stuck = book.stuck(question)) {
    std::erase(out.topics, stuck);
    out.topics.insert(out.topics.begin(), stuck);
    if (out.topics.size() > most_topics) out.topics.resize(most_topics);
    out.confidence = 1;
    out.conduct = stuck->id == conduct_topic;
    out.security = stuck->id == security_topic;
    out.incident = out.conduct && (tells_of_people(question) || !is_question(question));
    // What is overheard may only quote the word.
    out.band = overheard && !out.incident && !asks_for_help(question) ? Band::silent : Band::answer;
    return out;
  }
  if (overheard)
    out.band = out.confidence >= sure_unasked_from && asks_for_help(question) ? Band::answer
                                                                              : Band::silent;
  else if (out.confidence >= sure_from)
    out.band = Band::answer;
  else
    out.band = out.confidence >= likely_from ? Band::suggest : Band::handover;
  return out;
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
