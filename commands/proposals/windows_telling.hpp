// commands/proposals/windows_telling.hpp: what is said of a window, for those who watch.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/proposals/watches.hpp"
#include "commands/proposals/window.hpp"

#include <map>
#include <string>
#include <vector>

namespace usher::proposals {

// What is said once of a window, of an objection, or of the instant at which it closes: the key of its posts.
std::string window_key(
    const Settings& settings, const Window& window, const Saying& saying, sys_seconds now
);

// For the length of one event; refers to what the caller owns.
class WindowTeller {
 public:
  struct What {
    const Window& window;
    const Saying& saying;
    std::string key;
  };
  WindowTeller(const Settings& settings, const Shelf& shelf, What what, Context& context)
      : settings_(settings), shelf_(shelf), what_(std::move(what)), context_(context) {}

  // A post where they want to hear of it.
  void tell(const Watch& watch, std::vector<Effect>& out);

 private:
  const Settings& settings_;
  const Shelf& shelf_;
  const What what_;
  Context& context_;
  std::map<std::string, Doc> worded_;  // once for all who read the same language
};

}  // namespace usher::proposals
