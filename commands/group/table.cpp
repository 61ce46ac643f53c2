// commands/group/table.cpp: groups and their answers as rows.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/table.hpp"

#include "commands/meeting/drafts.hpp"
#include "commands/meeting/made.hpp"

#include <algorithm>
#include <utility>

namespace usher::group {

namespace {

constexpr std::string_view selected =
    "SELECT id,space,kind,state,room,step,person,doubtful,rhythm,event,date,changed,"
    "published FROM user_groups ";

std::vector<Group> read(Query row, Database& db) {
  std::vector<Group> out;
  while (row.next()) {
    Group one;
    one.id = row.integer(0);
    one.space = row.text(1);
    one.wizard.kind = static_cast<Kind>(row.integer(2));
    one.state = static_cast<State>(row.integer(3));
    one.room = row.text(4);
    one.wizard.at = step_named(row.text(5));
    one.person = row.text(6);
    one.wizard.doubtful = row.integer(7) != 0;
    one.rhythm = meeting::decode_rhythm(row.blob(8));
    one.event = row.time(9);
    one.date = row.integer(10);
    one.changed = row.time(11);
    one.published = row.time(12);
    one.wizard.settled = one.state == State::published;
    const bool settled_step = one.wizard.at == Step::kind || one.wizard.at == Step::exists;
    if (one.wizard.settled && settled_step) one.wizard.at = Step::review;
    out.push_back(std::move(one));
  }
  for (Group& one : out) {
    auto answer = db.query("SELECT step,text FROM user_group_answers WHERE id=?", one.id);
    while (answer.next())
      one.wizard.answers[step_named(answer.text(0))] = std::string(answer.text(1));
    one.series = meeting::series_owned(db, owner_of(one)).value_or(0);
    auto series = db.query("SELECT key FROM meeting_series WHERE id=?", one.series);
    if (series.next()) one.meeting = series.text(0);
  }
  return out;
}

std::optional<Group> first(std::vector<Group> all) {
  return all.empty() ? std::nullopt : std::optional(std::move(all.front()));
}

std::string with(std::string_view condition) {
  return std::string(selected) + std::string(condition);
}

}  // namespace

std::string owner_of(const Group& group) { return "group:" + std::to_string(group.id); }

std::optional<Group> group_by_id(Database& db, std::int64_t id) {
  static const std::string sql = with("WHERE id=?");
  return first(read(db.query(sql, id), db));
}

std::optional<Group> wizard_of(Database& db, std::string_view space, std::string_view person) {
  static const std::string sql = with(
      "WHERE space=? AND person=? AND person<>'' AND (state=0 OR step<>'review') ORDER BY changed "
      "DESC,id DESC LIMIT 1"
  );
  return first(read(db.query(sql, space, person), db));
}

std::vector<Group> all_published(Database& db) {
  static const std::string sql = with("WHERE state=1 ORDER BY id");
  return read(db.query(sql), db);
}

std::vector<Group> groups_of(Database& db, std::string_view space, std::string_view person) {
  static const std::string sql = with(
      "WHERE id IN (SELECT id FROM user_group_people WHERE space=? AND person=? AND state=1) "
      "ORDER BY id"
  );
  return read(db.query(sql, space, person), db);
}

void keep(Database& db, Group& group, sys_seconds now) {
  const std::string_view step = question(group.wizard.at).id;
  const std::string rhythm = group.rhythm ? meeting::encode(*group.rhythm) : std::string();
  group.changed = now;
  if (group.id == 0) {
    db.run(
        "INSERT INTO user_groups(space,kind,state,step,person,changed) VALUES(?,0,0,?,?,?)",
        group.space, step, group.person, now
    );
    group.id = db.last_id();
  }
  db.run(
      "UPDATE user_groups SET kind=?,state=?,room=?,step=?,person=?,doubtful=?,rhythm=?,event=?,"
      "date=?,changed=?,published=? WHERE id=?",
      std::to_underlying(group.wizard.kind), std::to_underlying(group.state), group.room, step,
      group.person, group.wizard.doubtful, Blob{rhythm}, group.event, group.date, now,
      group.published, group.id
  );
  db.run("DELETE FROM user_group_answers WHERE id=?", group.id);
  for (const auto& [which, text] : group.wizard.answers)
    db.run(
        "INSERT INTO user_group_answers(id,step,text) VALUES(?,?,?)", group.id, question(which).id,
        text
    );
}

void remove(Database& db, std::int64_t id) {
  Group gone;
  gone.id = id;
  const std::string owner = owner_of(gone);
  meeting::remove_drafts(db, owner);
  meeting::disown_made(db, owner);
  for (const char* sql :
       {"DELETE FROM user_group_answers WHERE id=?", "DELETE FROM user_group_people WHERE id=?",
        "DELETE FROM user_group_tasks WHERE id=?", "DELETE FROM user_groups WHERE id=?"})
    db.run(sql, id);
}

std::int64_t prune(Database& db, sys_seconds before) {
  std::vector<std::int64_t> old;
  {
    auto row = db.query("SELECT id FROM user_groups WHERE state=0 AND changed<?", before);
    while (row.next()) old.push_back(row.integer(0));
  }
  for (const std::int64_t id : old) remove(db, id);
  db.run("DELETE FROM user_group_people WHERE state=0 AND since<?", before);
  return static_cast<std::int64_t>(old.size());
}

void move_room(Database& db, const Place& room, std::string_view now) {
  db.run("UPDATE user_groups SET room=? WHERE space=? AND room=?", now, room.space, room.room);
}

std::vector<Group> left_alone_by(Database& db, std::string_view space, std::string_view person) {
  std::vector<Group> out = groups_of(db, space, person);
  std::erase_if(out, [&](const Group& one) { return bus_number(db, one.id) > 1; });
  return out;
}

std::vector<Group> forget_person(Database& db, std::string_view space, std::string_view person) {
  std::vector<Group> theirs = left_alone_by(db, space, person);
  db.run("DELETE FROM user_group_people WHERE space=? AND person=?", space, person);
  db.run("DELETE FROM user_group_ideas WHERE space=? AND person=?", space, person);
  db.run("DELETE FROM user_group_invitations WHERE space=? AND person=?", space, person);
  db.run(
      "UPDATE user_group_tasks SET space='',person='' WHERE space=? AND person=?", space, person
  );
  db.run("UPDATE user_groups SET person='' WHERE space=? AND person=?", space, person);
  for (const Group& one : theirs) remove(db, one.id);
  return theirs;
}

}  // namespace usher::group
