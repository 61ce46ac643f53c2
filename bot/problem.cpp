// bot/problem.cpp: one line for one mistake.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/problem.hpp"

namespace usher {

std::string to_line(const Problem& problem) {
  std::string line = problem.file;
  if (problem.line > 0) line += ":" + std::to_string(problem.line);
  line += ": " + problem.problem;
  if (!problem.remedy.empty()) line += " " + problem.remedy;
  return line;
}

}  // namespace usher
