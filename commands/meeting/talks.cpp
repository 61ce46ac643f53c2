// commands/meeting/talks.cpp: rows of talks.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/talks.hpp"

#include <utility>

namespace usher::meeting {

namespace {

constexpr std::string_view columns =
    "SELECT id,key,title,name,space,person,state,occurrence,instead_of,declined,asked,next_ask,"
    "reason FROM meeting_talks ";

Talk talk_from(const Query& row) {
  Talk out;
  out.id = row.integer(0);
  out.key = row.text(1);
  out.title = row.text(2);
  out.name = row.text(3);
  out.who = {std::string(row.text(4)), "", std::string(row.text(5))};
  out.state = static_cast<TalkState>(row.integer(6));
  out.date = row.integer(7);
  out.instead_of = row.integer(8);
  out.declined = row.integer(9);
  out.asked = row.time(10);
  out.next_ask = row.time(11);
  out.reason = row.text(12);
  return out;
}

std::vector<Talk> all(Query row) {
  std::vector<Talk> out;
  while (row.next()) out.push_back(talk_from(row));
  return out;
}

}  // namespace

std::optional<Talk> talk_by_id(Database& db, std::int64_t id) {
  auto row = db.query(std::string(columns) + "WHERE id=?", id);
  return row.next() ? std::optional(talk_from(row)) : std::nullopt;
}

std::vector<Talk> talks_of(Database& db, std::string_view key, sys_seconds now) {
  return all(db.query(
      std::string(columns) +
          "WHERE key=? AND state<3 AND (occurrence=0 OR state<2 OR occurrence IN (SELECT id FROM "
          "meeting_occurrences WHERE ends>?)) ORDER BY id LIMIT 100",
      key, now
  ));
}

std::vector<Talk> planned_for(Database& db, std::int64_t date) {
  return all(db.query(std::string(columns) + "WHERE occurrence=? AND state=2 ORDER BY id", date));
}

std::int64_t add(Database& db, const Talk& talk) {
  db.run(
      "INSERT INTO meeting_talks(key,title,name,space,person,state,occurrence) "
      "VALUES(?,?,?,?,?,?,?)",
      talk.key, talk.title, talk.name, talk.who.space, talk.who.person,
      std::to_underlying(talk.state), talk.date
  );
  return db.last_id();
}

void keep(Database& db, const Talk& talk) {
  db.run(
      "UPDATE meeting_talks SET state=?,occurrence=?,instead_of=?,declined=?,asked=?,next_ask=?,"
      "reason=? WHERE id=?",
      std::to_underlying(talk.state), talk.date, talk.instead_of, talk.declined, talk.asked,
      talk.next_ask, talk.reason, talk.id
  );
}

void remove(Database& db, const Talk& talk) {
  db.run("DELETE FROM meeting_talks WHERE id=?", talk.id);
}

void prune_talks(Database& db) {
  db.run(
      "DELETE FROM meeting_talks WHERE occurrence>0 AND state>=2 AND occurrence NOT IN (SELECT id "
      "FROM meeting_occurrences)"
  );
}

// What stands by goes; who was to speak at a date stays on its programme by name, which everybody was told.
void forget_in_talks(Database& db, std::string_view space, std::string_view person) {
  db.run("DELETE FROM meeting_talks WHERE space=? AND person=? AND state<>2", space, person);
  db.run("UPDATE meeting_talks SET person='' WHERE space=? AND person=?", space, person);
}

std::string title_words(const Talk& talk) { return "“" + talk.title + "”"; }

std::string talk_words(const Talk& talk) {
  return talk.name.empty() ? title_words(talk) : title_words(talk) + " (" + talk.name + ")";
}

}  // namespace usher::meeting
