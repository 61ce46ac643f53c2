// commands/meeting/organise.hpp: what organisers change: an order as it is typed, shown before it is done, and done.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/answers.hpp"
#include "commands/meeting/card.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace usher::meeting {

enum class Change : std::uint8_t { cancel, move, relocate, restore };  // as written in buttons

// "community 2026-07-17 to 2026-07-18 17:00 Europe/Berlin because of the holiday", as far as it can be read without looking
// anything up. Pure.
struct ChangeTyped {
  std::string what;    // "community"
  std::string day;     // "2026-07-17"; empty: the next date
  std::string target;  // what stands after "to"
  std::string reason;  // what stands after "because"
};
ChangeTyped read_change(std::string_view text);
// What stands before "because", and the reason after it.
std::pair<std::string_view, std::string> without_reason(std::string_view text);

// "2026-07-18 17:00 Europe/Berlin", "17:00", "2026-07-18": an instant. A day or a time alone is that of `now_at`, by the
// clocks of `zone` where no zone is named. Nothing where it is none; no abbreviations of zones.
std::optional<sys_seconds> time_typed(std::string_view text, sys_seconds now_at, const Zone& zone);

// The next date of that series; where a day is named, the one of that day by any clock that the asker may mean.
std::optional<MeetingDate> date_typed(
    const Series& series, const std::string& day, const Asked& asked,
    OccurrenceState state = OccurrenceState::scheduled
);

// What is to be done, as a button carries it.
struct Order {
  Change change = Change::cancel;
  std::int64_t date = 0;
  int sequence = 0;  // of the date as it was shown: it has changed meanwhile where that is another
  sys_seconds start{};  // of a move
  std::string target;   // of a relocation: an address or a place
  std::string reason;
};
std::string encode(const Order& order);
std::optional<Order> decode_order(std::string_view value);

// Everybody that it would reach, and a button that does it.
Outcome preview_change(Change change, std::string_view typed, const Asked& asked);
// Of that series, whatever it is called: "2026-07-15 to 2026-07-16 17:00", "because of the holidays".
Outcome preview_change(
    Change change, const Series& series, std::string_view typed, const Asked& asked
);
// The buttons "meeting.do" and "meeting.keep".
Outcome do_change(std::string_view value, const Asked& asked);
Outcome keep_unchanged(const Asked& asked);

}  // namespace usher::meeting
