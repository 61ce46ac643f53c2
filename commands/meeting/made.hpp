// commands/meeting/made.hpp: meetings that were made in chat: their rows, and the settings that stand in meetings.toml of others.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "bot/person.hpp"
#include "commands/meeting/reading.hpp"
#include "commands/meeting/rhythm.hpp"
#include "commands/meeting/settings.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

inline constexpr std::string_view made_source = "chat";  // of their series

struct MadeMeeting {
  std::string key, title, link, about;
  std::vector<std::string> tags;
  std::vector<Place> rooms;
  std::vector<std::string>
      hosts;  // as meetings.toml names them: "web:ada"; in the order in which they are asked
  Rhythm rhythm;
  sys_seconds adopted{};  // the epoch: no calendar has it
  // Whose it is, where a feature has it made for something of its own: "group:7".
  std::string owner = {};
};
std::vector<MadeMeeting> all_made(Database& db);
std::optional<MadeMeeting> made_by_key(Database& db, std::string_view key);
void keep(Database& db, const MadeMeeting& made, sys_seconds now);
void remove_made(Database& db, std::string_view key);
// In place of those who could host it before.
void set_made_hosts(Database& db, std::string_view key, const std::vector<std::string>& hosts);
// The series of what was made for that owner, as long as it is there: the one that was made, or the calendar's that has taken it
// over. Titles do not tell whose a meeting is: they are not unique.
std::optional<std::int64_t> series_owned(Database& db, std::string_view owner);
// It is nobody's any more, and nobody is asked to host it.
void disown_made(Database& db, std::string_view owner);
// A calendar has it now.
void set_adopted(Database& db, std::string_view key, sys_seconds now);
// Rows of rooms: another took its place, or none (empty).
void move_made_room(Database& db, const Place& room, std::string_view now);
// Who hosts what was made in chat may change its dates without a role; not those of a calendar's that came under the same name
// after it had ended.
bool hosts_made(
    Database& db, std::string_view key, std::string_view space, std::string_view person
);
// /forget me: they are asked no more.
void forget_made_host(Database& db, std::string_view space, std::string_view person);
// Raised with each of these changes.
std::int64_t made_revision(Database& db);

// As meetings.toml names it: "web:general", "slack:T1:C1", "matrix:!abc:example.org".
std::string room_named(const Place& room);
// Likewise somebody: "web:ada", "slack:T1:U1", "matrix:@ada:example.org".
std::string person_named(std::string_view space, std::string_view person);
// Beside those that are configured, those that were made; of one that is both, the rooms and tags of both. Indexed.
Settings with_made(Settings configured, Database& db);
// The same with one more, which is no row yet.
void add_made(Settings& settings, const MadeMeeting& made);

// As a calendar would be read that had it.
ReadSeries read_made(const MadeMeeting& made, sys_seconds from, sys_seconds until);

}  // namespace usher::meeting
