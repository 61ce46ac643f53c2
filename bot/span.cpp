// bot/span.cpp: numbers with a unit.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/span.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace usher {

namespace {

using std::chrono::seconds;

constexpr std::chrono::days longest{366};

struct Unit {
  std::string_view name;
  seconds size;
};
constexpr std::array<Unit, 21> units = {{
    {"m", std::chrono::minutes(1)},       {"min", std::chrono::minutes(1)},
    {"mins", std::chrono::minutes(1)},    {"minute", std::chrono::minutes(1)},
    {"minutes", std::chrono::minutes(1)}, {"分钟", std::chrono::minutes(1)},
    {"分鐘", std::chrono::minutes(1)},    {"分", std::chrono::minutes(1)},
    {"h", std::chrono::hours(1)},         {"hr", std::chrono::hours(1)},
    {"hour", std::chrono::hours(1)},      {"hours", std::chrono::hours(1)},
    {"小时", std::chrono::hours(1)},      {"小時", std::chrono::hours(1)},
    {"d", std::chrono::days(1)},          {"day", std::chrono::days(1)},
    {"days", std::chrono::days(1)},       {"天", std::chrono::days(1)},
    {"w", std::chrono::weeks(1)},         {"week", std::chrono::weeks(1)},
    {"weeks", std::chrono::weeks(1)},
}};

}  // namespace

std::optional<seconds> parse_span(std::string_view word) {
  const std::string lower = to_lower_ascii(trim(word));
  const char* const stop = lower.data() + lower.size();
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(lower.data(), stop, count);
  if (error != std::errc() || count < 0 || count > 1'000'000) return std::nullopt;
  const std::string_view name(end, static_cast<std::size_t>(stop - end));
  const auto* const unit = std::ranges::find(units, name, &Unit::name);
  if (unit == units.end()) return std::nullopt;
  const seconds out = count * unit->size;
  return out <= longest ? std::optional(out) : std::nullopt;
}

}  // namespace usher
