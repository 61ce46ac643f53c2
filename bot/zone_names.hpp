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

// Whether the system has a file for that zone where every Debian has it, without a look at all the others. No for names without
// a stroke, for other spellings, and where the files lie elsewhere: then the table knows (locate_zone of date/tz.h).
bool has_zone_file(std::string_view name);

// Has the system's table of zones, hundreds of files, looked through now, so that who asks for a zone later need not wait for
// it. Any thread. Where there is no such table, who asks is told.
void look_through_zones();

}  // namespace usher
