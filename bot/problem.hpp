// A mistake in what an operator or translator wrote: where, what, and what to do about it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

namespace usher {

struct Problem {
  std::string file;  // as the person named it; for --set the flag: "--set slack.mode"
  int line =
      0;  // from 1; 0 where there is no line: a flag, the environment, a file that is missing
  std::string problem;  // one sentence
  std::string remedy;   // what to do, one or two sentences
  bool operator==(const Problem&) const = default;
};

// "usher.toml:12: The mode is unknown. Write socket or http."
std::string to_line(const Problem& problem);

}  // namespace usher
