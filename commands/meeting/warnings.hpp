// commands/meeting/warnings.hpp: what organisers must know of their calendars: two links for one meeting, a series about to end.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/settings.hpp"

#include <vector>

namespace usher::meeting {

// What they were not told yet: each pair of links once, each end 30 and 7 days before.
std::vector<Effect> warn_organisers(const Settings& settings, Context& context);

}  // namespace usher::meeting
