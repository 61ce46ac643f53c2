// commands/meeting/hosts.hpp: who can host a series, and who hosts one date (bot/migrations/0019_meetings.sql).
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/card.hpp"
#include "commands/meeting/settings.hpp"
#include "commands/meeting/subscriptions.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

enum class HostHow : std::uint8_t {  // as stored
  each_time = 0,                     // asked before each date
  always = 1,                        // hosts it until they withdraw: not asked
  never = 2                          // named in meetings.toml, and does not want to be asked
};
struct Host {
  Subscriber who;
  HostHow how = HostHow::each_time;
  std::string name;  // as their platform showed it; else their id
};
// In the order in which they are asked: those whom meetings.toml names, then whoever has come forward, the longest first. Without
// those who do not want to be asked.
std::vector<Host> hosts_of(const Settings& settings, const Context& context, std::string_view key);
// Who is asked when none of them can.
std::vector<Host> stand_bys_of(
    const Settings& settings, const Context& context, std::string_view key
);
void set_host(
    Database& db, std::string_view key, const Subscriber& who, HostHow how, std::string_view name,
    sys_seconds now
);

enum class HostState : std::uint8_t {  // as stored
  asked = 0,
  hosts = 1,
  cannot = 2,
  absent = 3  // was to host it, and has not come
};
enum class HostStep : std::uint8_t { none = 0, day = 1, half_hour = 2, quarter = 3, begun = 4 };
struct HostAnswer {
  Subscriber who;
  HostState state = HostState::asked;
  HostStep step = HostStep::none;  // in which they were asked
  std::string name;
};
std::vector<HostAnswer> host_answers(Database& db, std::int64_t date);
void set_answer(Database& db, std::int64_t date, const HostAnswer& answer);
HostStep host_step(Database& db, std::int64_t date);
void set_host_step(Database& db, std::int64_t date, HostStep step);

// Whoever said so for this date; else the first who hosts every one, and can.
std::optional<Host> host_of(const Settings& settings, const Context& context, const Shown& what);

// It was moved: whoever was to host it is asked anew when that time comes.
void ask_hosts_anew(Database& db, std::int64_t date);

void prune_hosts(Database& db);  // of dates that are gone
void forget_host(Database& db, std::string_view space, std::string_view person);

}  // namespace usher::meeting
