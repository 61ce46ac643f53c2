// commands/proposals/history_waiting.cpp: rows of those who wait for a history, and what goes when nobody wants it.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/proposals/history_table.hpp"

namespace usher::proposals {

void add_waiting(Database& db, std::string_view series, const Waiting& who) {
  db.run(
      "INSERT INTO "
      "proposal_history_waiting(series,number,event,space,room,thread,person,lang,since) "
      "VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
      series, who.number, who.event, who.at.space, who.at.room, who.at.thread, who.person, who.lang,
      who.since
  );
}

std::vector<Waiting> waiting_for(Database& db, std::string_view series, int number) {
  std::vector<Waiting> out;
  auto row = db.query(
      "SELECT id,event,space,room,thread,person,lang,since FROM proposal_history_waiting "
      "WHERE series=? AND number=? ORDER BY id",
      series, number
  );
  while (row.next()) {
    Waiting who;
    who.id = row.integer(0);
    who.number = number;
    who.event = row.text(1);
    who.at = {std::string(row.text(2)), std::string(row.text(3)), std::string(row.text(4))};
    who.person = row.text(5);
    who.lang = row.text(6);
    who.since = row.time(7);
    out.push_back(std::move(who));
  }
  return out;
}

std::vector<int> waited_for(Database& db, std::string_view series) {
  std::vector<int> out;
  auto row = db.query(
      "SELECT DISTINCT number FROM proposal_history_waiting WHERE series=? ORDER BY number", series
  );
  while (row.next()) out.push_back(static_cast<int>(row.integer(0)));
  return out;
}

void remove_waiting(Database& db, std::int64_t id) {
  db.run("DELETE FROM proposal_history_waiting WHERE id=?", id);
}

void forget_waiting(
    Database& db, std::string_view series, std::string_view space, std::string_view person
) {
  db.run(
      "DELETE FROM proposal_history_waiting WHERE series=? AND space=? AND person=?", series, space,
      person
  );
}

void drop_old_waiting(Database& db, std::string_view series, sys_seconds before) {
  db.run("DELETE FROM proposal_history_waiting WHERE series=? AND since<?", series, before);
}

bool prune_histories(Database& db, std::string_view series, sys_seconds before, int limit) {
  std::vector<int> old;
  {
    auto row = db.query(
        "SELECT number FROM proposal_history WHERE series=?1 AND asked<?2 AND moved<?2 LIMIT ?3",
        series, before, limit
    );
    while (row.next()) old.push_back(static_cast<int>(row.integer(0)));
  }
  for (const int number : old) forget_history(db, series, number);
  return old.size() == static_cast<std::size_t>(limit);
}

}  // namespace usher::proposals
