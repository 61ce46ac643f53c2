// commands/meeting/changes.cpp: rows of changes, and dates with them.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/changes.hpp"

#include "commands/meeting/made.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace usher::meeting {

namespace {

constexpr std::string_view columns =
    "SELECT id,series,since,rhythm,at,tell_next FROM meeting_changes ";

std::vector<SeriesChange> all_of(Query row) {
  std::vector<SeriesChange> out;
  while (row.next()) {
    auto rhythm = decode_rhythm(row.blob(3));
    if (!rhythm) continue;
    out.push_back(
        {row.integer(0), row.integer(1), row.time(2), std::move(*rhythm), row.time(4), row.time(5)}
    );
  }
  return out;
}

std::vector<sys_seconds> starts_after(const ReadSeries& read, sys_seconds now) {
  std::vector<sys_seconds> out;
  for (const ReadOccurrence& one : read.occurrences)
    if (one.start > now && !one.cancelled) out.push_back(one.start);
  std::ranges::sort(out);
  return out;
}

}  // namespace

std::vector<SeriesChange> changes_of(Database& db, std::int64_t series) {
  return all_of(db.query(std::string(columns) + "WHERE series=? ORDER BY id", series));
}

std::vector<SeriesChange> all_changes(Database& db) {
  return all_of(db.query(std::string(columns) + "ORDER BY id"));
}

void add(Database& db, SeriesChange& change) {
  const std::string rhythm = encode(change.rhythm);
  db.run(
      "INSERT INTO meeting_changes(series,since,rhythm,at,tell_next) VALUES(?,?,?,?,?)",
      change.series, change.since, Blob{rhythm}, change.at, change.tell_next
  );
  change.id = db.last_id();
}

void set_tell_next(Database& db, std::int64_t change, sys_seconds at) {
  db.run("UPDATE meeting_changes SET tell_next=? WHERE id=?", at, change);
}

void remove_change(Database& db, std::int64_t change) {
  db.run("DELETE FROM meeting_changes WHERE id=?", change);
}

bool any_unchanged(Database& db, std::string_view source) {
  return db
      .query(
          "SELECT 1 FROM meeting_series WHERE source=? AND gone=0 AND id NOT IN (SELECT series "
          "FROM "
          "meeting_changes) LIMIT 1",
          source
      )
      .next();
}

void remove_changes(Database& db, std::int64_t series) {
  db.run("DELETE FROM meeting_changes WHERE series=?", series);
  db.run("DELETE FROM meeting_bases WHERE series=?", series);
}

void prune_changes(Database& db, sys_seconds before) {
  db.run(
      "DELETE FROM meeting_changes WHERE EXISTS (SELECT 1 FROM meeting_changes AS later WHERE "
      "later.series=meeting_changes.series AND later.id>meeting_changes.id AND later.since<?)",
      before
  );
}

std::optional<ReadSeries> base_of(Database& db, std::int64_t series) {
  auto row = db.query("SELECT bytes FROM meeting_bases WHERE series=?", series);
  return row.next() ? decode_series(row.blob(0)) : std::nullopt;
}

void set_base(Database& db, std::int64_t series, const ReadSeries& read) {
  const std::string bytes = encode(read);
  db.run("INSERT OR REPLACE INTO meeting_bases(series,bytes) VALUES(?,?)", series, Blob{bytes});
}

ReadSeries base_from_rows(Database& db, const Series& series, sys_seconds now) {
  // What an organiser has moved may stand in the calendar long before or after where it is.
  constexpr std::chrono::days furthest_move{130};
  ReadSeries out;
  out.key = series.key;
  out.title = series.title;
  out.description = series.description;
  out.join = series.join;
  out.other_join = series.other_join;
  out.agenda = series.agenda;
  out.dial_in = series.dial_in;
  out.place = series.place;
  out.zone = series.zone;
  out.ends = series.ends;
  for (const MeetingDate& date : dates_after(db, series.id, now - furthest_move)) {
    if (date.said <= now) continue;
    ReadOccurrence one;
    one.start = date.said;
    one.end = date.said + (date.end - date.start);
    one.all_day = date.all_day;
    one.shown_twice = date.twice;
    one.title = date.title;
    // What an organiser put there is no word of the calendar's.
    if (!date.relocated) one.join = date.join;
    one.cancelled = !date.held && date.state == OccurrenceState::cancelled;
    out.occurrences.push_back(std::move(one));
  }
  std::ranges::sort(out.occurrences, {}, &ReadOccurrence::start);
  const auto [last, end] = std::ranges::unique(out.occurrences, {}, &ReadOccurrence::start);
  out.occurrences.erase(last, end);
  return out;
}

