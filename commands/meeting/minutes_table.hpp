// commands/meeting/minutes_table.hpp: rows of notes.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "bot/person.hpp"
#include "commands/meeting/minutes.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace usher::meeting {

struct Taking {
  std::int64_t id = 0, series = 0, date = 0;  // 0: of none
  std::string title;
  Place at;
  std::string person;  // who began
  sys_seconds started{}, last{}, planned_end{};
  bool nudged = false;
};
std::optional<Taking> taking_in(Database& db, const Place& room);
// That go on and of which nothing was noted since `before`, or whose planned end was before it.
std::vector<Taking> takings(Database& db);
Taking begin_taking(Database& db, Taking taking);
// Notes that were taken elsewhere, and are over.
Taking add_ended(Database& db, Taking taking, sys_seconds now);
void set_nudged(Database& db, std::int64_t id);
void end_taking(Database& db, std::int64_t id, sys_seconds now);

void add_lines(
    Database& db, std::int64_t taking, const std::vector<NoteLine>& lines, std::string_view person,
    sys_seconds now
);
std::vector<NoteLine> lines_of(Database& db, std::int64_t taking);
// Takes back the last line that this person noted.
std::optional<NoteLine> undo_line(Database& db, std::int64_t taking, std::string_view person);
void prune_minutes(Database& db, sys_seconds before, int limit);
void forget_in_minutes(Database& db, std::string_view space, std::string_view person);

}  // namespace usher::meeting
