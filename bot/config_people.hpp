// The file that web.people_file names: who may sign in, each with a token.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/config.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace usher {

struct WebPeople {
  std::vector<WebPerson> people;  // meaningful only where there are no problems
  std::vector<Problem>
      problems;  // none shows a word of the file: it may be a token in the wrong place
};

// A line for each person, "TOKEN ID ROLE NAME…"; empty lines and those that begin with # are left out. `file` is for
// messages. Never throws on any bytes.
WebPeople parse_web_people(std::string_view text, const std::string& file);

}  // namespace usher
