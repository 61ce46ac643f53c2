// commands/group/events.hpp: the events of a group: how they are typed, which is next, and how they become a meeting.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/group/asked.hpp"
#include "commands/meeting/zone.hpp"

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace usher::group {

// "2027-03-04 18:30 Europe/Berlin every month"; else what is wrong with it.
std::expected<meeting::Rhythm, Doc> event_typed(
    std::string_view text, const Group& group, const Asked& asked
);

// The meeting as it would be made, with a button that makes it (commands/meeting/making.hpp), and a word before it; what speaks
// against it, where something does. Nothing where the community has no meetings, the group has one, has no event, or is in-house.
std::optional<Doc> meeting_preview(const Group& group, const Asked& asked);

// /group event cancel [DAY], move …, relocate …, restore …, or another rule: of the meeting that it has, as organisers of the
// community say it of any (commands/meeting/organise.hpp, changing.hpp).
Outcome change_event(std::string_view typed, const Asked& asked);

// Its rhythm as it is now: of its meeting, where there is one.
std::optional<meeting::Rhythm> rhythm_now(const Group& group, const Context& context);

// Looks which event is next, in the meeting where there is one, and keeps it. A checklist of an event that is over begins anew;
// that of one whose day is another now does not.
void follow_event(Group& group, const Settings& settings, Context& context);

meeting::Zone zone_of(const Group& group);

// The job that reminds, and the one effect that says when.
inline constexpr std::string_view due_job = "due";
Effect plan(const Settings& settings, Context& context);
std::vector<Effect> remind(const Settings& settings, Context& context);

}  // namespace usher::group
