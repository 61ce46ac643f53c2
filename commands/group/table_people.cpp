// commands/group/table_people.cpp: who organises a group, what is to be done and by whom, which ideas somebody was shown.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/group/table.hpp"

#include <algorithm>
#include <utility>

namespace usher::group {

std::vector<Organiser> organisers(Database& db, std::int64_t id) {
  std::vector<Organiser> out;
  auto row = db.query(
      "SELECT space,person,name,state FROM user_group_people WHERE id=? ORDER BY "
      "since,space,person",
      id
  );
  while (row.next())
    out.push_back(
        {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
         static_cast<Stand>(row.integer(3))}
    );
  return out;
}

std::size_t bus_number(Database& db, std::int64_t id) {
  auto row = db.query("SELECT count(*) FROM user_group_people WHERE id=? AND state=1", id);
  return row.next() ? static_cast<std::size_t>(row.integer(0)) : 0;
}

std::optional<Stand> stand_of(
    Database& db, std::int64_t id, std::string_view space, std::string_view person
) {
  auto row = db.query(
      "SELECT state FROM user_group_people WHERE id=? AND space=? AND person=?", id, space, person
  );
  return row.next() ? std::optional(static_cast<Stand>(row.integer(0))) : std::nullopt;
}

void set_stand(Database& db, std::int64_t id, const Organiser& who, sys_seconds now) {
  db.run(
      "INSERT INTO user_group_people(id,space,person,name,state,since) VALUES(?,?,?,?,?,?) ON "
      "CONFLICT(id,space,person) DO UPDATE SET name=excluded.name,state=excluded.state",
      id, who.space, who.person, who.name, std::to_underlying(who.stand), now
  );
}

void remove_organiser(
    Database& db, std::int64_t id, std::string_view space, std::string_view person
) {
  db.run("DELETE FROM user_group_people WHERE id=? AND space=? AND person=?", id, space, person);
  db.run(
      "UPDATE user_group_tasks SET space='',person='' WHERE id=? AND space=? AND person=?", id,
      space, person
  );
  db.run("UPDATE user_groups SET person='' WHERE id=? AND space=? AND person=?", id, space, person);
}

void note_invitation(
    Database& db, std::string_view space, std::string_view person, sys_seconds now
) {
  db.run("INSERT INTO user_group_invitations(space,person,at) VALUES(?,?,?)", space, person, now);
}

std::size_t invitations_since(
    Database& db, std::string_view space, std::string_view person, sys_seconds since
) {
  auto row = db.query(
      "SELECT count(*) FROM user_group_invitations WHERE space=? AND person=? AND at>?", space,
      person, since
  );
  return row.next() ? static_cast<std::size_t>(row.integer(0)) : 0;
}

void prune_invitations(Database& db, sys_seconds before) {
  db.run("DELETE FROM user_group_invitations WHERE at<=?", before);
}

std::vector<Task> tasks(Database& db, std::int64_t id) {
  std::vector<Task> out;
  out.reserve(all_items.size());
  for (const ItemSpec& spec : all_items) out.push_back({.item = spec.item});
  auto row = db.query("SELECT item,space,person,done,told FROM user_group_tasks WHERE id=?", id);
  while (row.next()) {
    const auto item = item_typed(row.text(0));
    if (!item) continue;
    Task& task = *std::ranges::find(out, *item, &Task::item);
    task.space = row.text(1);
    task.person = row.text(2);
    task.done = row.integer(3) != 0;
    task.told = row.time(4);
  }
  return out;
}

void keep(Database& db, std::int64_t id, const Task& task) {
  db.run(
      "INSERT OR REPLACE INTO user_group_tasks(id,item,space,person,done,told) "
      "VALUES(?,?,?,?,?,?)",
      id, spec_of(task.item).id, task.space, task.person, task.done, task.told
  );
}

void begin_tasks_anew(Database& db, std::int64_t id) {
  db.run("UPDATE user_group_tasks SET done=0,told=0 WHERE id=?", id);
}

std::vector<std::string> ideas_shown(
    Database& db, std::string_view space, std::string_view person
) {
  std::vector<std::string> out;
  auto row =
      db.query("SELECT idea FROM user_group_ideas WHERE space=? AND person=?", space, person);
  while (row.next()) out.emplace_back(row.text(0));
  return out;
}

void set_shown(
    Database& db, std::string_view space, std::string_view person, std::string_view idea,
    sys_seconds now
) {
  db.run(
      "INSERT OR REPLACE INTO user_group_ideas(space,person,idea,at) VALUES(?,?,?,?)", space,
      person, idea, now
  );
}

void prune_ideas(Database& db, sys_seconds before) {
  db.run("DELETE FROM user_group_ideas WHERE at<?", before);
}

void forget_ideas(
    Database& db, std::string_view space, std::string_view person, std::string_view kind
) {
  const std::string begin = std::string(kind) + " ";
  const std::string end = std::string(kind) + "!";  // the sign after a blank
  db.run(
      "DELETE FROM user_group_ideas WHERE space=? AND person=? AND idea>=? AND idea<?", space,
      person, begin, end
  );
}

}  // namespace usher::group
