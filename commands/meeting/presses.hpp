// commands/meeting/presses.hpp: the buttons of a reminder.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/answers.hpp"

namespace usher::meeting {

// "meeting.come", "meeting.stay", "meeting.later": the value is the date's id.
Outcome pressed(const Press& press, const Asked& asked);

}  // namespace usher::meeting
