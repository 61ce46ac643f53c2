// commands/meeting/plan.hpp: which reminders are due, and when the next one is.
//
// No reminder has a row of its own: what is due follows from the dates, from who asked for how long before, and from the
// instant up to which all was seen to. A date that moves takes its reminders along, and whoever subscribes gets those to come.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/meeting/settings.hpp"
#include "commands/meeting/subscriptions.hpp"
#include "commands/meeting/table.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

struct Due {
  std::int64_t date = 0;
  Lead lead{};
  auto operator<=>(const Due&) const = default;
};

// What a subscription to this series may say: itself, its tags, everything.
std::vector<std::string> whats_of(const Settings& settings, std::string_view key);
// Of its configured rooms; empty where it has none.
std::vector<Lead> room_leads(const Settings& settings, std::string_view key);

class Plan {
 public:
  Plan(Database& db, const Settings& settings);

  // Of scheduled dates that began no longer than 15 minutes before `until`, those whose (start − lead) lies in (after, until];
  // at most so many, by that instant.
  std::vector<Due> due(sys_seconds after, sys_seconds until, std::size_t most = 10'000) const;
  // The first after `after`.
  std::optional<sys_seconds> next(sys_seconds after) const;

 private:
  Database& db_;
  struct Leads {
    std::int64_t series = 0;
    std::set<Lead> leads;
  };
  std::vector<Leads> all_;
};

// Up to where all was seen to; nothing before the first time.
struct Seen {
  sys_seconds until{}, looked{};
};
std::optional<Seen> seen(Database& db);
void set_seen(Database& db, const Seen& seen);

}  // namespace usher::meeting
