// commands/group/publishing.hpp: when a group becomes one that others see, and when it ends.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/group/asked.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace usher::group {

inline constexpr std::size_t fewest_organisers = 2;

// Of what is said in rooms when it is published.
std::string announcement_key(const Group& group);
// The rooms that are told of an open one.
std::vector<Place> rooms_named(const Settings& settings, const Context& context);

// /group publish [NAME], and the button "group.publish"
Outcome publish_asked(std::string_view typed, const Asked& asked);
Outcome publish_pressed(std::string_view value, const Asked& asked);
// The answer to who has published it.
Outcome was_published(const Group& group, const Asked& asked);
// Where the name may clash or offend: a person decides.
void ask_administrators(const Group& group, const Asked& asked, std::vector<Effect>& out);

// --- in_house_room.cpp ---
// An in-house group has its room when it was said there, which is done in a private one alone; else it is not published, and its
// organisers are told.
void room_taken(const Delivered& told, Context& context);
std::vector<Effect> room_refused(const Undelivered& told, Context& context);
// The organisers of those whose room it was are told.
std::vector<Effect> room_lost(const Place& room, Context& context);

// --- removing.cpp ---
// /group remove NAME, and the button "group.remove" that confirms it
Outcome remove_asked(std::string_view typed, const Asked& asked);
Outcome remove_pressed(std::string_view value, const Asked& asked);
// The answer to that; meeting: the key of what goes on without it, or empty.
Doc removed_doc(std::string_view meeting, const Say& say);
// What was said of it in rooms is taken back.
std::vector<Effect> take_back(const Group& group, const Settings& settings, const Context& context);

// --- request.cpp ---
// The permission request of an in-house group: one page, and the same to paste.
Doc request_doc(const Group& group, const Asked& asked);
Outcome request_pressed(std::string_view value, const Asked& asked);

}  // namespace usher::group
