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
#include <iterator>
#include <tuple>

namespace usher {

std::string archive_api_of(const Config& config) {
  if (config.meetings && !config.meetings->archive_api_url.empty())
    return config.meetings->archive_api_url;
  for (const ProposalsConfig& one : config.proposals)
    if (one.source == ProposalsConfig::Source::github) return one.api_url;
  return "https://api.github.com";
}

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

// Beside the configuration, with keys of its own.
void read_beside(const ConfigInput& input, LoadedConfig& loaded) {
  if (input.meetings_text.empty()) return;
  ConfigDocument document = parse_toml(input.meetings_text, input.meetings_file);
  std::ranges::move(document.problems, std::back_inserter(loaded.problems));
  const std::vector<std::string> none;
  ConfigReader reader(input.meetings_file, document.root, none, loaded.problems);
  if (!loaded.config.meetings) loaded.config.meetings.emplace();
  read_meetings_file(reader, input, loaded.config);
  reader.finish();
}

}  // namespace

LoadedConfig load_config(const ConfigInput& input) {
  LoadedConfig loaded;
  ConfigDocument document = parse_toml(input.text, input.file);
  loaded.problems = std::move(document.problems);
  ConfigReader reader(input.file, document.root, input.set, loaded.problems);
  read_sections(reader, loaded.config);
  read_secrets(reader, input, loaded.config);
  compare_language(reader, input, loaded.config);
  compare_meetings(reader, input, loaded.config);
  read_beside(input, loaded);
  compare_welcome(reader, input, loaded.config);
  check_together(reader, loaded.config);
  reader.finish();
  std::ranges::for_each(loaded.problems, make_harmless);
  std::ranges::sort(loaded.problems, {}, [&](const Problem& one) {
    const bool beside = !input.meetings_file.empty() && one.file == input.meetings_file;
    return std::tuple(beside, one.line, one.file, one.problem);
  });
  return loaded;
}

std::vector<std::string> known_config_keys() {
  ConfigValue root;
  ConfigInput input;
  input.environment = [](const char*) -> const char* { return nullptr; };
  Config config;
  std::vector<Problem> problems;
  // One kind of proposal, one room and one interest must be there for their keys to be asked for.
  root.keys["proposals"].keys["nep"] = {};
  root.keys["web"].keys["rooms"].keys["coc-committee"] = {};
  root.keys["welcome"].keys["interests"].keys["docs"] = {};
  ConfigReader reader({}, root, {}, problems);
  read_sections(reader, config);
  read_secrets(reader, input, config);
  return {reader.known().begin(), reader.known().end()};
}

}  // namespace usher
