// commands/answers/pressing.hpp: the buttons beneath answers, but for those that choose a topic.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/answers/settings.hpp"

namespace usher::answers {

// Brain thread, inside the event's transaction; throws DatabaseError.
Outcome pressed(const Press& press, const Settings& settings, const Event& event, Context& context);

}  // namespace usher::answers
