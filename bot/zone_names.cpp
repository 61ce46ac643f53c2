// bot/zone_names.cpp: the system's table of zones, by name.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/zone_names.hpp"

#include "bot/text.hpp"

#include <date/tz.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>

namespace usher {

namespace {

constexpr std::size_t longest_zone = 64;
constexpr std::string_view zone_folder = "/usr/share/zoneinfo/";

// "America/Argentina/Buenos_Aires"; nothing that leads out of the folder, or to the two copies of it that count otherwise.
bool may_be_a_zone(std::string_view name) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '+' || c == '-' || c == '/';
  };
  return name.size() <= longest_zone && std::ranges::all_of(name, letter) && name.contains('/') &&
         !name.starts_with('/') && !name.starts_with("posix/") && !name.starts_with("right/");
}

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

bool has_zone_file(std::string_view name) {
  if (!may_be_a_zone(name)) return false;
  std::ifstream file(std::string(zone_folder).append(name), std::ios::binary);
  std::array<char, 4> begin{};
  file.read(begin.data(), begin.size());
  return file.gcount() == 4 && std::string_view(begin.data(), begin.size()) == "TZif";
}

void look_through_zones() {
  try {
    date::get_tzdb();
  } catch (const std::runtime_error&) {  // NOLINT(bugprone-empty-catch): thrown again to who asks
  }
}

}  // namespace usher
