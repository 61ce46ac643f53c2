// bot/answer.hpp: an answer that a community has written: one topic, in some languages.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace usher::answers {

struct TopicText {
  std::string title;                 // as a question, on buttons and above the answer
  std::vector<std::string> aliases;  // other titles, short: how people call it
  std::vector<std::string> asked;    // whole questions, as people have asked them; never shown
  std::string body;                  // paragraphs; `code`; {{slots}}
  // The digest of the English body that this is a translation of, where it says so; else empty.
  std::string translates;
  bool converted = false;  // from another script, by a table: nobody has written it
};

struct Topic {
  std::string id;                  // "where-to-start", as its file is called
  std::string file;                // as the person would open it, for messages
  std::vector<std::string> links;  // https; the first is the one that is shown
  std::string owner;               // who looks after it
  std::chrono::sys_days review_by{};
  std::vector<std::string> sticky;  // words that decide, whatever else is asked
  std::map<std::string, TopicText, std::less<>>
      texts;  // BCP 47: "en", "zh-Hans"; there is always English

  const TopicText* in(std::string_view language) const {
    const auto at = texts.find(language);
    return at == texts.end() ? nullptr : &at->second;
  }
};

// The two topics whose sticky words decide whatever the score: docs/answers.md says so to whoever writes them.
inline constexpr std::string_view conduct_topic = "coc-report";
inline constexpr std::string_view security_topic = "security";

// Eight hexadecimal digits: what a translation says it is one of. White space does not count.
std::string digest(std::string_view body);

// A slot: "{{next:community}}" is {"next", "community"}: what is said of it is put in when it is asked for.
struct Slot {
  std::string kind, what;
  std::size_t at = 0, size = 0;  // in the body, braces included
};
// Those that can be; "{{" that begins none is told in `broken`, by where it stands.
std::vector<Slot> slots(std::string_view body, std::vector<std::size_t>* broken = nullptr);

}  // namespace usher::answers
