// What a typed answer means: which choice, which date. Pure functions, forgiving of how people and their keyboards write.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/model.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::reading {

// Full-width letters, digits and signs, as Chinese and Japanese input methods give them, as ASCII.
std::string narrowed(std::string_view typed);

std::size_t count_characters(std::string_view text);  // code points

// A single "-": the answer to an optional question that is left out. A single "=": what was there stays.
bool is_skip(std::string_view typed);
bool is_keep(std::string_view typed);

// "/cancel" and "/back", also with "!" and in Chinese; `typed` is the whole answer.
enum class Steer : std::uint8_t { none, cancel, back };
Steer steering(std::string_view typed);

// By its number (from 1) or by its words, whatever their case; the index from 0.
std::optional<std::size_t> read_choice(std::string_view typed, std::span<const Choice> choices);
// "1, 3", "1、3", "red, blue"; in the order of the form, each once. Nothing when any part of it is no choice.
std::optional<std::vector<std::size_t>> read_choices(
    std::string_view typed, std::span<const Choice> choices
);

// A calendar day: 2026-03-31, 2026/3/31, 31.3.2026, 31 March 2026, 2026年3月31日, tomorrow, in 3 days, 明天. A date
// without its year, or one like 3/4/2026 that two countries read differently, is not guessed at. `today`: the person's.
enum class DateTrouble : std::uint8_t { unreadable, no_such_day };
std::expected<std::chrono::year_month_day, DateTrouble> read_date(
    std::string_view typed, std::chrono::sys_days today
);
std::string iso(std::chrono::year_month_day day);

}  // namespace usher::reading
