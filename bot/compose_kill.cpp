// bot/compose_kill.cpp: dying at a named step, in the binaries of system tests and in no other.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/step.hpp"

#ifdef USHER_TEST_CLOCK

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <string>

namespace usher {

namespace {

std::string kill_step;
std::atomic<long> kill_count{0};

void on_step(std::string_view name) {
  if (name == kill_step && kill_count.fetch_sub(1) == 1) std::raise(SIGKILL);
}

}  // namespace

void obey_kill_order() {
  const char* order =
      std::getenv("USHER_KILL_AT");  // NOLINT(concurrency-mt-unsafe): before any thread
  if (order == nullptr) return;
  const std::string text = order;
  const auto space = text.find(' ');
  if (space == std::string::npos) return;
  kill_count = std::strtol(text.c_str(), nullptr, 10);
  kill_step = text.substr(space + 1);
  step_hook = on_step;
}

}  // namespace usher

#endif
