// commands/meeting/table.hpp: rows of calendars, series and occurrences (bot/migrations/0019_meetings.sql).
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/meeting/reading.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

struct CalendarState {
  std::string source, etag;
  sys_seconds read{}, known_until{}, expanded{};
  int poll = 0;
  sys_seconds started{};  // the epoch: no poll is under way
  int failures = 0;       // in a row
  std::string pending_etag;
  sys_seconds pending_until{};
  std::string problems;  // a line each
};
std::optional<CalendarState> calendar_state(Database& db, std::string_view source);
void keep(Database& db, const CalendarState& state);
// Whether any calendar was ever read.
bool any_read(Database& db);

struct Series {
  std::int64_t id = 0;
  std::string source, key, title, description, join, other_join, agenda, dial_in, place, zone;
  sys_seconds ends{};  // the epoch: it goes on
  std::uint64_t digest = 0;
  sys_seconds gone{};  // the epoch: it is there
  std::string told_links;
  sys_seconds told_end{};
  int told_days = 0;
  bool told_hosts = false;
};
std::optional<Series> series_by_id(Database& db, std::int64_t id);
std::optional<Series> series_by_key(Database& db, std::string_view source, std::string_view key);
std::vector<Series> all_series(Database& db);  // that are there, by title
// Also those that are gone, and whose dates were called off with that: by id, from after this one on; at most so many (-1: all).
std::vector<Series> series_after(Database& db, std::int64_t id, int limit);
std::vector<Series> series_of_source(Database& db, std::string_view source);
// With what was read, keeping its id and what was told; a new one has an id afterwards.
std::int64_t keep(
    Database& db, std::string_view source, const ReadSeries& read, std::uint64_t digest
);
void rename_series(Database& db, std::int64_t id, std::string_view key, std::string_view title);
void set_gone(Database& db, std::int64_t id, sys_seconds at);
void set_told_links(Database& db, std::int64_t id, std::string_view links);
void set_told_hosts(Database& db, std::int64_t id, bool few);
void set_told_end(Database& db, std::int64_t id, sys_seconds end, int days);

enum class OccurrenceState : std::uint8_t { scheduled = 0, cancelled = 1 };  // as stored

struct MeetingDate {
  std::int64_t id = 0, series = 0;
  sys_seconds said{}, start{}, end{};
  bool all_day = false, twice = false;
  OccurrenceState state = OccurrenceState::scheduled;
  int sequence = 0;
  sys_seconds was{};        // before it was moved last; the epoch: it was never moved
  bool held = false;        // an organiser changed it here, and the calendar does not agree yet:
  bool relocated = false;   // where it is
  bool decided = false;     // when, or whether it takes place
  sys_seconds changed{};    // when an organiser moved it or called it off; the epoch: none did
  std::string title, join;  // of its own; empty: the series'
};
std::optional<MeetingDate> date_by_id(Database& db, std::int64_t id);
// Of one series that begin after `after`, by start; at most so many.
std::vector<MeetingDate> dates_after(
    Database& db, std::int64_t series, sys_seconds after, int limit = 10'000
);
// The last that began before `before`; that took place.
std::optional<MeetingDate> date_before(Database& db, std::int64_t series, sys_seconds before);
// A time at which somebody may come although the meeting does not begin then.
struct LeftDate {
  MeetingDate date;
  sys_seconds was{};  // its start, where it was called off, or one that it had before it was moved
};
// Of any series: those times in (after, until].
std::vector<LeftDate> dates_left(Database& db, sys_seconds after, sys_seconds until);
std::optional<sys_seconds> next_left(Database& db, sys_seconds after);  // the first such time
// When it was to be before it was moved, however often (bot/migrations/0022_meeting_moves.sql).
std::vector<sys_seconds> former_starts(Database& db, std::int64_t date);
void add_former_start(Database& db, std::int64_t date, sys_seconds start);
// Scheduled, of any series, that have not ended at `now`; by start.
std::vector<MeetingDate> dates_ahead(Database& db, sys_seconds now, int limit);
void add(Database& db, MeetingDate& date);  // gives it its id
// All that is known of a calendar: its series, their dates, and what is staged of it.
void drop_source(Database& db, std::string_view source);
void keep(Database& db, const MeetingDate& date);

// Dates that ended before, with who came, and series that are gone and have none left; at most so many. How many are gone.
std::int64_t prune(Database& db, sys_seconds before, int limit);

}  // namespace usher::meeting
