// Names of time zones as people type them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace usher {

// The IANA zone of that name, whatever its capitals: "asia/taipei" → "Asia/Taipei". Nothing where there is none, nor for
// abbreviations other than UTC: CST and IST mean several places each.
std::optional<std::string> zone_named(std::string_view typed);

}  // namespace usher
