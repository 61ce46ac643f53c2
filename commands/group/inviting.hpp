// commands/group/inviting.hpp: other organisers: who is named, who is asked, what they say, and who leaves.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/group/asked.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace usher::group {

// "@grace, @alan", "<@U123|grace>", "@grace:example.org": people of the asker's chat system, without the asker. Other words are
// nobody, but where a form asked for people: it gives bare ids.
enum class Named : std::uint8_t { typed, by_form };
std::vector<Organiser> people_typed(
    std::string_view text, const Asked& asked, Named how = Named::typed
);

// Asks them, once; nothing where they were asked before, whatever they have said.
std::optional<Effect> invite(const Group& group, const Organiser& who, const Asked& asked);
// Where it was one that nobody got: they were not asked, and who organises the group hears of it.
std::vector<Effect> invitation_lost(const Undelivered& told, Context& context);
// Whether the asker may ask so many more people today.
bool may_invite(const Group& group, const std::vector<Organiser>& named, const Asked& asked);
// The buttons "group.yes" and "group.no".
Outcome invitation_answered(std::string_view value, bool yes, const Asked& asked);
// The same answer as before, to the same press.
Outcome invitation_was_answered(const Group& group, bool yes, const Asked& asked);
// /group leave
Outcome leave(std::string_view typed, const Asked& asked);
Outcome has_left(const Group& group, const Asked& asked);
// The asker organises it no more: what the others are told.
std::vector<Effect> take_leave(const Group& group, const Asked& asked);
// Who hosts its meeting, also one that is only shown yet, is who organises it.
void hosts_follow(const Group& group, Database& db);
// As meetings.toml names them.
std::vector<std::string> hosts_of(const Group& group, Database& db);

}  // namespace usher::group
