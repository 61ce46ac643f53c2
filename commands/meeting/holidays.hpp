// commands/meeting/holidays.hpp: calendars of holidays are read once a day, and organisers hear of a meeting that falls on one.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/card.hpp"
#include "commands/meeting/settings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

// At the start of the program: calendars that are configured no more are forgotten.
std::vector<Effect> start_holidays(const Settings& settings, Context& context);
bool is_holiday_job(std::string_view job);
std::vector<Effect> read_holidays(const Settings& settings, Context& context, std::string_view job);
bool is_of_holidays(std::string_view tag);
// With what organisers are to be told of it.
std::vector<Effect> holidays_answered(
    const Settings& settings, Context& context, const Fetched& answer
);

// Two weeks before, and at once where it is found later: each date once, for each holiday.
std::vector<Effect> warn_of_holidays(const Settings& settings, Context& context);

// "Germany: Epiphany", of a meeting of this series at that time; empty where it is a day like others.
std::vector<std::string> holidays_at(
    const Settings& settings, Database& db, const Series& series, sys_seconds at
);

}  // namespace usher::meeting
