// commands/welcome/table.cpp: rows of people, and counts without any.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/welcome/table.hpp"

#include "commands/welcome/rushes.hpp"

#include <fmt/format.h>

#include <utility>

namespace usher::welcome {

namespace {

int number(State state) { return static_cast<int>(state); }

Row row_of(const Query& query) {
  return {
      .id = query.integer(0),
      .space = std::string(query.text(1)),
      .person = std::string(query.text(2)),
      .room = std::string(query.text(3)),
      .state = static_cast<State>(query.integer(4)),
      .joined = query.time(5),
      .due = query.time(6),
      .stopped = query.integer(7) != 0,
      .again = query.integer(8),
      .lang = std::string(query.text(9)),
      .interests = std::string(query.text(10))
  };
}

std::vector<Row> rows_of(Query query) {
  std::vector<Row> out;
  while (query.next()) out.push_back(row_of(query));
  return out;
}

std::optional<sys_seconds> time_of(Query query) {
  if (!query.next() || query.is_null(0)) return std::nullopt;
  return query.time(0);
}

std::string month_of(sys_seconds at) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(at));
  return fmt::format(
      "{:04}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month())
  );
}

}  // namespace

std::optional<Row> find(Database& db, std::string_view space, std::string_view person) {
  auto query = db.query(
      "SELECT id,space,person,room,state,joined,due,stopped,again,lang,interests FROM welcomes "
      "WHERE space=? AND person=?",
      space, person
  );
  return query.next() ? std::optional(row_of(query)) : std::nullopt;
}

bool came(
    Database& db, const Place& at, std::string_view person, std::string_view lang, sys_seconds now,
    sys_seconds due
) {
  const auto known = find(db, at.space, person);
  if (!known) {
    db.run(
        "INSERT INTO welcomes(space,person,room,state,joined,seen,due,lang) "
        "VALUES(?,?,?,?,?,?,?,?)",
        at.space, person, at.room, number(State::waits), now, now, due, lang
    );
    return true;
  }
  // Who went before the message came has had none. Two rooms at once are one arrival.
  if (known->state == State::left && !known->stopped) {
    db.run(
        "UPDATE welcomes SET room=?,state=?,seen=?,due=?,lang=? WHERE id=?", at.room,
        number(State::waits), now, due, lang, known->id
    );
    return true;
  }
  db.run("UPDATE welcomes SET seen=? WHERE id=?", now, known->id);
  return false;
}

void went(Database& db, const Place& at, std::string_view person) {
  db.run(
      "UPDATE welcomes SET state=? WHERE space=? AND person=? AND state=? AND (room=? OR ?='')",
      number(State::left), at.space, person, number(State::waits), at.room, at.room
  );
}

Row touch(Database& db, std::string_view space, std::string_view person, sys_seconds now) {
  db.run(
      "INSERT INTO welcomes(space,person,state,seen) VALUES(?,?,?,?) ON CONFLICT(space,person) DO "
      "UPDATE SET seen=excluded.seen, state=CASE WHEN state=? THEN excluded.state ELSE state END",
      space, person, number(State::answered), now, number(State::waits)
  );
  return find(db, space, person).value_or(Row());
}

void set_state(Database& db, std::int64_t id, State state, sys_seconds now) {
  db.run(
      "UPDATE welcomes SET state=?,sent=CASE WHEN ? THEN ? ELSE sent END WHERE id=?", number(state),
      state == State::sent, now, id
  );
}

void stop(Database& db, std::int64_t id) {
  db.run("UPDATE welcomes SET stopped=1,again=0 WHERE id=?", id);
}

void ask_again(Database& db, std::int64_t id, sys_seconds at, std::string_view lang) {
  db.run("UPDATE welcomes SET again=?,lang=? WHERE id=?", at, lang, id);
}

void asked_again(Database& db, std::int64_t id) {
  db.run("UPDATE welcomes SET again=-1 WHERE id=?", id);
}

void set_interests(Database& db, std::int64_t id, std::string_view interests) {
  db.run("UPDATE welcomes SET interests=? WHERE id=?", interests, id);
}

