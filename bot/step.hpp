// Named steps between an event's arrival and its answer's delivery, so that a test can stop the process at each of them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string_view>

namespace usher {

using StepHook = void (*)(std::string_view step);

// Set once, before any thread, by the program of the kill test; null everywhere else.
inline StepHook step_hook = nullptr;

inline void step(std::string_view name) {
  if (step_hook != nullptr) step_hook(name);
}

#ifdef USHER_TEST_CLOCK
// In a binary for system tests alone: SIGKILL at the COUNT-th passing of the step that USHER_KILL_AT names, as "COUNT STEP".
void obey_kill_order();
#endif

}  // namespace usher
