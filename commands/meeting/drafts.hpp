// commands/meeting/drafts.hpp: a meeting or a change as it was shown to an organiser, until they confirm it: more than a button carries.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/meeting/made.hpp"
#include "commands/meeting/subscriptions.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

struct Draft {
  enum class Kind : std::uint8_t { make = 0, change = 1, back = 2 };  // as encoded
  Kind kind = Kind::make;
  MadeMeeting made;         // of make
  std::int64_t series = 0;  // of the others: meeting_series
  std::int64_t change = 0;  // of back: which one is withdrawn
  sys_seconds since{};      // of a change: dates from then on
  Rhythm rhythm;
  sys_seconds first{};  // the first new date: too late when it has begun; the epoch: there is none
  std::uint64_t seen = 0;  // fingerprint() of the series as it was shown
  std::string reason;
  bool granted = false;  // of make: whoever it was shown to may confirm it, without a role
  bool done = false;     // it was confirmed
  Subscriber by = {};    // whom it was shown to
};

// Found again under the id: the same whenever the event that it came with is handled again.
std::string keep_draft(
    Database& db, const Draft& draft, std::string_view event, const Subscriber& by, sys_seconds now
);
std::optional<Draft> draft_by_id(Database& db, std::string_view id);
void set_done(Database& db, std::string_view id);
// Of a meeting that is to be made for that owner (MadeMeeting::owner) and is not yet: these would host it now; what was shown to
// somebody who is none of them is gone.
void set_draft_hosts(Database& db, std::string_view owner, const std::vector<std::string>& hosts);
void remove_drafts(Database& db, std::string_view owner);
// What was shown to them is gone, and nobody is shown them as a host.
void forget_in_drafts(Database& db, std::string_view space, std::string_view person);
void prune_drafts(Database& db, sys_seconds now);

// Of the next dates from then on, and of what was changed: another when anybody has changed them meanwhile.
std::uint64_t fingerprint(Database& db, std::int64_t series, sys_seconds since);

}  // namespace usher::meeting
