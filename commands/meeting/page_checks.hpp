// commands/meeting/page_checks.hpp: an hour before the reminder of the day before, the agenda's page is read for what it says of time
// and call; where the calendar says otherwise, organisers hear of it, once for each date.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/card.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace usher::meeting {

std::vector<Effect> check_pads(const Settings& settings, Context& context);
// When there is one to be read again.
std::optional<sys_seconds> next_pad_check(const Settings& settings, const Context& context);
// What it says; nothing where it has no section of that date, or says the same.
std::vector<Effect> compare_page(
    const Settings& settings, Context& context, const SeriesSettings& own, const Shown& shown,
    std::string_view page
);

}  // namespace usher::meeting
