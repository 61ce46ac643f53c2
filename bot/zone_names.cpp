// bot/zone_names.cpp: the system's table of zones, by name.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/zone_names.hpp"

#include "bot/text.hpp"

#include <date/tz.h>

#include <stdexcept>

namespace usher {

namespace {

constexpr std::size_t longest_zone = 64;

}  // namespace

std::optional<std::string> zone_named(std::string_view typed) {
  if (typed.empty() || typed.size() > longest_zone) return std::nullopt;
  const std::string lower = to_lower_ascii(typed);
  if (lower == "utc") return "UTC";
  if (!lower.contains('/')) return std::nullopt;
  try {
    for (const auto& zone : date::get_tzdb().zones)
      if (to_lower_ascii(zone.name()) == lower) return zone.name();
  } catch (const std::runtime_error&) {
    // The system has no table of zones.
  }
  return std::nullopt;
}

}  // namespace usher
