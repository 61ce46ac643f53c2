// bench/slack_bots.cpp: which bots are measured, and how each is started.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/slack_bench.hpp"

#include <utility>

namespace usher::bench {

Bot usher_bot() {
  // Nor the pace of posts, of which the others know none.
  return usher_with({"slack.mode=socket", "slack.burst=0"});
}

Bot bare_bot() {
  return {
      .name = "the generator's own ceiling",
      .version = {},
      .command = {"/proc/self/exe", "slack-bare"}
  };
}

std::vector<Bot> slack_bots(const Parts& parts) {
  std::vector<Bot> bots{usher_bot()};
  for (Bot& bot : listed_bots(parts.peers)) bots.push_back(std::move(bot));
  tell_bots(bots, !parts.peers.empty(), parts.quick);
  return bots;
}

}  // namespace usher::bench
