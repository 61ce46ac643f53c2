// bot/answer_book.cpp: all answers of a community together.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/answer_file.hpp"
#include "bot/config_checks.hpp"
#include "bot/text.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <map>
#include <utility>

namespace usher::answers {

using std::chrono::sys_days;

std::vector<Topic> read_all(std::span<const Source> sources, std::vector<Problem>& problems) {
  std::vector<Topic> out;
  std::map<std::string, std::string, std::less<>> ids, asked;  // and the file that has it
  for (const Source& source : sources) {
    auto answer = read(source, problems);
    if (!answer) continue;
    const auto [at, fresh] = ids.try_emplace(answer->id, answer->file);
    if (!fresh) {
      problems.push_back(
          {answer->file, 2, fmt::format("{} is an answer of that id already.", at->second),
           "Give one of them another id."}
      );
      continue;
    }
    // What two topics say alike tells nobody which is meant.
    const auto twice = [&](const std::string& words) {
      const auto [other, first] = asked.try_emplace(to_lower_ascii(words), answer->file);
      if (first || other->second == answer->file) return false;
      problems.push_back(
          {answer->file, 0,
           fmt::format("“{}” is how {} is asked for already.", shown(words), other->second),
           "Keep it where it is meant."}
      );
      return true;
    };
    for (auto& [language, text] : answer->texts) {
      static_cast<void>(twice(text.title));
      std::erase_if(text.aliases, twice);
      std::erase_if(text.asked, twice);
    }
    out.push_back(std::move(*answer));
  }
  return out;
}

std::vector<Problem> stale(std::span<const Topic> answers, sys_days today) {
  std::vector<Problem> out;
  for (const Topic& answer : answers) {
    if (answer.review_by != sys_days{} && answer.review_by < today)
      out.push_back(
          {answer.file, 0,
           fmt::format("The review of this answer was due by {:%F}.", answer.review_by),
           fmt::format("{} should read it again, and write a new review-by.", answer.owner)}
      );
    const std::string english = digest(answer.in("en")->body);
    for (const auto& [language, text] : answer.texts) {
      if (language == "en" || text.converted || text.translates == english) continue;
      const bool old = !text.translates.empty();
      out.push_back(
          {answer.file, 0,
           old ? fmt::format("“{}” is a translation of an older English text.", language)
               : fmt::format(
                     "“{}” does not say which English text it is a translation of.", language
                 ),
           fmt::format(
               "{} write translates = \"{}\" in its table.",
               old ? "Translate it anew, and" : "Where it says what the English text says now,",
               english
           )}
      );
    }
  }
  return out;
}

}  // namespace usher::answers
