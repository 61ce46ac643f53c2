// commands/meeting/warnings.hpp: what organisers must know of their calendars: two links for one meeting, a series about to end.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/settings.hpp"

#include <cstdint>
#include <vector>

namespace usher::meeting {

// A calendar has a series that was made in chat.
std::vector<Effect> tell_of_adoption(
    const Settings& settings, const Context& context, std::int64_t series
);

// What they were not told yet: each pair of links once, each end 30 and 7 days before.
std::vector<Effect> warn_organisers(const Settings& settings, Context& context);

}  // namespace usher::meeting
