// commands/meeting/late.hpp: what is still said of a reminder whose time has passed (facts: 1.5, the late policy). Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"

#include <chrono>

namespace usher::meeting {

// Whether a reminder that was due `lead` before the start is worth saying at `now`:
// at the start itself, up to 15 minutes late; of leads up to two hours, while the meeting has not begun; of longer ones, while
// two hours remain.
bool worth_saying(sys_seconds start, std::chrono::seconds lead, sys_seconds now);

// Longer than this, and the organisers are told that nobody was reminded.
inline constexpr std::chrono::hours long_away{24};

}  // namespace usher::meeting
