// bot/config_answers.cpp: [answers]: what its slots say, and where its texts are edited.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config_checks.hpp"
#include "bot/config_sections.hpp"
#include "bot/e5_embedder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
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

// "web:newcomers #newcomers": a room, a blank, and what people call it.
Verdict check_named_room(std::string_view value) {
  const auto blank = value.find(' ');
  if (const Verdict flaw = check_any_room(value.substr(0, blank))) return flaw;
  if (blank != std::string_view::npos && value.find_first_not_of(' ', blank) == blank + 1)
    return check_short(value.substr(blank + 1));
  return Flaw{
      fmt::format("\"{}\" does not say what people call the room.", shown(value)),
      "Write the room, one blank, and its name: \"slack:C0123456 #newcomers\"."
  };
}

// Only whether it can be: what is in the file is looked at where it is opened, for that takes a moment.
Verdict check_model(std::string_view value) {
  if (value.empty()) return std::nullopt;
  if (!has_e5())
    return Flaw{
        "This Usher was built without a model.",
        "Build it with -DUSHER_EMBEDDER=ON (docs/answers.md), or take the line out."
    };
  const std::string remedy = "Name e5-small-q4.bin, which is installed with Usher in share/usher.";
  std::error_code error;
  const auto size = std::filesystem::file_size(std::filesystem::path(value), error);
  if (error) return Flaw{fmt::format("There is no file \"{}\".", shown(value)), remedy};
  if (size != e5_file_size)
    return Flaw{fmt::format("\"{}\" is not the file of the model.", shown(value)), remedy};
  return std::nullopt;
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
  section.list("people_rooms", answers.people_rooms, check_named_room);
  section.list("newcomer_rooms", answers.newcomer_rooms, check_any_room);
  section.duration("wait_minutes", answers.wait, 0, 60);
  section.text("embedding_model", answers.embedding_model, check_model);
}

}  // namespace usher
