// bot/answer_file.hpp: answers as they are written in files: TOML between two lines "+++", then a section a language.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/answer.hpp"
#include "bot/problem.hpp"

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::answers {

struct Source {
  std::string name;  // as the person would open it: "config/numpy/answers/slack.md"
  std::string text;
};

// What is left out of an answer is told in `problems`, each with its line. Nothing where what remains is no answer. Never throws
// on any bytes.
std::optional<Topic> read(const Source& source, std::vector<Problem>& problems);

// All of a community. What two files say, an id or an alias, only the first one has; which is told.
std::vector<Topic> read_all(std::span<const Source> sources, std::vector<Problem>& problems);

// What is no mistake, but should be looked at: reviews that are over, and translations of an English text that has changed.
std::vector<Problem> stale(std::span<const Topic> answers, std::chrono::sys_days today);

}  // namespace usher::answers
