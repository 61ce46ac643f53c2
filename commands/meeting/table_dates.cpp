// commands/meeting/table_dates.cpp: rows of occurrences.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/table.hpp"

#include <utility>

namespace usher::meeting {

namespace {

std::string dates_where(std::string_view condition) {
  std::string out =
      "SELECT id,series,said,start,ends,all_day,twice,state,sequence,was,title,link,held,changed,"
      "relocated,decided FROM meeting_occurrences WHERE ";
  out += condition;
  return out;
}

MeetingDate date_from(const Query& row) {
  MeetingDate out;
  out.id = row.integer(0);
  out.series = row.integer(1);
  out.said = row.time(2);
  out.start = row.time(3);
  out.end = row.time(4);
  out.all_day = row.integer(5) != 0;
  out.twice = row.integer(6) != 0;
  out.state = static_cast<OccurrenceState>(row.integer(7));
  out.sequence = static_cast<int>(row.integer(8));
  out.was = row.time(9);
  out.title = row.text(10);
  out.join = row.text(11);
  out.held = row.integer(12) != 0;
  out.changed = row.time(13);
  out.relocated = row.integer(14) != 0;
  out.decided = row.integer(15) != 0;
  return out;
}

std::vector<MeetingDate> all_of(Query row) {
  std::vector<MeetingDate> out;
  while (row.next()) out.push_back(date_from(row));
  return out;
}

std::optional<MeetingDate> first_of(Query row) {
  return row.next() ? std::optional(date_from(row)) : std::nullopt;
}

}  // namespace

std::optional<MeetingDate> date_by_id(Database& db, std::int64_t id) {
  return first_of(db.query(dates_where("id=?"), id));
}

std::vector<MeetingDate> dates_after(
    Database& db, std::int64_t series, sys_seconds after, int limit
) {
  return all_of(
      db.query(dates_where("series=? AND start>? ORDER BY start,id LIMIT ?"), series, after, limit)
  );
}

std::optional<MeetingDate> date_before(Database& db, std::int64_t series, sys_seconds before) {
  return first_of(db.query(
      dates_where("series=? AND start<? AND state=0 ORDER BY start DESC LIMIT 1"), series, before
  ));
}

std::vector<LeftDate> dates_left(Database& db, sys_seconds after, sys_seconds until) {
  std::vector<LeftDate> out;
  for (MeetingDate& one :
       all_of(db.query(dates_where("state=1 AND start>? AND start<=?"), after, until))) {
    const sys_seconds was = one.start;
    out.push_back({std::move(one), was});
  }
  std::vector<std::pair<std::int64_t, sys_seconds>> moved;
  {
    auto row = db.query(
        "SELECT occurrence,start FROM meeting_former_starts WHERE start>? AND start<=?", after,
        until
    );
    while (row.next()) moved.emplace_back(row.integer(0), row.time(1));
  }
  for (const auto& [id, was] : moved)
    if (auto date = date_by_id(db, id); date && date->start != was)
      out.push_back({std::move(*date), was});
  return out;
}

void drop_source(Database& db, std::string_view source) {
  db.run("DELETE FROM meeting_staged WHERE source=?", source);
  db.run("DELETE FROM meeting_calendars WHERE source=?", source);
  db.run(
      "DELETE FROM meeting_occurrences WHERE series IN (SELECT id FROM meeting_series WHERE "
      "source=?)",
      source
  );
  db.run("DELETE FROM meeting_series WHERE source=?", source);
  db.run(
      "DELETE FROM meeting_former_starts WHERE occurrence NOT IN (SELECT id FROM "
      "meeting_occurrences)"
  );
}

std::optional<sys_seconds> next_left(Database& db, sys_seconds after) {
  auto row = db.query(
      "SELECT min(at) FROM (SELECT min(start) AS at FROM meeting_occurrences WHERE state=1 AND "
      "start>?1 UNION ALL SELECT min(start) FROM meeting_former_starts WHERE start>?1)",
      after
  );
  if (!row.next() || row.is_null(0)) return std::nullopt;
  return row.time(0);
}

std::vector<sys_seconds> former_starts(Database& db, std::int64_t date) {
  std::vector<sys_seconds> out;
  auto row =
      db.query("SELECT start FROM meeting_former_starts WHERE occurrence=? ORDER BY start", date);
  while (row.next()) out.push_back(row.time(0));
  return out;
}

void add_former_start(Database& db, std::int64_t date, sys_seconds start) {
  db.run("INSERT OR IGNORE INTO meeting_former_starts(occurrence,start) VALUES(?,?)", date, start);
}

std::vector<MeetingDate> dates_ahead(Database& db, sys_seconds now, int limit) {
  // No meeting is longer than a week: what began before has ended.
  return all_of(db.query(
      dates_where("start>? AND ends>? AND state=0 ORDER BY start,id LIMIT ?"),
      now - std::chrono::days(7), now, limit
  ));
}

void add(Database& db, MeetingDate& date) {
  db.run(
      "INSERT INTO meeting_occurrences(series,said,start,ends,all_day,twice,state,sequence,was,"
      "title,link,held,changed,relocated,decided) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
      date.series, date.said, date.start, date.end, date.all_day, date.twice,
      std::to_underlying(date.state), date.sequence, date.was, date.title, date.join, date.held,
      date.changed, date.relocated, date.decided
  );
  date.id = db.last_id();
}

void keep(Database& db, const MeetingDate& date) {
  db.run(
      "UPDATE meeting_occurrences SET said=?,start=?,ends=?,all_day=?,twice=?,state=?,sequence=?,"
      "was=?,title=?,link=?,held=?,changed=?,relocated=?,decided=? WHERE id=?",
      date.said, date.start, date.end, date.all_day, date.twice, std::to_underlying(date.state),
      date.sequence, date.was, date.title, date.join, date.held, date.changed, date.relocated,
      date.decided, date.id
  );
}

std::int64_t prune(Database& db, sys_seconds before, int limit) {
  db.run(
      "DELETE FROM meeting_going WHERE occurrence IN (SELECT id FROM meeting_occurrences WHERE "
      "start<? ORDER BY start LIMIT ?)",
      before, limit
  );
  db.run(
      "DELETE FROM meeting_former_starts WHERE occurrence IN (SELECT id FROM meeting_occurrences "
      "WHERE start<? ORDER BY start LIMIT ?)",
      before, limit
  );
  const std::int64_t gone = db.run(
      "DELETE FROM meeting_occurrences WHERE id IN (SELECT id FROM meeting_occurrences WHERE "
      "start<? ORDER BY start LIMIT ?)",
      before, limit
  );
  db.run(
      "DELETE FROM meeting_series WHERE gone>0 AND gone<? AND id NOT IN (SELECT series FROM "
      "meeting_occurrences)",
      before
  );
  return gone;
}

}  // namespace usher::meeting