std::vector<Row> due(Database& db, sys_seconds now, std::int64_t most) {
  return rows_of(db.query(
      "SELECT id,space,person,room,state,joined,due,stopped,again,lang,interests FROM welcomes "
      "WHERE state=0 AND due<=? AND space NOT IN (SELECT space FROM welcome_rushes WHERE "
      "verdict=?) ORDER BY due,id LIMIT ?",
      now, static_cast<int>(Verdict::none), most
  ));
}

std::optional<sys_seconds> next_due(Database& db) {
  return time_of(db.query(
      "SELECT min(due) FROM welcomes WHERE state=0 AND space NOT IN (SELECT space FROM "
      "welcome_rushes WHERE verdict=?)",
      static_cast<int>(Verdict::none)
  ));
}

std::vector<Row> to_ask_again(Database& db, sys_seconds now, std::int64_t most) {
  return rows_of(db.query(
      "SELECT id,space,person,room,state,joined,due,stopped,again,lang,interests FROM welcomes "
      "WHERE again>0 AND again<=? ORDER BY again,id LIMIT ?",
      now, most
  ));
}

std::optional<sys_seconds> next_to_ask_again(Database& db) {
  return time_of(db.query("SELECT min(again) FROM welcomes WHERE again>0"));
}

std::vector<sys_seconds> sent_after(Database& db, sys_seconds after, std::int64_t most) {
  std::vector<sys_seconds> out;
  auto query =
      db.query("SELECT sent FROM welcomes WHERE sent>? ORDER BY sent LIMIT ?", after, most);
  while (query.next()) out.push_back(query.time(0));
  return out;
}

std::int64_t came_after(Database& db, std::string_view space, sys_seconds after) {
  auto query = db.query("SELECT count(*) FROM welcomes WHERE space=? AND joined>?", space, after);
  return query.next() ? query.integer(0) : 0;
}

std::int64_t pass_over(Database& db, std::string_view space) {
  return db.run(
      "UPDATE welcomes SET state=? WHERE state=0 AND space=?", number(State::passed), space
  );
}

std::int64_t pass_over_late(Database& db, sys_seconds before) {
  return db.run(
      "UPDATE welcomes SET state=? WHERE state=0 AND due<?", number(State::passed), before
  );
}

std::int64_t pass_over_unjudged(Database& db, sys_seconds before) {
  return db.run(
      "UPDATE welcomes SET state=? WHERE state=0 AND space IN "
      "(SELECT space FROM welcome_rushes WHERE verdict=0 AND (latest<? OR began<?))",
      number(State::passed), before, before
  );
}

std::int64_t waiting_in(Database& db, std::string_view space) {
  auto query = db.query("SELECT count(*) FROM welcomes WHERE state=0 AND space=?", space);
  return query.next() ? query.integer(0) : 0;
}

void forget(Database& db, std::string_view space, std::string_view person) {
  db.run("DELETE FROM welcomes WHERE space=? AND person=?", space, person);
}

std::int64_t prune(Database& db, sys_seconds before, std::int64_t most) {
  return db.run(
      "DELETE FROM welcomes WHERE id IN (SELECT id FROM welcomes WHERE seen<? AND stopped=0 AND "
      "again<=0 LIMIT ?)",
      before, most
  );
}

void count(Database& db, std::string_view what, sys_seconds now, std::int64_t n) {
  if (n == 0) return;
  db.run(
      "INSERT INTO welcome_counts(month,what,n) VALUES(?,?,?) ON CONFLICT(month,what) DO UPDATE "
      "SET n=n+excluded.n",
      month_of(now), what, n
  );
}

std::vector<std::pair<std::string, std::map<std::string, std::int64_t, std::less<>>>> counts(
    Database& db, std::size_t months
) {
  std::vector<std::pair<std::string, std::map<std::string, std::int64_t, std::less<>>>> out;
  auto query = db.query(
      "SELECT month,what,n FROM welcome_counts WHERE month IN (SELECT DISTINCT month FROM "
      "welcome_counts ORDER BY month DESC LIMIT ?) ORDER BY month DESC",
      static_cast<std::int64_t>(months)
  );
  while (query.next()) {
    if (out.empty() || out.back().first != query.text(0))
      out.emplace_back(query.text(0), std::map<std::string, std::int64_t, std::less<>>());
    out.back().second.emplace(query.text(1), query.integer(2));
  }
  return out;
}

}  // namespace usher::welcome
