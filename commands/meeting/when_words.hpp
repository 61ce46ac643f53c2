// commands/meeting/when_words.hpp: instants and spans in words, by the clocks of whoever reads them. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/say.hpp"
#include "commands/meeting/settings.hpp"
#include "commands/meeting/zone.hpp"

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace usher::meeting {

// "Wed 17 Jul 2024, 18:00 UTC"; of a whole day "Wed 17 Jul 2024".
Phrase at_words(sys_seconds at, const Zone& zone, const Say& say);
Phrase day_words(sys_seconds at, const Zone& zone, const Say& say);
// "18:00"
std::string clock_words(sys_seconds at, const Zone& zone);

// "11:00 Los Angeles, 20:00 Berlin, Thu 02:00 Beijing": with the weekday where it is another than in UTC. Empty for no cities.
std::string cities_words(sys_seconds at, std::span<const City> cities, const Say& say);

// The instant, in each reader's own zone where the platform can; elsewhere as in at_words() and, after it, by those cities.
Inline at_inline(sys_seconds at, const Zone& zone, std::span<const City> cities, const Say& say);

// "10 minutes", "1 hour", "2 hours 30 minutes", "3 days": no more than two units, down to the minute.
Phrase span_words(std::chrono::seconds span, const Say& say);

// By how much the clocks there have moved against the meeting since the time before: "an hour earlier than last time" is
// −1 h. Nothing where it is at the same time of day, or at another one everywhere.
std::optional<std::chrono::seconds> shifted_there(
    sys_seconds before, sys_seconds now, const Zone& there
);

}  // namespace usher::meeting
