// bot/answer_parts.hpp: what an answer's file is made of: front matter, and a section a language. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/problem.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::answers {

struct Section {
  std::string text;
  int line = 0;  // of its heading
};

struct Parts {
  std::string front;  // TOML; its first line is the file's second
  std::map<std::string, Section, std::less<>> sections;  // by language, as it is written
};

// Nothing where there is no front matter. `file` is for messages.
std::optional<Parts> parts_of(
    std::string_view text, const std::string& file, std::vector<Problem>& problems
);

}  // namespace usher::answers
