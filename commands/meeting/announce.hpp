// commands/meeting/announce.hpp: /meeting announce: a date is told to its rooms by hand, with a text for mailing lists.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/answers.hpp"

#include <string_view>

namespace usher::meeting {

// "community 2026-07-15": what would be told where, and a button that does it.
Outcome preview_announcement(std::string_view typed, const Asked& asked);
// The button "meeting.announce": the value is the date's id. Each room is told once, however often it is pressed.
Outcome announce(const Shown& shown, const Asked& asked);

// What others may read: mailing lists, Meetup, other groups. Type, time in UTC and in the cities, pages; the call without what
// lets people in.
std::string text_to_paste(const Shown& what, const Reader& to);

}  // namespace usher::meeting
