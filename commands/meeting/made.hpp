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
  Rhythm rhythm;
  sys_seconds adopted{};  // the epoch: no calendar has it
};
std::vector<MadeMeeting> all_made(Database& db);
std::optional<MadeMeeting> made_by_key(Database& db, std::string_view key);
void keep(Database& db, const MadeMeeting& made, sys_seconds now);
void remove_made(Database& db, std::string_view key);
// A calendar has it now.
void set_adopted(Database& db, std::string_view key, sys_seconds now);
// Rows of rooms: another took its place, or none (empty).
void move_made_room(Database& db, const Place& room, std::string_view now);
// Raised with each of these changes.
std::int64_t made_revision(Database& db);

// As meetings.toml names it: "web:general", "slack:T1:C1", "matrix:!abc:example.org".
std::string room_named(const Place& room);
// Beside those that are configured, those that were made; of one that is both, the rooms and tags of both. Indexed.
Settings with_made(Settings configured, Database& db);
// The same with one more, which is no row yet.
void add_made(Settings& settings, const MadeMeeting& made);

// As a calendar would be read that had it.
ReadSeries read_made(const MadeMeeting& made, sys_seconds from, sys_seconds until);

}  // namespace usher::meeting
