// Spans of time as people type them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace usher {

// "24h", "90min", "2d", "1w", "10分钟": a whole number and a unit, in one word. Nothing where it is none, or over a year.
std::optional<std::chrono::seconds> parse_span(std::string_view word);

}  // namespace usher
