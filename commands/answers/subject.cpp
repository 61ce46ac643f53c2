// commands/answers/subject.cpp: fields, a line each.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/subject.hpp"

#include "bot/text.hpp"
#include "commands/answers/gate.hpp"

#include <array>
#include <utility>
#include <vector>

namespace usher::answers {

namespace {

constexpr char line_end = '\n';
constexpr std::string_view ask_tag = "ask";
constexpr std::size_t most_kept = 1'000;  // bytes of a question
constexpr std::size_t most_value = 1'900;

// What is left of code.
bool is_mark(std::string_view word) {
  return word.find_first_not_of('`') == std::string_view::npos;
}

// Whether a word names somebody or leads somewhere: "@ada", "<@U1>", "@ada:example.org", "https://…", "ada@example.org".
bool is_personal(std::string_view word) {
  return word.contains('@') || word.contains("://") || word.starts_with("www.") ||
         word.starts_with('<') || word.starts_with("mailto:");
}

}  // namespace

std::string tag_of(const Question& question) {
  std::string out(ask_tag);
  for (const std::string_view part :
       {std::string_view(question.topic), std::string_view(question.at.space),
        std::string_view(question.at.room), std::string_view(question.at.thread),
        std::string_view(question.person), std::string_view(question.lang),
        std::string_view(question.event), std::string_view(question.here ? "1" : "0")}) {
    out += line_end;
    out += part;
  }
  return out;
}

std::optional<Question> question_of(const Fetched& fetched) {
  const auto parts = split(fetched.tag, line_end);
  if (parts.size() != 9 || parts[0] != ask_tag) return std::nullopt;
  Question out;
  out.text = fetched.body;
  out.topic = parts[1];
  out.at = {std::string(parts[2]), std::string(parts[3]), std::string(parts[4])};
  out.person = parts[5];
  out.lang = parts[6];
  out.event = parts[7];
  out.here = parts[8] == "1";
  return out;
}

std::string value_of(const Subject& subject) {
  std::string out;
  for (const std::string* part : {&subject.topic, &subject.lang, &subject.asker, &subject.event})
    out += *part + line_end;
  out += subject.unasked ? "1" : "0";
  out += line_end;
  const std::size_t left = out.size() < most_value ? most_value - out.size() : 0;
  return out + shorten(subject.question, left);
}

Subject subject_of(std::string_view value) {
  const auto parts = split(value, line_end);
  const auto part = [&](std::size_t at) {
    return std::string(at < parts.size() ? parts[at] : std::string_view());
  };
  return {part(0), part(1), part(2), part(3), part(5), part(4) == "1"};
}

std::string stripped(std::string_view question) {
  std::string out;
  const std::string said = sanitize(spoken(question));
  for (const std::string_view word : split_words(said)) {
    if (is_personal(word) || is_mark(word)) continue;
    if (!out.empty()) out += ' ';
    out += word;
  }
  return shorten(out, most_kept);
}

}  // namespace usher::answers
