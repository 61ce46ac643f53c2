// commands/meeting/changes.hpp: what organisers changed about a whole series, laid over what its calendar says (docs/adr/0011).
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/meeting/reading.hpp"
#include "commands/meeting/rhythm.hpp"
#include "commands/meeting/table.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace usher::meeting {

struct SeriesChange {
  std::int64_t id = 0, series = 0;
  sys_seconds since{};  // dates from then on are its own
  Rhythm rhythm;
  sys_seconds at{};         // when it was confirmed
  sys_seconds tell_next{};  // that the calendar differs; the epoch: it is in none
};
// The later counts: by id.
std::vector<SeriesChange> changes_of(Database& db, std::int64_t series);
std::vector<SeriesChange> all_changes(Database& db);
void add(Database& db, SeriesChange& change);  // gives it its id
void set_tell_next(Database& db, std::int64_t change, sys_seconds at);
void remove_change(Database& db, std::int64_t change);
// Whether this calendar has a series that is there and was not changed.
bool any_unchanged(Database& db, std::string_view source);
void remove_changes(Database& db, std::int64_t series);  // with what the calendar said

// Those that another has taken the place of since before then.
void prune_changes(Database& db, sys_seconds before);

// What the calendar said of it last; of one that was never changed, nothing.
std::optional<ReadSeries> base_of(Database& db, std::int64_t series);
void set_base(Database& db, std::int64_t series, const ReadSeries& read);
// From the rows of a series that was not changed yet: what a reading of its calendar would say of dates after `now`.
ReadSeries base_from_rows(Database& db, const Series& series, sys_seconds now);

// When its calendar says that it is, after `now`, in order: of one that was changed here, not what holds.
std::vector<sys_seconds> said_after(Database& db, const Series& series, sys_seconds now);

// What holds: `base` until the first change begins, then what they give. until: of the window that `base` was read for.
ReadSeries with_changes(
    const ReadSeries& base, std::span<const SeriesChange> changes, sys_seconds until
);
// Whether the calendar has taken over what was changed: after `now`, the same dates, from the first to the last, but for one
// in eight that it calls off or adds by itself.
bool agrees(const ReadSeries& base, const ReadSeries& changed, sys_seconds now);

// A reading of its calendar (nothing: it has lost the series) with what was changed of it here, until it says the same; then
// nothing is changed any more. until: of the window that was read. Nothing for a series that is over.
std::optional<ReadSeries> as_changed(
    Database& db, const Series& series, std::optional<ReadSeries> read, sys_seconds until,
    sys_seconds now
);

// The rhythm that a series has: of its latest change, as it was made, or behind its dates. With its first date to come.
std::optional<Rhythm> rhythm_of(Database& db, const Series& series, sys_seconds now);

}  // namespace usher::meeting
