// commands/proposals/history_reading.hpp: reads the history of a proposal from its source: its log, then the texts that
// are not known yet.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/history_table.hpp"
#include "commands/proposals/topic.hpp"

#include <string_view>
#include <vector>

namespace usher::proposals {

// Has the history of this proposal read, so that last_change() and status_since() know it: nothing where it was read
// within the last day and nothing was seen since, where a reading is under way, or where one failed within the hour.
// At most so many are read at a time; ask again at a later time for the others.
std::vector<Effect> read_history(const Moment& now, int number);

// Has it read whatever is known of it already.
std::vector<Effect> begin_reading(const Moment& now, int number);

// Whether it needs no reading to be told: nothing was seen since it was read, and it or the table is younger than a
// day. Or the source has none, as it said within the day.
bool is_fresh(const Moment& now, int number);
// A reading is under way.
bool is_being_read(const Moment& now, int number);

// The Calls of a reading (bot/service.hpp), without their tags.
Call log_of(const Proposal& proposal, const Settings& settings);
Call text_at(const Commit& commit, const Settings& settings);
// What the answer to the latter says of the commit.
void take_text(Commit& commit, const Fetched& answer, const Settings& settings);

// The answer to a Call of a reading. `done`: it has ended, with whatever success.
struct Reading {
  std::vector<Effect> effects;
  int number = 0;
  bool done = false;
};
// `tag`: what follows the topic's name.
Reading history_answered(std::string_view tag, const Fetched& answer, const Moment& now);

}  // namespace usher::proposals
