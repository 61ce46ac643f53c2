// commands/meeting/calendar_lines.hpp: content lines of iCalendar (RFC 5545, 3.1 and 3.3). Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace usher::meeting {

// "NAME:value" and a line break, folded so that no line has more than 75 octets and no character is parted. The value is as it
// is to be read: text goes through text_value() first. Control characters, line breaks among them, are left out.
void put_line(std::string& out, std::string_view line);

// A TEXT (3.3.11): made harmless, commas, semicolons, backslashes and line breaks escaped.
std::string text_value(std::string_view text);

// "20240717T180000Z", "20240717".
std::string time_value(sys_seconds at);
std::string day_value(std::chrono::local_days day);

}  // namespace usher::meeting
