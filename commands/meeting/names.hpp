// commands/meeting/names.hpp: titles of meetings: how they are compared, and what people type for them. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

namespace usher::meeting {

// Lower-case words with a blank between them, without apostrophes, other signs and the mark of a cancellation: "NumPy
// Newcomers' Hour - CANCELED" and "numpy newcomers hour" are one. Calendars give events a new UID with every build, so a
// series is known by this.
std::string name_key(std::string_view title);

// "… - CANCELED", "[Cancelled] …", "…（已取消）": calendars are kept by hand, and some say it so. It means the next one.
bool says_cancelled(std::string_view title);
// The title without that.
std::string without_mark(std::string_view title);

// How people call a calendar: "meetings.toml" for "local", the host of an address, for what stands behind it may be a secret, or
// the name of a file.
std::string calendar_name(std::string_view source);

// Whether each word that was typed begins a word of the key: "comm" and "community call" mean "numpy community call".
bool answers_to(std::string_view key, std::string_view typed);

}  // namespace usher::meeting
