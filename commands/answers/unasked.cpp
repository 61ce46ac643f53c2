// commands/answers/unasked.cpp: rows of answer_unasked.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/unasked.hpp"

#include "commands/answers/gaps.hpp"

#include <string>

namespace usher::answers {

namespace {

constexpr std::string_view columns =
    "SELECT id,space,room,root,event,person,lang,topic,due FROM answer_unasked ";

Unasked read(const Query& row) {
  Unasked out;
  out.id = row.integer(0);
  out.at = {std::string(row.text(1)), std::string(row.text(2)), std::string(row.text(3))};
  int column = 4;
  for (std::string* text : {&out.event, &out.person, &out.lang, &out.topic})
    *text = row.text(column++);
  out.due = row.time(8);
  return out;
}

void insert(Database& db, const Unasked& what, sys_seconds now) {
  db.run(
      "INSERT INTO answer_unasked(space,room,root,event,person,lang,topic,due,at) "
      "VALUES(?,?,?,?,?,?,?,?,?)",
      what.at.space, what.at.room, what.at.thread, what.event, what.person, what.lang, what.topic,
      what.due, now
  );
}

}  // namespace

bool may_answer_unasked(
    Database& db, const Place& at, std::string_view person, std::string_view topic, sys_seconds now
) {
  if (refuses(db, at.space, person, no_unasked)) return false;
  if (unhelpful_unasked(db, topic, now - muted_for) >= unhelpful_to_mute) return false;
  {
    auto row = db.query(
        "SELECT 1 FROM answer_unasked WHERE space=? AND person=? AND due=0 AND at>? LIMIT 1",
        at.space, person, now - between_two_of_a_person
    );
    if (row.next()) return false;
  }
  auto row = db.query(
      "SELECT count(*) FROM answer_unasked WHERE space=? AND room=? AND due=0 AND at>?", at.space,
      at.room, now - std::chrono::hours(1)
  );
  return !row.next() || row.integer(0) < most_an_hour_in_a_room;
}

std::int64_t wait_for_people(Database& db, const Unasked& question, sys_seconds now) {
  db.run(
      "DELETE FROM answer_unasked WHERE space=? AND room=? AND person=? AND due>0",
      question.at.space, question.at.room, question.person
  );
  prune_unasked(db, now);
  insert(db, question, now);
  return db.last_id();
}

void people_spoke(Database& db, const Place& at, std::string_view person) {
  db.run(
      "DELETE FROM answer_unasked WHERE space=? AND room=? AND person<>? AND due>0 AND "
      "(?='' OR root='' OR root=?)",
      at.space, at.room, person, at.thread, at.thread
  );
}

void asked_usher(Database& db, std::string_view space, std::string_view person) {
  db.run("DELETE FROM answer_unasked WHERE space=? AND person=? AND due>0", space, person);
}

std::optional<std::string> edited(Database& db, const Place& at) {
  std::optional<Unasked> before;
  if (!at.thread.empty()) {
    auto row = db.query(
        std::string(columns) + "WHERE space=? AND room=? AND root=?", at.space, at.room, at.thread
    );
    if (row.next()) before = read(row);
  }
  if (!before) return std::string();
  if (before->due == sys_seconds{}) return std::nullopt;
  drop_waiting(db, before->id);
  return before->event;
}

std::optional<Unasked> waiting(Database& db, std::int64_t id) {
  auto row = db.query(std::string(columns) + "WHERE id=? AND due>0", id);
  return row.next() ? std::optional(read(row)) : std::nullopt;
}

void drop_waiting(Database& db, std::int64_t id) {
  db.run("DELETE FROM answer_unasked WHERE id=? AND due>0", id);
}

void given_unasked(Database& db, std::int64_t id, sys_seconds now) {
  db.run("UPDATE answer_unasked SET due=0, at=? WHERE id=?", now, id);
}

void given_alone(Database& db, const Unasked& what, sys_seconds now) {
  Unasked given = what;
  given.due = {};
  insert(db, given, now);
}

std::optional<Unasked> by_event(Database& db, const Place& at, std::string_view event) {
  auto row = db.query(
      std::string(columns) + "WHERE space=? AND room=? AND event=?", at.space, at.room, event
  );
  return row.next() ? std::optional(read(row)) : std::nullopt;
}

std::string unasked_key(std::int64_t id) { return "answers:unasked:" + std::to_string(id); }

void prune_unasked(Database& db, sys_seconds now) {
  db.run("DELETE FROM answer_unasked WHERE at<?", now - std::chrono::days(1));
}

void forget_in_unasked(Database& db, std::string_view space, std::string_view person) {
  db.run("DELETE FROM answer_unasked WHERE space=? AND person=?", space, person);
}

}  // namespace usher::answers
