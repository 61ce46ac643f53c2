// bot/compose_kill.cpp: what the binaries of system tests, and no others, are told to die at.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/step.hpp"

#ifdef USHER_TEST_CLOCK

#include "bot/step_kill.hpp"

#include <cstdlib>
#include <string>

namespace usher {

void obey_kill_order() {
  const char* order =
      std::getenv("USHER_KILL_AT");  // NOLINT(concurrency-mt-unsafe): before any thread
  if (order == nullptr) return;
  const std::string text = order;
  const auto space = text.find(' ');
  if (space == std::string::npos) return;
  die_at(text.substr(space + 1), std::strtol(text.c_str(), nullptr, 10));
}

}  // namespace usher

#endif
