// commands/meeting/hosting.hpp: finding somebody who hosts a date: asked a day before and half an hour before, one after the
// other; a quarter of an hour before everybody who could; at the start the room is told that nobody is there.
//
// A series of which nobody is known who could host it is left alone.
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/answers.hpp"
#include "commands/meeting/hosts.hpp"

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

namespace usher::meeting {

// How near it is, as far as hosts are concerned. Pure.
HostStep step_before(std::chrono::seconds until);

// Of every date of the next 24 hours: whoever is to be asked now.
std::vector<Effect> look_for_hosts(const Settings& settings, Context& context);
// Of this date: somebody cannot, or has not come.
std::vector<Effect> look_for_host(const Settings& settings, Context& context, const Shown& what);
// Everybody who could host it, stand-bys too, once more; nobody twice who was asked so already.
std::vector<Effect> ask_everybody(const Settings& settings, Context& context, const Shown& what);
// When the next look is due, after `after`.
std::optional<sys_seconds> next_host_look(
    const Settings& settings, const Context& context, sys_seconds after
);

// They cannot come to this date, and were to host it or were asked.
std::vector<Effect> cannot_host(
    const Settings& settings, Context& context, const Shown& what, const Subscriber& who
);

// Says this to everybody who was asked and has not answered, in place of the question; to the rooms too, where they may know
// that nobody was there.
std::vector<Effect> tell_of_host(
    const Settings& settings, Context& context, const Shown& what, const Host& host
);

// The buttons "meeting.host", "meeting.host-always", "meeting.host-not", "meeting.host-never": the value is the date's id.
Outcome host_pressed(std::string_view what, std::string_view value, const Asked& asked);
Outcome host_every(std::string_view typed, const Asked& asked);    // /meeting host community
Outcome host_no_more(std::string_view typed, const Asked& asked);  // /meeting unhost community
Outcome list_hosts(std::string_view typed, const Asked& asked);    // /meeting hosts community
Outcome host_missing(std::string_view typed, const Asked& asked);  // /meeting missing community

}  // namespace usher::meeting
