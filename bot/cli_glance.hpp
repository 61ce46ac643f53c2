// bot/cli_glance.hpp: a first look at the command line.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

namespace usher {

// What must be known before the commands are: the first word that is no option, and which configuration is meant.
struct Glance {
  std::string word, config;
  std::vector<std::string> set;
};
Glance glance(int argc, const char* const* argv);

}  // namespace usher
