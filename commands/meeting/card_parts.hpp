// commands/meeting/card_parts.hpp: when and where, as the parts of a card.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/meeting/card.hpp"

#include <string>

namespace usher::meeting {

// What stands between two parts of a line.
inline Inline blank() { return Text(std::string(" ")); }

// An instant of this meeting for this reader.
Inline when_of(const Shown& what, sys_seconds at, const Reader& to);
// The instant; by the reader's own clocks, where they are known; and what the clocks have done since last time.
void put_when(
    Doc& doc, const Shown& what, const std::optional<MeetingDate>& before, const Reader& to
);
// The call, its numbers, the agenda, the calendar, the last notes.
void put_places(Doc& doc, const Shown& what, const Reader& to);
// Pages that put it into a calendar of Google's or Microsoft's.
std::string add_to_google(const Shown& what, const Reader& to);
std::string add_to_outlook(const Shown& what, const Reader& to);

}  // namespace usher::meeting
