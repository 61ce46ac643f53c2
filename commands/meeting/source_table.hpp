// commands/meeting/source_table.hpp: rows of changes that a calendar's source does not say yet (bot/migrations/0024_meeting_sources.sql).
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/meeting/pages.hpp"
#include "commands/meeting/subscriptions.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

struct HeldEdit {
  std::int64_t id = 0, date = 0;
  int sequence = 0;  // of the date as it was changed so
  sys_seconds at{};
  std::string branch, title;  // of the pull request; no branch where none can be made
  std::string blob;           // git's id of the file as it was found or written last
  Pull pull = Pull::none;
  std::int64_t number = 0;
  std::string url;
  std::int64_t asked = 0;
  bool under_way = false;
  Subscriber who;  // changed it, or wanted the pull request last
};
std::optional<HeldEdit> edit_by_id(Database& db, std::int64_t id);
// An earlier one of the same date whose pull request is open.
std::optional<HeldEdit> open_before(Database& db, const HeldEdit& edit);
void add(Database& db, HeldEdit& edit, sys_seconds next_ask);  // gives it its id
// Somebody wants the pull request: how often that was by now.
std::int64_t want_pull(Database& db, const HeldEdit& edit, const Subscriber& who);
// With all that can change of it; under_way as it is.
void keep(Database& db, const HeldEdit& edit);
void set_next_ask(Database& db, std::int64_t id, sys_seconds at);  // the epoch: not any more
std::vector<std::int64_t> edits_due(Database& db, sys_seconds now);
std::optional<sys_seconds> next_edit(Database& db);

void forget_in_edits(Database& db, std::string_view space, std::string_view person);
void prune_edits(Database& db);  // of dates that are gone

}  // namespace usher::meeting
