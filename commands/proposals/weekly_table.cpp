// commands/proposals/weekly_table.cpp: rows of weekly summaries.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/weekly_table.hpp"

namespace usher::proposals {

namespace {

Weekly weekly_from(const Query& row) {
  Weekly out;
  out.id = row.integer(0);
  out.space = row.text(1);
  out.room = row.text(2);
  out.time.weekday = static_cast<unsigned>(row.integer(3));
  out.time.minute = std::chrono::minutes(row.integer(4));
  out.time.zone = row.text(5);
  out.always = row.integer(6) != 0;
  out.due = row.time(7);
  out.told = row.integer(8);
  return out;
}

}  // namespace

std::optional<Weekly> weekly_of(Database& db, std::string_view series, const Place& room) {
  auto row = db.query(
      "SELECT id,space,room,weekday,minute,zone,always,due,told FROM proposal_weekly WHERE "
      "series=? AND space=? AND room=?",
      series, room.space, room.room
  );
  return row.next() ? std::optional(weekly_from(row)) : std::nullopt;
}

std::optional<Weekly> weekly_by_id(Database& db, std::string_view series, std::int64_t id) {
  auto row = db.query(
      "SELECT id,space,room,weekday,minute,zone,always,due,told FROM proposal_weekly WHERE "
      "series=? AND id=?",
      series, id
  );
  return row.next() ? std::optional(weekly_from(row)) : std::nullopt;
}

std::vector<Weekly> all_weeklies(Database& db, std::string_view series) {
  std::vector<Weekly> out;
  auto row = db.query(
      "SELECT id,space,room,weekday,minute,zone,always,due,told FROM proposal_weekly WHERE "
      "series=? ORDER BY id",
      series
  );
  while (row.next()) out.push_back(weekly_from(row));
  return out;
}

Weekly keep_weekly(Database& db, std::string_view series, const Weekly& weekly) {
  db.run(
      "INSERT INTO proposal_weekly(series,space,room,weekday,minute,zone,always,due,told) "
      "VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT(series,space,room) DO UPDATE SET "
      "weekday=excluded.weekday,minute=excluded.minute,zone=excluded.zone,always=excluded.always,"
      "due=excluded.due,told=excluded.told",
      series, weekly.space, weekly.room, weekly.time.weekday, weekly.time.minute.count(),
      weekly.time.zone, weekly.always, weekly.due, weekly.told
  );
  Weekly kept = weekly;
  auto row = db.query(
      "SELECT id FROM proposal_weekly WHERE series=? AND space=? AND room=?", series, weekly.space,
      weekly.room
  );
  if (row.next()) kept.id = row.integer(0);
  return kept;
}

std::int64_t news_before(Database& db, std::string_view series, sys_seconds at) {
  auto row =
      db.query("SELECT coalesce(max(id),0) FROM proposal_news WHERE series=? AND at<?", series, at);
  return row.next() ? row.integer(0) : 0;
}

void remove_weekly(Database& db, std::string_view series, std::int64_t id) {
  db.run("DELETE FROM proposal_weekly WHERE series=? AND id=?", series, id);
}

}  // namespace usher::proposals
