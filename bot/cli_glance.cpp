// bot/cli_glance.cpp: a first look at the command line.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/cli_glance.hpp"

#include <string_view>
#include <utility>

namespace usher {

Glance glance(int argc, const char* const* argv) {
  Glance out;
  for (int i = 1; i < argc; ++i) {
    const std::string_view arg = argv[i];
    bool taken = false;
    for (const std::string_view option : {"--config", "--set"}) {
      if (!arg.starts_with(option)) continue;
      const std::string_view rest = arg.substr(option.size());
      std::string value;
      if (rest.starts_with('='))
        value = rest.substr(1);
      else if (rest.empty() && i + 1 < argc)
        value = argv[++i];
      else
        continue;
      taken = true;
      if (option == "--config")
        out.config = std::move(value);
      else
        out.set.push_back(std::move(value));
      break;
    }
    if (!taken && out.word.empty() && !arg.starts_with('-')) out.word = arg;
  }
  return out;
}

}  // namespace usher
