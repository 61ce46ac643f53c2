// bot/config.cpp: text in, structs and every mistake out.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config.hpp"

#include "bot/config_checks.hpp"
#include "bot/config_document.hpp"
#include "bot/config_reader.hpp"
#include "bot/config_sections.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace usher {

namespace {

// The last defence, whatever the checks before it have let into their words: no credential, nothing that a terminal obeys.
void make_harmless(Problem& problem) {
  for (std::string* text : {&problem.file, &problem.problem, &problem.remedy})
    *text = sanitize(*text);
  if (looks_like_secret(problem.file)) problem.file = "--set";
  if (looks_like_secret(problem.problem) || looks_like_secret(problem.remedy)) {
    problem.problem = "A secret stands here, and this is no place for one.";
    problem.remedy =
        "Put it in a file that only you can read, or in the environment, and replace it: it may "
        "have been seen.";
  }
}

// These are read and checked, so that a file may be prepared for the version that has them.
void note_unused(const ConfigInput& input, const ConfigValue& root, LoadedConfig& loaded) {
  const auto note = [&](const char* section, bool there, const char* what) {
    if (!there) return;
    const ConfigValue* table = root.find(section);
    loaded.warnings.push_back(
        {table != nullptr ? input.file : std::string("--set ") + section,
         table != nullptr ? table->line : 0,
         fmt::format("Warning: this version {}, so [{}] does nothing.", what, section),
         "Leave it for a later version, or remove it."}
    );
  };
  note("meetings", loaded.config.meetings.has_value(), "reads no calendars");
  std::ranges::for_each(loaded.warnings, make_harmless);
  std::ranges::sort(loaded.warnings, {}, [](const Problem& warning) {
    return std::tie(warning.line, warning.file, warning.problem);
  });
}

}  // namespace

LoadedConfig load_config(const ConfigInput& input) {
  LoadedConfig loaded;
  ConfigDocument document = parse_toml(input.text, input.file);
  loaded.problems = std::move(document.problems);
  ConfigReader reader(input.file, document.root, input.set, loaded.problems);
  read_sections(reader, loaded.config);
  read_secrets(reader, input, loaded.config);
  check_together(reader, loaded.config);
  reader.finish();
  note_unused(input, document.root, loaded);
  std::ranges::for_each(loaded.problems, make_harmless);
  std::ranges::sort(loaded.problems, [](const Problem& a, const Problem& b) {
    return std::tie(a.line, a.file, a.problem) < std::tie(b.line, b.file, b.problem);
  });
  return loaded;
}

std::vector<std::string> known_config_keys() {
  ConfigValue root;
  ConfigInput input;
  input.environment = [](const char*) -> const char* { return nullptr; };
  Config config;
  std::vector<Problem> problems;
  // One kind of proposal and one room must be there for their keys to be asked for.
  root.keys["proposals"].keys["nep"] = {};
  root.keys["web"].keys["rooms"].keys["coc-committee"] = {};
  ConfigReader reader({}, root, {}, problems);
  read_sections(reader, config);
  read_secrets(reader, input, config);
  return {reader.known().begin(), reader.known().end()};
}

}  // namespace usher
