// What Tab does with the completions that were found. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/terminal/console.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace usher::terminal {

struct Completed {
  std::string erase;   // the end of the line that goes
  std::string insert;  // what comes in its place; empty when nothing can be added
  std::string list;    // to be shown instead: one line for each possibility
};
// `line`: up to the cursor. found: not empty. One possibility is inserted with a space behind it; of several, what they
// share; else they are listed.
Completed complete_line(std::string_view line, const std::vector<Completion>& found);

}  // namespace usher::terminal
