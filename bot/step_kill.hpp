// bot/step_kill.hpp: dying at a named step, for the programs of system tests and for no others.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/step.hpp"

#include <atomic>
#include <csignal>
#include <string>
#include <string_view>
#include <utility>

namespace usher {

// SIGKILL at the `count`-th passing of `step`. Once, before any thread.
inline void die_at(std::string step, long count) {
  static std::string fatal;
  static std::atomic<long> left{0};
  fatal = std::move(step);
  left = count;
  step_hook = [](std::string_view name) {
    if (name == fatal && left.fetch_sub(1) == 1) std::raise(SIGKILL);
  };
}

}  // namespace usher
