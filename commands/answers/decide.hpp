// commands/answers/decide.hpp: what is done with a question: answered, asked back, handed to people, or left alone. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/answers/book.hpp"
#include "commands/answers/confidence.hpp"
#include "commands/answers/small_talk.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::answers {

enum class Band : std::uint8_t {
  answer,      // the first topic is meant
  suggest,     // one of these three may be
  handover,    // none is: people know more
  small_talk,  // it is none: "hello", "thanks" (small_talk.hpp)
  silent       // it was not said to Usher, and is not surely a question that it can answer
};
std::string_view to_string(Band band);

struct Decision {
  Band band = Band::handover;
  std::vector<const Topic*>
      topics;  // of the book; the best first, at most three; what it found, even where it is silent
  double confidence = 0;  // 0 to 1, of the first
  std::string lang;       // BCP 47: in which it was asked, as far as an answer's language goes
  std::vector<search::Correction> corrections;
  SmallTalk small_talk = SmallTalk::none;  // then there are no topics
  // It is about conduct or security: by a sticky word, which decides whatever the score, or because that topic comes first. The
  // answer is for the asker alone.
  bool conduct = false, security = false;
  // It may tell of something that has happened to somebody: all that is about conduct, but for plain questions on the rules.
  // Nothing is answered but how to report, in private; it is never said again, and never kept. Then topics has that one alone,
  // and corrections, which hold words of the asker's, is empty.
  bool incident = false;
  // It may tell of harm, though nothing says so plainly: never kept, and nobody else is asked. Where no answer is sure the asker is
  // told of /report too, alone. That costs little where it is wrong, so it is said of much.
  bool delicate = false;
};

// overheard: it was not said to Usher. asker_lang: what the asker's platform says, or they have chosen; it decides where the
// script of the question does not. fit: another one than the shipped, to measure how well it does on what it was not fitted to.
Decision decide(
    const Book& book, std::string_view question, bool overheard, std::string_view asker_lang,
    const Fit& fit = fitted()
);

// Whether words were enough: it would be answered, or it is small talk, or about conduct or security. What a model would say of it matters no
// more then; else it is worth its tens of milliseconds.
bool is_settled(const Decision& decision);

// The same for what was asked and words alone do not settle; what they do settle stays. words: what they decided; what they would have
// offered is offered still, as the model orders it. meant: of each topic, how near the question comes to it by what is meant
// (meanings.hpp). Sticky words decide as before. What is overheard is never decided so: whoever did not ask is answered only where the
// words are clear.
Decision decide_by_meaning(
    const Book& book, const Decision& words, std::span<const double> meant,
    std::string_view question, std::string_view asker_lang, const Fit& fit = fitted_with_meaning()
);

// The text in the reader's language; else in a nearer one: Traditional for Simplified Chinese and the reverse, "pt" for "pt-BR";
// else the English one. `lang` is whose text it is.
struct Chosen {
  std::string_view lang;
  const TopicText* text = nullptr;  // never null: each topic has an English text
};
Chosen text_for(const Topic& topic, std::string_view lang);

}  // namespace usher::answers
