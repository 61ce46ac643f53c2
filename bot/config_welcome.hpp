// bot/config_welcome.hpp: [welcome], as the configuration has it (config.hpp). Its members are the keys.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace usher {

struct WelcomeInterestConfig {      // [welcome.interests.<name>]
  std::string name, title;          // title: the community's words, where Usher has none
  std::vector<std::string> rooms;   // "web:docs #docs https://example.org/docs"
  std::vector<std::string> topics;  // ids of answers
  std::vector<std::string> links;   // "How to begin https://example.org/begin"
};
struct WelcomeConfig {              // [welcome]
  std::vector<std::string> rooms;   // who joins them is welcomed: "web:newcomers"
  std::vector<std::string> spaces;  // likewise, a whole space: "slack"
  std::chrono::minutes delay{3};
  int per_minute = 10;
  int rush_joins = 30;  // 0: no number of people is a rush
  std::chrono::minutes rush_within{5};
  std::string first_issues;                      // a page; may be empty
  std::string meeting;                           // a series of meetings.toml; may be empty
  std::vector<WelcomeInterestConfig> interests;  // in Usher's order, then by name
};

}  // namespace usher
