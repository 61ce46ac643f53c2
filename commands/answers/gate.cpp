// commands/answers/gate.cpp: the signs, each a phrase of folded words.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/gate.hpp"

#include "bot/terms.hpp"
#include "bot/text.hpp"
#include "commands/answers/phrases.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace usher::answers {

namespace {

constexpr std::size_t longest = 2'000;
constexpr std::size_t longest_spoken = 40'000;  // Slack's longest message
constexpr std::size_t most_words = 400;

// Words that begin a question where no mark ends it.
const Phrases& asking_first() {
  static const Phrases phrases({"how",           "what",
                                "where",         "when",
                                "who",           "why",
                                "which",         "is there",
                                "are there",     "is it",
                                "is the",        "can i",
                                "can you",       "can someone",
                                "could i",       "could you",
                                "could someone", "do i",
                                "do you",        "does",
                                "do we have",    "may i",
                                "should i",      "would it",
                                "would you",     "any idea",
                                "any advice",    "any guide",
                                "anyone know",   "does anyone know",
                                "has anyone",    "wondering",
                                "i wonder",      "looking for help",
                                "how come",      "where can",
                                "am i"});
  return phrases;
}

// Words that ask wherever they stand.
const Phrases& asking() {
  static const Phrases phrases(
      {"any idea how",
       "any ideas how",
       "anyone know how",
       "does anyone know",
       "can someone",
       "could someone",
       "could anyone",
       "can anyone",
       "how do i",
       "how can i",
       "how to",
       "how should i",
       "what should i",
       "where do i",
       "where can i",
       "not sure how",
       "not sure where",
       "don t know how",
       "don t know where",
       "i want to know",
       "i d like to know",
       "i would like to know",
       "was wondering",
       "am wondering",
       "怎么",
       "怎样",
       "如何",
       "请问",
       "什么",
       "哪里",
       "哪儿",
       "哪个",
       "哪些",
       "为什么",
       "为何",
       "多久",
       "多少",
       "有没有",
       "能不能",
       "可不可以",
       "是不是",
       "要不要",
       "该不该",
       "会不会",
       "谁能",
       "谁可以",
       "吗",
       "求助",
       "在哪",
       "几点",
       "想知道",
       "想问"}
  );
  return phrases;
}

// What a team asks among itself: a proposal, a plan, the state of somebody's work.
const Phrases& among_us() {
  static const Phrases phrases(
      {"what about",     "how about",       "why not",        "should we",
       "shall we",       "can we",          "could we",       "do we",
       "did we",         "have we",         "are we",         "will we",
       "would we",       "may we",          "must we",        "why did we",
       "how do we",      "how should we",   "what do we",     "when do we",
       "if we",          "that we",         "let s",          "object if",
       "anyone object",  "my pr",           "would you like", "did you see",
       "have you seen",  "can you approve", "can you review", "could you review",
       "can you rebase", "can you take",    "do you mind",    "your pr",
       "i pushed",       "i rebased",       "i merged",       "i opened",
       "i moved",        "我们要不要",      "我们是不是",     "我们应该",
       "我们可以",       "你的pr",          "我们能不能",     "你看"}
  );
  return phrases;
}

bool has_mark(std::string_view text) {
  for (const std::string_view mark : {"?", "\xEF\xBC\x9F", "\xD8\x9F"})
    for (std::size_t at = text.find(mark); at != std::string_view::npos;
         at = text.find(mark, at + 1)) {
      // "…/page?id=1" asks nothing.
      const std::size_t after = at + mark.size();
      if (after >= text.size() || mark.size() > 1 ||
          std::string_view(" \n\t\r?!.)\"'").contains(text[after]) ||
          static_cast<unsigned char>(text[after]) >= 0x80)
        return true;
    }
  return false;
}

// A word that asks begins a sentence, not only the message.
bool begins_asking(std::string_view text) {
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find_first_of(".!,;:\n", from), text.size());
    if (asking_first().begin_of(search::folded_words(text.substr(from, end - from), 8)))
      return true;
    from = end + 1;
  }
  return false;
}

bool asks(std::string_view text, const std::vector<std::string>& words) {
  return has_mark(text) || begins_asking(text) || asking().in(words);
}

}  // namespace

std::string spoken(std::string_view message) {
  std::string out;
  bool fenced = false;
  for (const std::string_view line : split(message.substr(0, longest_spoken), '\n')) {
    const std::string_view words = trim(line);
    if (words.starts_with("```")) {
      fenced = !fenced;
      continue;
    }
    if (fenced || words.starts_with('>') || words.starts_with("&gt;")) continue;
    bool code = false;
    for (const char c : line) {
      if (c == '`') code = !code;
      out += code ? ' ' : c;
    }
    out += '\n';
  }
  return out;
}

bool asks_for_help(std::string_view message) {
  const std::string text = spoken(message.substr(0, longest));
  const std::string_view begins = trim(text);
  // To somebody: "@matti did you see my mail?", "<@U123> …"
  if (begins.starts_with('@') || begins.starts_with("<@")) return false;
  const auto words = search::folded_words(text, most_words);
  if (words.size() < 2) return false;
  return asks(text, words) && !among_us().in(words);
}

}  // namespace usher::answers
