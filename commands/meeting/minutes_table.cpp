// commands/meeting/minutes_table.cpp: takings and their lines.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/minutes_table.hpp"

#include <utility>

namespace usher::meeting {

namespace {

Taking taking_from(const Query& row) {
  Taking out;
  out.id = row.integer(0);
  out.series = row.integer(1);
  out.date = row.integer(2);
  out.title = row.text(3);
  out.at = {std::string(row.text(4)), std::string(row.text(5)), ""};
  out.person = row.text(6);
  out.started = row.time(7);
  out.last = row.time(8);
  out.planned_end = row.time(9);
  out.nudged = row.integer(10) != 0;
  return out;
}

}  // namespace

std::optional<Taking> taking_in(Database& db, const Place& room) {
  auto row = db.query(
      "SELECT id,series,occurrence,title,space,room,person,started,last,planned_end,nudged FROM "
      "meeting_minutes WHERE space=? AND room=? AND ended=0",
      room.space, room.room
  );
  return row.next() ? std::optional(taking_from(row)) : std::nullopt;
}

std::vector<Taking> takings(Database& db) {
  std::vector<Taking> out;
  auto row = db.query(
      "SELECT id,series,occurrence,title,space,room,person,started,last,planned_end,nudged FROM "
      "meeting_minutes WHERE ended=0 ORDER BY id"
  );
  while (row.next()) out.push_back(taking_from(row));
  return out;
}

Taking begin_taking(Database& db, Taking taking) {
  db.run(
      "INSERT INTO meeting_minutes(series,occurrence,title,space,room,person,started,last,"
      "planned_end) VALUES(?,?,?,?,?,?,?,?,?)",
      taking.series, taking.date, taking.title, taking.at.space, taking.at.room, taking.person,
      taking.started, taking.last, taking.planned_end
  );
  taking.id = db.last_id();
  return taking;
}

Taking add_ended(Database& db, Taking taking, sys_seconds now) {
  db.run(
      "INSERT INTO meeting_minutes(series,occurrence,title,space,room,person,started,last,"
      "planned_end,ended) VALUES(?,?,?,?,?,?,?,?,?,?)",
      taking.series, taking.date, taking.title, taking.at.space, taking.at.room, taking.person, now,
      now, now, now
  );
  taking.id = db.last_id();
  return taking;
}

void set_nudged(Database& db, std::int64_t id) {
  db.run("UPDATE meeting_minutes SET nudged=1 WHERE id=?", id);
}

void end_taking(Database& db, std::int64_t id, sys_seconds now) {
  db.run("UPDATE meeting_minutes SET ended=? WHERE id=?", now, id);
}

void add_lines(
    Database& db, std::int64_t taking, const std::vector<NoteLine>& lines, std::string_view person,
    sys_seconds now
) {
  for (const NoteLine& one : lines)
    db.run(
        "INSERT INTO meeting_minute_lines(minutes,kind,who,person,text,at) VALUES(?,?,?,?,?,?)",
        taking, std::to_underlying(one.kind), one.who, person, one.text, now
    );
  db.run("UPDATE meeting_minutes SET last=?,nudged=0 WHERE id=?", now, taking);
}

std::vector<NoteLine> lines_of(Database& db, std::int64_t taking) {
  std::vector<NoteLine> out;
  auto row = db.query(
      "SELECT kind,who,text FROM meeting_minute_lines WHERE minutes=? ORDER BY id", taking
  );
  while (row.next())
    out.push_back(
        {static_cast<NoteLine::Kind>(row.integer(0)), std::string(row.text(1)),
         std::string(row.text(2))}
    );
  return out;
}

std::optional<NoteLine> undo_line(Database& db, std::int64_t taking, std::string_view person) {
  NoteLine out;
  std::int64_t id = 0;
  {
    auto row = db.query(
        "SELECT id,kind,who,text FROM meeting_minute_lines WHERE minutes=? AND person=? ORDER BY "
        "id DESC LIMIT 1",
        taking, person
    );
    if (!row.next()) return std::nullopt;
    id = row.integer(0);
    out = {
        static_cast<NoteLine::Kind>(row.integer(1)), std::string(row.text(2)),
        std::string(row.text(3))
    };
  }
  db.run("DELETE FROM meeting_minute_lines WHERE id=?", id);
  return out;
}

void prune_minutes(Database& db, sys_seconds before, int limit) {
  db.run(
      "DELETE FROM meeting_pages WHERE minutes IN (SELECT id FROM meeting_minutes WHERE ended>0 "
      "AND "
      "ended<? ORDER BY id LIMIT ?)",
      before, limit
  );
  db.run(
      "DELETE FROM meeting_minute_lines WHERE minutes IN (SELECT id FROM meeting_minutes WHERE "
      "ended>0 AND ended<? ORDER BY id LIMIT ?)",
      before, limit
  );
  db.run(
      "DELETE FROM meeting_minutes WHERE id IN (SELECT id FROM meeting_minutes WHERE ended>0 AND "
      "ended<? ORDER BY id LIMIT ?)",
      before, limit
  );
}

// The minutes are the meeting's; what tells whose words they were goes.
void forget_in_minutes(Database& db, std::string_view space, std::string_view person) {
  db.run(
      "UPDATE meeting_minute_lines SET person='' WHERE person=? AND minutes IN (SELECT id FROM "
      "meeting_minutes WHERE space=?)",
      person, space
  );
  db.run("UPDATE meeting_minutes SET person='' WHERE space=? AND person=?", space, person);
  db.run("UPDATE meeting_minutes SET by_person='' WHERE space=? AND by_person=?", space, person);
}

}  // namespace usher::meeting
