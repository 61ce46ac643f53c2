// commands/proposals/windows_table.cpp: rows of windows and of their objections.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/windows_table.hpp"

#include "commands/proposals/proposing_mail.hpp"

#include <fmt/format.h>

#include <utility>

namespace usher::proposals {

namespace {

constexpr std::string_view columns =
    "id,number,state,opened,closes,url,council,told,by_mail,space,person,although";

// "SELECT <columns> FROM …"
std::string selecting(std::string_view rest) {
  return fmt::format("SELECT {} FROM proposal_windows {}", columns, rest);
}

Window from_row(const Query& row) {
  Window out;
  out.id = row.integer(0);
  out.number = static_cast<int>(row.integer(1));
  out.state = static_cast<WindowState>(row.integer(2));
  out.opened = row.time(3);
  out.closes = row.time(4);
  out.url = row.text(5);
  out.council = row.text(6);
  out.told = static_cast<Told>(row.integer(7));
  out.by_mail = row.integer(8) != 0;
  out.space = row.text(9);
  out.person = row.text(10);
  out.although = row.text(11);
  return out;
}

std::vector<Window> read_plain(Query row) {
  std::vector<Window> out;
  while (row.next()) out.push_back(from_row(row));
  return out;
}

std::vector<Window> read_all(Database& db, Query row) {
  std::vector<Window> out = read_plain(std::move(row));
  for (Window& window : out) read_objections(db, window);
  return out;
}

std::optional<Window> read_one(Database& db, Query row) {
  if (!row.next()) return std::nullopt;
  Window out = from_row(row);
  read_objections(db, out);
  return out;
}

void write_objections(Database& db, Window& window) {
  for (Objection& one : window.objections) {
    if (one.id != 0) {
      db.run(
          "UPDATE proposal_objections SET verdict=? WHERE id=?", std::to_underlying(one.verdict),
          one.id
      );
      continue;
    }
    db.run(
        "INSERT INTO proposal_objections(window,url,at,verdict,space,person) VALUES(?,?,?,?,?,?)",
        window.id, one.url, one.at, std::to_underlying(one.verdict), one.space, one.person
    );
    one.id = db.last_id();
  }
}

}  // namespace

void read_objections(Database& db, Window& window) {
  auto row = db.query(
      "SELECT id,url,at,verdict,space,person FROM proposal_objections WHERE window=? ORDER BY id",
      window.id
  );
  while (row.next())
    window.objections.push_back(
        {row.integer(0), std::string(row.text(1)), row.time(2),
         static_cast<Objection::Verdict>(row.integer(3)), std::string(row.text(4)),
         std::string(row.text(5))}
    );
}

std::vector<Window> open_windows(Database& db, std::string_view series) {
  return read_all(
      db, db.query(selecting("WHERE series=? AND state=0 ORDER BY closes,number"), series)
  );
}

std::optional<Window> window_of(Database& db, std::string_view series, int number) {
  auto latest = latest_window(db, series, number);
  if (!latest || latest->state != WindowState::closed) return latest;
  auto before = latest_unclosed(db, series, number);
  const bool awaited = before && (before->state != WindowState::ended || !waiting(*before).empty());
  return awaited ? before : latest;
}

std::optional<Window> latest_unclosed(Database& db, std::string_view series, int number) {
  return read_one(
      db, db.query(
              selecting("WHERE series=? AND number=? AND state<>4 ORDER BY id DESC LIMIT 1"),
              series, number
          )
  );
}

std::vector<Window> windows_of_drafts(Database& db, std::string_view series) {
  return read_all(
      db, db.query(selecting("WHERE series=? AND state IN (0,1,2) ORDER BY closes,number"), series)
  );
}

std::optional<Window> latest_window(Database& db, std::string_view series, int number) {
  return read_one(
      db,
      db.query(selecting("WHERE series=? AND number=? ORDER BY id DESC LIMIT 1"), series, number)
  );
}

std::optional<Window> window_by_id(Database& db, std::int64_t id) {
  return read_one(db, db.query(selecting("WHERE id=?"), id));
}

std::vector<Window> latest_windows(Database& db, std::string_view series) {
  return read_plain(db.query(
      selecting("WHERE id IN (SELECT coalesce(max(CASE WHEN state<>4 THEN id END),max(id)) "
                "FROM proposal_windows WHERE series=? GROUP BY number) ORDER BY state<>0, "
                "CASE state WHEN 0 THEN closes ELSE -closes END, number"),
      series
  ));
}

std::optional<Window> window_of_mail(
    Database& db, std::string_view series, int number, std::string_view url,
    std::string_view archive
) {
  return read_one(
      db, db.query(
              selecting("WHERE series=? AND number=? AND mail=? ORDER BY state=4,id DESC LIMIT 1"),
              series, number, mail_key(url, archive)
          )
  );
}

int opened_by(
    Database& db, std::string_view series, const Window& like, sys_seconds since,
    std::string_view archive
) {
  auto row = db.query(
      "SELECT count(*) FROM proposal_windows WHERE series=? AND number=? AND space=? AND person=? "
      "AND (opened>? OR mail=?)",
      series, like.number, like.space, like.person, since, mail_key(like.url, archive)
  );
  return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

void add_window(Database& db, std::string_view series, Window& window, std::string_view archive) {
  db.run(
      "INSERT INTO proposal_windows(series,number,state,opened,closes,url,mail,council,told,"
      "by_mail,space,person,although) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)",
      series, window.number, std::to_underlying(window.state), window.opened, window.closes,
      window.url, mail_key(window.url, archive), window.council, std::to_underlying(window.told),
      window.by_mail, window.space, window.person, window.although
  );
  window.id = db.last_id();
  write_objections(db, window);
}

void update_window(Database& db, Window& window) {
  db.run(
      "UPDATE proposal_windows SET state=?,closes=?,council=?,told=? WHERE id=?",
      std::to_underlying(window.state), window.closes, window.council,
      std::to_underlying(window.told), window.id
  );
  write_objections(db, window);
}

void forget_in_windows(
    Database& db, std::string_view series, std::string_view space, std::string_view person
) {
  db.run(
      "UPDATE proposal_windows SET space='',person='' WHERE series=? AND space=? AND person=?",
      series, space, person
  );
  db.run(
      "UPDATE proposal_objections SET space='',person='' WHERE space=? AND person=? AND window IN "
      "(SELECT id FROM proposal_windows WHERE series=?)",
      space, person, series
  );
}

}  // namespace usher::proposals