std::vector<sys_seconds> said_after(Database& db, const Series& series, sys_seconds now) {
  if (const auto base = base_of(db, series.id)) return starts_after(*base, now);
  std::vector<sys_seconds> out;
  for (const MeetingDate& one : dates_after(db, series.id, now)) out.push_back(one.said);
  std::ranges::sort(out);
  return out;
}

ReadSeries with_changes(
    const ReadSeries& base, std::span<const SeriesChange> changes, sys_seconds until
) {
  ReadSeries out = base;
  for (const SeriesChange& change : changes) {
    std::erase_if(out.occurrences, [&](const ReadOccurrence& one) {
      return one.start >= change.since;
    });
    auto own = dates_of(change.rhythm, change.since, until, most_read);
    const bool any = !own.empty();
    out.occurrences.insert(
        out.occurrences.end(), std::make_move_iterator(own.begin()),
        std::make_move_iterator(own.end())
    );
    if (any) out.zone = change.rhythm.zone;
    const auto last = last_of(change.rhythm);
    const bool repeats = change.rhythm.step != Rhythm::Step::once;
    const bool ends =
        change.rhythm.step == Rhythm::Step::never || (repeats && last && *last < until);
    out.ends = ends && !out.occurrences.empty() ? out.occurrences.back().start : sys_seconds{};
  }
  return out;
}

bool agrees(const ReadSeries& base, const ReadSeries& changed, sys_seconds now) {
  constexpr std::size_t apart = 8;
  const auto theirs = starts_after(base, now);
  const auto ours = starts_after(changed, now);
  if (theirs.empty() || ours.empty()) return theirs.empty() && ours.empty();
  if (theirs.front() != ours.front() || theirs.back() != ours.back()) return false;
  std::vector<sys_seconds> different;
  std::ranges::set_symmetric_difference(theirs, ours, std::back_inserter(different));
  return different.size() * apart <= ours.size();
}

std::optional<ReadSeries> as_changed(
    Database& db, const Series& series, std::optional<ReadSeries> read, sys_seconds until,
    sys_seconds now
) {
  const auto changes = changes_of(db, series.id);
  if (changes.empty()) return read;
  const bool lost = !read.has_value();
  ReadSeries base = lost ? base_of(db, series.id).value_or(ReadSeries{}) : std::move(*read);
  if (lost) {
    base.key = series.key;
    base.title = series.title;
    base.occurrences.clear();
  }
  ReadSeries whole = with_changes(base, changes, until);
  const bool over = lost && std::ranges::none_of(whole.occurrences, [&](const auto& one) {
                      return one.start > now;
                    });
  if (over || agrees(base, whole, now)) {
    remove_changes(db, series.id);
    return over ? std::nullopt : std::optional(std::move(base));
  }
  set_base(db, series.id, base);
  return whole;
}

std::optional<Rhythm> rhythm_of(Database& db, const Series& series, sys_seconds now) {
  // A series that goes on is seen for more than a year; so many tell its rule.
  constexpr int most_dates = 120;
  const auto begin_after_now = [&](Rhythm rhythm) -> std::optional<Rhythm> {
    const auto next =
        dates_of(rhythm, now + std::chrono::seconds(1), now + std::chrono::days(800), 1);
    if (next.empty()) return rhythm;
    const Zone zone = Zone::named(rhythm.zone).value_or(Zone());
    // Of a number of dates those that were are counted.
    if (rhythm.count > 0) {
      const auto last = last_of(rhythm);
      rhythm.count = 0;
      if (last) rhythm.until = std::chrono::floor<std::chrono::days>(zone.to_local(*last));
    }
    rhythm.start = zone.to_local(next.front().start);
    return rhythm;
  };
  if (const auto changes = changes_of(db, series.id); !changes.empty())
    return begin_after_now(changes.back().rhythm);
  if (series.source == made_source)
    if (const auto made = made_by_key(db, series.key)) return begin_after_now(made->rhythm);
  std::vector<sys_seconds> starts;
  std::chrono::minutes length{60};
  for (const MeetingDate& date : dates_after(db, series.id, now, most_dates)) {
    if (date.all_day) return std::nullopt;
    // What was called off by an organiser is still one of the series' dates.
    if (date.state == OccurrenceState::cancelled && !date.held) continue;
    if (starts.empty())
      length = std::chrono::duration_cast<std::chrono::minutes>(date.end - date.start);
    starts.push_back(date.said);
  }
  std::ranges::sort(starts);
  for (const std::string& zone : {series.zone, std::string("UTC")}) {
    auto out = rhythm_behind(starts, zone, length);
    if (!out) continue;
    if (series.ends != sys_seconds{})
      out->until = std::chrono::floor<std::chrono::days>(
          Zone::named(zone).value_or(Zone()).to_local(series.ends)
      );
    return out;
  }
  return std::nullopt;
}

}  // namespace usher::meeting
