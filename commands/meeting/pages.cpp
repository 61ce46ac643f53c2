// commands/meeting/pages.cpp: rows of pages.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/pages.hpp"

#include <utility>

namespace usher::meeting {

namespace {

NotesPage page_from(const auto& row) {
  NotesPage out;
  out.id = row.integer(0);
  out.series = row.integer(1);
  out.meeting = row.text(2);
  out.file = row.text(3);
  out.text = row.text(4);
  out.title = row.text(5);
  out.branch = row.text(6);
  out.pull = static_cast<Pull>(row.integer(7));
  out.number = row.integer(8);
  out.url = row.text(9);
  out.blob = row.text(10);
  out.asked = row.integer(11);
  out.under_way = row.integer(12) != 0;
  out.asker = {std::string(row.text(13)), "", std::string(row.text(14))};
  out.by = {std::string(row.text(15)), "", std::string(row.text(16))};
  out.begun_by = row.text(17);
  out.ended = row.time(18);
  return out;
}

}  // namespace

std::optional<NotesPage> page_by_id(Database& db, std::int64_t id) {
  auto row = db.query(
      "SELECT p.minutes,m.series,m.title,m.file,p.text,p.title,p.branch,p.pull,p.number,p.url,"
      "p.blob,p.asked,p.under_way,p.space,p.person,m.space,m.by_person,m.person,m.ended FROM "
      "meeting_pages p JOIN meeting_minutes m ON m.id=p.minutes WHERE p.minutes=?",
      id
  );
  return row.next() ? std::optional(page_from(row)) : std::nullopt;
}

std::optional<NotesPage> latest_page(Database& db, std::int64_t series) {
  std::int64_t id = 0;
  {
    auto row = db.query(
        "SELECT p.minutes FROM meeting_pages p JOIN meeting_minutes m ON m.id=p.minutes WHERE "
        "?1=0 OR m.series=?1 ORDER BY m.ended DESC,m.id DESC LIMIT 1",
        series
    );
    if (!row.next()) return std::nullopt;
    id = row.integer(0);
  }
  return page_by_id(db, id);
}

void keep_page(Database& db, const NotesPage& page) {
  db.run(
      "INSERT INTO meeting_pages(minutes,text,title,branch) VALUES(?,?,?,?)", page.id, page.text,
      page.title, page.branch
  );
}

std::int64_t want_pull(Database& db, std::int64_t id, const Subscriber& who) {
  db.run(
      "UPDATE meeting_pages SET asked=asked+1,under_way=1,space=?,person=? WHERE minutes=?",
      who.space, who.person, id
  );
  auto row = db.query("SELECT asked FROM meeting_pages WHERE minutes=?", id);
  return row.next() ? row.integer(0) : 0;
}

void set_pull(Database& db, const NotesPage& page) {
  db.run(
      "UPDATE meeting_pages SET pull=?,number=?,url=?,blob=?,under_way=0 WHERE minutes=?",
      std::to_underlying(page.pull), page.number, page.url, page.blob, page.id
  );
}

void end_pull(Database& db, std::int64_t id, std::string_view blob) {
  db.run("UPDATE meeting_pages SET under_way=0,blob=iif(?1='',blob,?1) WHERE minutes=?2", blob, id);
}

void set_archived(Database& db, std::int64_t id, sys_seconds now) {
  db.run(
      "UPDATE meeting_minutes SET archived=?,next_ask=0 WHERE id=? AND ended>0 AND archived=0", now,
      id
  );
}

std::string blob_in_branch(Database& db, std::string_view branch) {
  auto row = db.query(
      "SELECT blob FROM meeting_pages WHERE branch=? AND blob<>'' ORDER BY minutes DESC LIMIT 1",
      branch
  );
  return row.next() ? std::string(row.text(0)) : std::string();
}

void forget_in_pages(Database& db, std::string_view space, std::string_view person) {
  db.run("UPDATE meeting_pages SET person='' WHERE space=? AND person=?", space, person);
}

}  // namespace usher::meeting
