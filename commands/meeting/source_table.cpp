// commands/meeting/source_table.cpp: rows of edits.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/source_table.hpp"

#include <utility>

namespace usher::meeting {

namespace {

constexpr int most_at_once = 50;

std::optional<HeldEdit> edit_from(auto row) {
  if (!row.next()) return std::nullopt;
  HeldEdit out;
  out.id = row.integer(0);
  out.date = row.integer(1);
  out.sequence = static_cast<int>(row.integer(2));
  out.at = row.time(3);
  out.branch = row.text(4);
  out.title = row.text(5);
  out.blob = row.text(6);
  out.pull = static_cast<Pull>(row.integer(7));
  out.number = row.integer(8);
  out.url = row.text(9);
  out.asked = row.integer(10);
  out.under_way = row.integer(11) != 0;
  out.who = {std::string(row.text(12)), "", std::string(row.text(13))};
  return out;
}

}  // namespace

std::optional<HeldEdit> edit_by_id(Database& db, std::int64_t id) {
  return edit_from(db.query(
      "SELECT id,occurrence,sequence,at,branch,title,blob,pull,number,url,asked,under_way,space,"
      "person FROM meeting_source_edits WHERE id=?",
      id
  ));
}

std::optional<HeldEdit> open_before(Database& db, const HeldEdit& edit) {
  return edit_from(db.query(
      "SELECT id,occurrence,sequence,at,branch,title,blob,pull,number,url,asked,under_way,space,"
      "person FROM meeting_source_edits WHERE occurrence=? AND id<? AND pull=? AND branch<>? "
      "ORDER BY id DESC LIMIT 1",
      edit.date, edit.id, std::to_underlying(Pull::open), edit.branch
  ));
}

void add(Database& db, HeldEdit& edit, sys_seconds next_ask) {
  // Whoever changed it again is told of that alone.
  db.run("UPDATE meeting_source_edits SET next_ask=0 WHERE occurrence=?", edit.date);
  db.run(
      "INSERT OR REPLACE INTO meeting_source_edits(occurrence,sequence,at,branch,title,space,"
      "person,next_ask) VALUES(?,?,?,?,?,?,?,?)",
      edit.date, edit.sequence, edit.at, edit.branch, edit.title, edit.who.space, edit.who.person,
      next_ask
  );
  edit.id = db.last_id();
}

std::int64_t want_pull(Database& db, const HeldEdit& edit, const Subscriber& who) {
  db.run(
      "UPDATE meeting_source_edits SET asked=asked+1,under_way=1,space=?,person=? WHERE id=?",
      who.space, who.person, edit.id
  );
  return edit.asked + 1;
}

void keep(Database& db, const HeldEdit& edit) {
  db.run(
      "UPDATE meeting_source_edits SET blob=?,pull=?,number=?,url=?,under_way=? WHERE id=?",
      edit.blob, std::to_underlying(edit.pull), edit.number, edit.url, edit.under_way, edit.id
  );
}

void set_next_ask(Database& db, std::int64_t id, sys_seconds at) {
  db.run("UPDATE meeting_source_edits SET next_ask=? WHERE id=?", at, id);
}

std::vector<std::int64_t> edits_due(Database& db, sys_seconds now) {
  std::vector<std::int64_t> out;
  auto row = db.query(
      "SELECT id FROM meeting_source_edits WHERE next_ask>0 AND next_ask<=? ORDER BY next_ask,id "
      "LIMIT ?",
      now, most_at_once
  );
  while (row.next()) out.push_back(row.integer(0));
  return out;
}

std::optional<sys_seconds> next_edit(Database& db) {
  auto row = db.query("SELECT min(next_ask) FROM meeting_source_edits WHERE next_ask>0");
  if (!row.next() || row.is_null(0)) return std::nullopt;
  return row.time(0);
}

void forget_in_edits(Database& db, std::string_view space, std::string_view person) {
  db.run("UPDATE meeting_source_edits SET person='' WHERE space=? AND person=?", space, person);
}

void prune_edits(Database& db) {
  db.run(
      "DELETE FROM meeting_source_edits WHERE occurrence NOT IN (SELECT id FROM "
      "meeting_occurrences)"
  );
}

}  // namespace usher::meeting
