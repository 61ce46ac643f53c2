// adapters/matrix/rows_doings.cpp: rows of what is to be done about rooms, and of what was told.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/rows.hpp"

namespace usher::matrix::rows {

void add_doing(Database& db, const Doing& doing, sys_seconds now) {
  db.run(
      "INSERT OR IGNORE INTO matrix_doings(what,room,person,why,via,due,at) VALUES(?,?,?,?,?,?,?)",
      static_cast<int>(doing.what), doing.room, doing.person, doing.why, doing.via, now, now
  );
}

std::vector<Due> doings(Database& db) {
  auto row = db.query("SELECT what,room,person,why,via,tries,due FROM matrix_doings ORDER BY id");
  std::vector<Due> out;
  while (row.next()) {
    Due& due = out.emplace_back();
    due.doing.what = static_cast<Doing::What>(row.integer(0));
    due.doing.room = row.text(1);
    due.doing.person = row.text(2);
    due.doing.why = row.text(3);
    due.doing.via = row.text(4);
    due.tries = static_cast<int>(row.integer(5));
    due.at = row.time(6);
  }
  return out;
}

void put_off(Database& db, const Doing& doing, int tries, sys_seconds until) {
  db.run(
      "UPDATE matrix_doings SET tries=?,due=? WHERE what=? AND room=? AND person=? AND why=?",
      tries, until, static_cast<int>(doing.what), doing.room, doing.person, doing.why
  );
}

void done(Database& db, const Doing& doing) {
  db.run(
      "DELETE FROM matrix_doings WHERE what=? AND room=? AND person=? AND why=?",
      static_cast<int>(doing.what), doing.room, doing.person, doing.why
  );
}

bool tell_once(Database& db, std::string_view about, sys_seconds now) {
  return db.run("INSERT OR IGNORE INTO matrix_told(about,at) VALUES(?,?)", about, now) > 0;
}

bool was_told(Database& db, std::string_view about) {
  return db.query("SELECT 1 FROM matrix_told WHERE about=?", about).next();
}

void untell(Database& db, std::string_view about) {
  db.run("DELETE FROM matrix_told WHERE about=?", about);
}

}  // namespace usher::matrix::rows
