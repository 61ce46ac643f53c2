// commands/proposals/history_table.hpp: histories that were read, and who waits for one
// (bot/migrations/0008_proposal_history.sql). history_reading.hpp has them read.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "bot/person.hpp"
#include "commands/proposals/history.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace usher::proposals {

// When the proposal's file was last changed in its source, in prose too, as far as its history was read; and not before
// anything that Usher saw itself. Nothing where no history was read. UTC.
std::optional<sys_seconds> last_change(Database& db, std::string_view series, int number);
// Since when the proposal has the status that it has: from the history that was read, else from what Usher saw of it.
// Nothing where neither knows, or the last that they know is another. UTC.
std::optional<sys_seconds> status_since(
    Database& db, const Settings& settings, int number, std::string_view status
);
// The proposals of which a history was read, or any news were seen: of no other do the two above know anything.
std::unordered_set<int> with_a_past(Database& db, std::string_view series);

// How far the reading of one history is: a row of proposal_history.
struct HistoryState {
  std::string source;        // Settings::source that it was read from
  std::string etag;          // of the log that the commits equal
  sys_seconds read{};        // when the commits were last known to equal the log; 0: never
  errc failed = errc::ok;    // what the last reading ended with
  sys_seconds tried{};       // when it ended
  int reading = 0;           // counts readings: an answer to an earlier one is not taken
  sys_seconds moved{};       // of the reading under way, when it last got on; 0: none is
  std::string pending_etag;  // of the log under way
  int left_out = 0;          // older commits that are not kept
  sys_seconds asked{};       // when somebody last wanted it
};
std::optional<HistoryState> history_state(Database& db, std::string_view series, int number);
void set_history_state(
    Database& db, std::string_view series, int number, const HistoryState& state
);

// Of those that have got on since then.
int readings_under_way(Database& db, std::string_view series, sys_seconds since);

// Oldest first.
std::vector<Commit> commits_of(Database& db, std::string_view series, int number);
// Keeps what was read of commits that are known, and drops those that the log knows no more.
void store_log(Database& db, std::string_view series, int number, const std::vector<Commit>& log);
void note_commit(Database& db, std::string_view series, int number, const Commit& commit);
// Leaves the numbers of readings, so that no answer of another source is taken for one of this.
void forget_other_sources(Database& db, std::string_view series, std::string_view source);
void forget_history(Database& db, std::string_view series, int number);

// What Usher saw of this proposal's status, oldest first.
std::vector<Seen> seen_of(Database& db, std::string_view series, int number);
// When Usher last saw any news of it.
std::optional<sys_seconds> last_news_of(Database& db, std::string_view series, int number);

// Somebody who asked and is answered when the history is there.
struct Waiting {
  std::int64_t id = 0;
  int number = 0;
  std::string event;  // the id of the event that asked
  Place at;
  std::string person, lang;
  sys_seconds since{};
};
// Asking twice with one event is asking once.
void add_waiting(Database& db, std::string_view series, const Waiting& who);
std::vector<Waiting> waiting_for(Database& db, std::string_view series, int number);
std::vector<int> waited_for(Database& db, std::string_view series);  // numbers
void remove_waiting(Database& db, std::int64_t id);
void forget_waiting(
    Database& db, std::string_view series, std::string_view space, std::string_view person
);
void drop_old_waiting(Database& db, std::string_view series, sys_seconds before);

// Removes the histories that nobody has wanted since `before`, at most `limit` of them; true: there may be more.
bool prune_histories(Database& db, std::string_view series, sys_seconds before, int limit);

}  // namespace usher::proposals
