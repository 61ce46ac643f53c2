// bot/config_answers.cpp: [answers]: what its slots say, and where its texts are edited.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_checks.hpp"
#include "bot/config_sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace usher {

namespace {

// "team numpy-team@example.org": a name, a blank, and what is said.
Verdict check_slot(std::string_view value) {
  const auto blank = value.find(' ');
  const std::string_view name = value.substr(0, blank);
  const bool named = !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (!named || blank == std::string_view::npos ||
      value.find_first_not_of(' ', blank) == std::string_view::npos)
    return Flaw{
        fmt::format("\"{}\" does not say what to put where.", shown(value)),
        "Write a name in small letters, a blank, and the words: \"team contact@example.org\"."
    };
  return check_topic(value.substr(blank + 1));
}

}  // namespace

void read_answers(ConfigReader& reader, AnswersConfig& answers) {
  ConfigReader::Section section = reader.section("answers");
  section.list("contacts", answers.contacts, check_slot);
  section.list("people", answers.people, check_slot);
  for (const auto& [key, given] :
       {std::pair("contacts", &answers.contacts), std::pair("people", &answers.people)}) {
    std::set<std::string, std::less<>> names;
    for (const std::string& one : *given) {
      const std::string name = one.substr(0, one.find(' '));
      if (!names.insert(name).second)
        section.problem(
            key, fmt::format("\"{}\" stands there twice.", shown(name)),
            "Keep the one that is right."
        );
    }
    if (key == std::string_view("contacts") && names.contains("conduct"))
      section.problem(
          key, "The committee's address stands in [report].",
          "Take \"conduct\" out: {{contact:conduct}} is [report] email."
      );
  }
  section.text("edit_url", answers.edit_url, check_link);
}

}  // namespace usher
