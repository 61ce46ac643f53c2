// commands/meeting/telling.hpp: how somebody is written to: their language, their zone, what they may see.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/card.hpp"
#include "commands/meeting/subscriptions.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

// One that a message goes to.
struct Target {
  Subscriber who;
  bool configured = false;  // a room that meetings.toml names for this series: it is told the link
};

// Rooms that meetings.toml names for the series with this key, in the spaces that are served.
std::vector<Target> configured_rooms(
    const Settings& settings, const Context& context, std::string_view key
);

// In their language and zone. A room speaks the community's.
Reader reader_for(const Target& to, const Settings& settings, const Context& context);

// As their platform shows it; else their id.
std::string name_of(const Person& who);
To to_of(const Subscriber& who);
Post post_to(const Subscriber& who, std::string key, Doc doc, Lane lane);

// Under which the reminder is posted that was due so long before.
std::string reminder_key(std::int64_t date, sys_seconds start, Lead lead);

// "You get this because you subscribed to … . To stop: /meeting unsubscribe …": for whoever did not ask just now. what: a
// subscription, "=key", "#tag", "*".
Doc reason(std::string_view what, bool room, const Reader& to);
// To a room that is configured: that it is, and how to hear of it oneself.
Doc room_reason(const Shown& what, const Reader& to);
// "community", "tag:newcomer", "all": as it is typed.
std::string typed_what(const Settings& settings, std::string_view what);
Phrase worded_what(const Settings& settings, Database& db, std::string_view what, const Say& say);

// To the rooms that are configured for organisers; where there are none, to each of them directly.
std::vector<Effect> tell_organisers(
    const Settings& settings, const Context& context, const std::string& key,
    const std::function<Doc(const Reader&)>& words
);

}  // namespace usher::meeting
