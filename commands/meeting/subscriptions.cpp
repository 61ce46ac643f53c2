// commands/meeting/subscriptions.cpp: rows of subscriptions and people.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/subscriptions.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace usher::meeting {

std::string of_series(std::string_view key) { return "=" + std::string(key); }
std::string of_tag(std::string_view tag) { return "#" + to_lower_ascii(tag); }

void subscribe(
    Database& db, const Subscriber& who, std::string_view what, const std::vector<Lead>& leads,
    sys_seconds now
) {
  unsubscribe(db, who, what);
  for (const Lead lead : leads)
    db.run(
        "INSERT OR IGNORE INTO meeting_subscriptions(what,space,room,person,lead,since) "
        "VALUES(?,?,?,?,?,?)",
        what, who.space, who.room, who.person, lead.count(), now
    );
}

void unsubscribe(Database& db, const Subscriber& who, std::string_view what) {
  db.run(
      "DELETE FROM meeting_subscriptions WHERE what=? AND space=? AND room=? AND person=?", what,
      who.space, who.room, who.person
  );
}

void unsubscribe_all(Database& db, const Subscriber& who) {
  db.run(
      "DELETE FROM meeting_subscriptions WHERE space=? AND room=? AND person=?", who.space,
      who.room, who.person
  );
}

std::vector<std::pair<std::string, std::vector<Lead>>> subscriptions_of(
    Database& db, const Subscriber& who
) {
  std::vector<std::pair<std::string, std::vector<Lead>>> out;
  auto row = db.query(
      "SELECT what,lead FROM meeting_subscriptions WHERE space=? AND room=? AND person=? ORDER BY "
      "what,lead DESC",
      who.space, who.room, who.person
  );
  while (row.next()) {
    if (out.empty() || out.back().first != row.text(0))
      out.push_back({std::string(row.text(0)), {}});
    out.back().second.emplace_back(row.integer(1));
  }
  return out;
}

std::map<std::string, std::set<Lead>, std::less<>> leads_by_what(Database& db) {
  std::map<std::string, std::set<Lead>, std::less<>> out;
  auto row = db.query("SELECT DISTINCT what,lead FROM meeting_subscriptions");
  while (row.next()) {
    auto at = out.find(row.text(0));
    if (at == out.end()) at = out.try_emplace(std::string(row.text(0))).first;
    at->second.insert(Lead(row.integer(1)));
  }
  return out;
}

Page subscribers(
    Database& db, const std::vector<Wanted>& wanted, const Subscriber& after, std::size_t most
) {
  std::map<Subscriber, std::vector<std::pair<std::string, Lead>>> found;
  // Where one of them has more than were read, nobody after the last of these is known to be whole.
  std::optional<Subscriber> whole_until;
  const int limit = static_cast<int>(most) + 1;
  for (const Wanted& one : wanted) {
    const auto take = [&](Query row) {
      int count = 0;
      Subscriber who;
      while (row.next()) {
        ++count;
        who = {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2))};
        found[who].emplace_back(one.what, Lead(row.integer(3)));
      }
      if (count == limit && (!whole_until || who < *whole_until)) whole_until = who;
    };
    if (one.lead)
      take(db.query(
          "SELECT space,room,person,lead FROM meeting_subscriptions WHERE what=? AND lead=? AND "
          "(space,room,person)>(?,?,?) ORDER BY space,room,person LIMIT ?",
          one.what, one.lead->count(), after.space, after.room, after.person, limit
      ));
    else
      take(db.query(
          "SELECT space,room,person,min(lead) FROM meeting_subscriptions WHERE what=? AND "
          "(space,room,person)>(?,?,?) GROUP BY space,room,person ORDER BY space,room,person "
          "LIMIT ?",
          one.what, after.space, after.room, after.person, limit
      ));
  }
  Page out;
  for (auto& [who, why] : found) {
    if (out.told.size() == most || (whole_until && who >= *whole_until)) {
      out.last = false;
      break;
    }
    out.told.push_back({who, std::move(why)});
  }
  return out;
}

std::optional<KnownPerson> known_person(
    Database& db, std::string_view space, std::string_view person
) {
  auto row = db.query(
      "SELECT zone,chosen,lang FROM meeting_people WHERE space=? AND person=?", space, person
  );
  if (!row.next()) return std::nullopt;
  return KnownPerson{std::string(row.text(0)), row.integer(1) != 0, std::string(row.text(2))};
}

void choose_zone(Database& db, const Place& at, const Person& who, std::string_view zone) {
  db.run(
      "INSERT INTO meeting_people(space,person,zone,chosen,lang) VALUES(?,?,?,1,?) ON "
      "CONFLICT(space,person) DO UPDATE SET zone=excluded.zone,chosen=1,lang=excluded.lang",
      at.space, who.id, zone, who.lang
  );
}

void remember(Database& db, const Place& at, const Person& who) {
  db.run(
      "INSERT INTO meeting_people(space,person,zone,chosen,lang) VALUES(?,?,?,0,?) ON "
      "CONFLICT(space,person) DO UPDATE SET lang=excluded.lang,zone=CASE WHEN chosen=1 OR "
      "excluded.zone='' THEN zone ELSE excluded.zone END",
      at.space, who.id, who.zone, who.lang
  );
}

void move_key(Database& db, const std::string& from, const std::string& to) {
  db.run(
      "UPDATE OR REPLACE meeting_subscriptions SET what=? WHERE what=?", of_series(to),
      of_series(from)
  );
  for (const char* sql :
       {"UPDATE OR REPLACE meeting_hosts SET key=? WHERE key=?",
        "UPDATE meeting_talks SET key=? WHERE key=?", "UPDATE meeting_agenda SET key=? WHERE key=?",
        "UPDATE meeting_actions SET key=? WHERE key=?"})
    db.run(sql, to, from);
}

void move_later(Database& db, std::int64_t date, std::chrono::seconds by) {
  db.run("UPDATE meeting_later SET at=at+? WHERE occurrence=?", by.count(), date);
}

void forget_person(Database& db, std::string_view space, std::string_view person) {
  unsubscribe_all(db, {std::string(space), "", std::string(person)});
  db.run("DELETE FROM meeting_people WHERE space=? AND person=?", space, person);
  db.run("DELETE FROM meeting_later WHERE space=? AND person=?", space, person);
  db.run("DELETE FROM meeting_going WHERE space=? AND person=?", space, person);
  db.run("UPDATE meeting_receipts SET person='' WHERE space=? AND person=?", space, person);
  // Who was told last is no reason to keep them in mind: what is under way goes on where their space begins, and nobody is
  // told twice, for posts are told apart by their keys.
  db.run("UPDATE meeting_rounds SET person='' WHERE space=? AND person=?", space, person);
}

}  // namespace usher::meeting
