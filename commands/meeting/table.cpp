// commands/meeting/table.cpp: rows of calendars and series.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/table.hpp"

namespace usher::meeting {

namespace {

// As SQLite stores it: of 64 bits with a sign.
std::int64_t stored(std::uint64_t digest) { return static_cast<std::int64_t>(digest); }

// "SELECT " columns
constexpr std::string_view all_columns =
    "SELECT id,source,key,title,description,link,other_link,agenda,dial_in,place,zone,ends,digest,"
    "gone,told_links,told_end,told_days,told_hosts FROM meeting_series ";

Series series_from(const Query& row) {
  Series out;
  out.id = row.integer(0);
  int column = 1;
  for (std::string* text :
       {&out.source, &out.key, &out.title, &out.description, &out.join, &out.other_join,
        &out.agenda, &out.dial_in, &out.place, &out.zone})
    *text = row.text(column++);
  out.ends = row.time(11);
  out.digest = static_cast<std::uint64_t>(row.integer(12));
  out.gone = row.time(13);
  out.told_links = row.text(14);
  out.told_end = row.time(15);
  out.told_days = static_cast<int>(row.integer(16));
  out.told_hosts = row.integer(17) != 0;
  return out;
}

template <class... Args>
std::vector<Series> series_where(Database& db, std::string_view where, const Args&... args) {
  std::vector<Series> out;
  auto row = db.query(std::string(all_columns) + std::string(where), args...);
  while (row.next()) out.push_back(series_from(row));
  return out;
}

template <class... Args>
std::optional<Series> one_where(Database& db, std::string_view where, const Args&... args) {
  auto all = series_where(db, where, args...);
  return all.empty() ? std::nullopt : std::optional(std::move(all.front()));
}

}  // namespace

std::optional<CalendarState> calendar_state(Database& db, std::string_view source) {
  auto row = db.query(
      "SELECT "
      "etag,read,known_until,expanded,poll,started,failures,pending_etag,pending_until,problems "
      "FROM meeting_calendars WHERE source=?",
      source
  );
  if (!row.next()) return std::nullopt;
  CalendarState out;
  out.source = source;
  out.etag = row.text(0);
  out.read = row.time(1);
  out.known_until = row.time(2);
  out.expanded = row.time(3);
  out.poll = static_cast<int>(row.integer(4));
  out.started = row.time(5);
  out.failures = static_cast<int>(row.integer(6));
  out.pending_etag = row.text(7);
  out.pending_until = row.time(8);
  out.problems = row.text(9);
  return out;
}

void keep(Database& db, const CalendarState& state) {
  db.run(
      "INSERT OR REPLACE INTO "
      "meeting_calendars(source,etag,read,known_until,expanded,poll,started,failures,pending_etag,"
      "pending_until,problems) VALUES(?,?,?,?,?,?,?,?,?,?,?)",
      state.source, state.etag, state.read, state.known_until, state.expanded, state.poll,
      state.started, state.failures, state.pending_etag, state.pending_until, state.problems
  );
}

bool any_read(Database& db) {
  return db.query("SELECT 1 FROM meeting_calendars WHERE read>0 LIMIT 1").next();
}

std::optional<Series> series_by_id(Database& db, std::int64_t id) {
  return one_where(db, "WHERE id=?", id);
}

std::optional<Series> series_by_key(Database& db, std::string_view source, std::string_view key) {
  return one_where(db, "WHERE source=? AND key=?", source, key);
}

std::vector<Series> all_series(Database& db) {
  return series_where(db, "WHERE gone=0 ORDER BY title,id");
}

std::vector<Series> series_after(Database& db, std::int64_t id, int limit) {
  return series_where(db, "WHERE id>? ORDER BY id LIMIT ?", id, limit);
}

std::vector<Series> series_of_source(Database& db, std::string_view source) {
  return series_where(db, "WHERE source=? AND gone=0 ORDER BY id", source);
}

std::int64_t keep(
    Database& db, std::string_view source, const ReadSeries& read, std::uint64_t digest
) {
  db.run(
      "INSERT INTO meeting_series(source,key,title,description,link,other_link,agenda,dial_in,"
      "place,zone,ends,digest) VALUES(?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(source,key) DO UPDATE "
      "SET title=excluded.title,description=excluded.description,link=excluded.link,"
      "other_link=excluded.other_link,agenda=excluded.agenda,dial_in=excluded.dial_in,"
      "place=excluded.place,zone=excluded.zone,ends=excluded.ends,digest=excluded.digest,gone=0",
      source, read.key, read.title, read.description, read.join, read.other_join, read.agenda,
      read.dial_in, read.place, read.zone, read.ends, stored(digest)
  );
  auto row = db.query("SELECT id FROM meeting_series WHERE source=? AND key=?", source, read.key);
  return row.next() ? row.integer(0) : 0;
}

void rename_series(Database& db, std::int64_t id, std::string_view key, std::string_view title) {
  // One that was there once under this title is another.
  db.run(
      "UPDATE meeting_series SET key=key||'~'||id WHERE key=? AND id<>? AND source=(SELECT source "
      "FROM meeting_series WHERE id=?)",
      key, id, id
  );
  db.run("UPDATE meeting_series SET key=?,title=? WHERE id=?", key, title, id);
}

void set_gone(Database& db, std::int64_t id, sys_seconds at) {
  db.run("UPDATE meeting_series SET gone=?,digest=0 WHERE id=?", at, id);
}

void set_told_links(Database& db, std::int64_t id, std::string_view links) {
  db.run("UPDATE meeting_series SET told_links=? WHERE id=?", links, id);
}

void set_told_hosts(Database& db, std::int64_t id, bool few) {
  db.run("UPDATE meeting_series SET told_hosts=? WHERE id=?", few, id);
}

void set_told_end(Database& db, std::int64_t id, sys_seconds end, int days) {
  db.run("UPDATE meeting_series SET told_end=?,told_days=? WHERE id=?", end, days, id);
}

}  // namespace usher::meeting
