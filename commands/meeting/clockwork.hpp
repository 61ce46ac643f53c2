// commands/meeting/clockwork.hpp: what is done when its time has come: reminders, and looking after what is kept.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/settings.hpp"
#include "commands/meeting/subscriptions.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace usher::meeting {

inline constexpr std::string_view wake_job = "wake";

// At every start: the wake-up that sees to what came due meanwhile.
std::vector<Effect> start_clockwork(Context& context);
// Everything that is due, late or not; and the next wake-up.
std::vector<Effect> wake(const Settings& settings, Context& context);
// Dates or subscriptions have changed: when to wake up next.
std::vector<Effect> next_wake(const Settings& settings, Context& context);

// One more reminder for one person; in place of the one that they had for this date.
void remind_later(Database& db, const Subscriber& who, std::int64_t date, sys_seconds at);

// A room was archived (now empty), or another took its place.
void move_room(Database& db, const Place& room, std::string_view now);

}  // namespace usher::meeting
