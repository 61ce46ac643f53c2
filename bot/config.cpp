// bot/config.cpp: text in, structs and every mistake out.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/config.hpp"

#include "bot/config_document.hpp"
#include "bot/config_reader.hpp"
#include "bot/config_sections.hpp"

#include <algorithm>
#include <tuple>

namespace usher {

LoadedConfig load_config(const ConfigInput& input) {
  LoadedConfig loaded;
  ConfigDocument document = parse_toml(input.text, input.file);
  loaded.problems = std::move(document.problems);
  ConfigReader reader(input.file, document.root, input.set, loaded.problems);
  read_sections(reader, loaded.config);
  read_secrets(reader, input, loaded.config);
  check_together(reader, loaded.config);
  reader.finish();
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
  // One kind of proposal must be there for its keys to be asked for.
  root.keys["proposals"].keys["nep"] = {};
  ConfigReader reader({}, root, {}, problems);
  read_sections(reader, config);
  read_secrets(reader, input, config);
  return {reader.known().begin(), reader.known().end()};
}

}  // namespace usher
