// commands/meeting/pull.hpp: what an archive service (bot/service.hpp) says of a pull request, and what is in its way. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/pages.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace usher::meeting {

// "open 12 <blob> <url>", with "-" for what there is not (bot/net/proposing.hpp).
struct Standing {
  Pull pull = Pull::none;
  bool made = false;  // just now
  std::int64_t number = 0;
  std::string blob, url;
};
// Nothing where it is an error.
std::optional<Standing> read_standing(const Fetched& answer);

// Where something was to go.
struct PullPlace {
  std::string repository, file, branch;
};
// What stands in the way, and what to do.
Doc pull_trouble(const PullPlace& place, const Fetched& answer, const Say& say);

}  // namespace usher::meeting
