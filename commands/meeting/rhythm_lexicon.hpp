// commands/meeting/rhythm_lexicon.hpp: the words of rhythm_typed.hpp: numbers, weekdays, units, cadences. Pure; for lower-case words.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/meeting/rhythm.hpp"

#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

namespace usher::meeting {

// "2", "two", "other", "两": 1 to 1,000.
std::optional<int> number_word(std::string_view word);
// "thu", "Thursdays", "周四".
std::optional<std::chrono::weekday> weekday_word(std::string_view word);
// "second", "2nd", "15th", "last" (-1): which of a month.
std::optional<int> nth_word(std::string_view word);
// "weeks"; of months, Step::month_days.
std::optional<Rhythm::Step> unit_word(std::string_view word);
// A word that is a whole cadence: "biweekly" is every 2 weeks.
std::optional<std::pair<Rhythm::Step, int>> cadence_word(std::string_view word);
// "to", "on", "the": they mean nothing by themselves.
bool is_small_word(std::string_view word);
bool begins_from(std::string_view word);
bool begins_until(std::string_view word);
// "web:general"
bool begins_room(std::string_view word);

}  // namespace usher::meeting
