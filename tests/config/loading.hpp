// Reading a configuration from a text, and looking at the problems that it has.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/config.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <string>
#include <vector>

namespace usher::test {

inline LoadedConfig load(
    const std::string& text, const std::vector<std::string>& set = {},
    std::map<std::string, std::string> variables = {}, bool need_secrets = false
) {
  ConfigInput input;
  input.file = "usher.toml";
  input.text = text;
  input.set = set;
  input.environment = [variables](const char* name) -> const char* {
    const auto it = variables.find(name);
    return it == variables.end() ? nullptr : it->second.c_str();
  };
  input.need_secrets = need_secrets;
  return load_config(input);
}

inline std::string all(const LoadedConfig& loaded) {
  std::string text;
  for (const Problem& problem : loaded.problems) text += to_line(problem) + "\n";
  return text;
}

inline const Problem& only(const LoadedConfig& loaded) {
  INFO(all(loaded));
  REQUIRE(loaded.problems.size() == 1);
  return loaded.problems.front();
}

inline constexpr const char* proposals =
    "[proposals.nep]\nrepository = \"numpy/numpy\"\ndirectory = \"doc/neps\"\n";

}  // namespace usher::test
