// commands/welcome/sending.hpp: who is written to now, and when that is looked at next.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/welcome/settings.hpp"

#include <string_view>
#include <vector>

namespace usher::welcome {

inline constexpr std::string_view send_job = "send";

// A week after they were due nobody is welcomed any more, and a rush that nobody has judged is over.
void let_go_of_the_late(const Context& context);
// What is due now, as far as the pace allows, and the job's next time.
std::vector<Effect> send_due(const Settings& settings, const Context& context);
// When send_job is to run next, with what is in the tables now: a Remind, or a Forget.
Effect send_next(const Settings& settings, const Context& context);

}  // namespace usher::welcome
