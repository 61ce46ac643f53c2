// commands/meeting/made.cpp: rows of made meetings.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/made.hpp"

#include "bot/text.hpp"

#include <algorithm>
#include <utility>

namespace usher::meeting {

namespace {

void raise_revision(Database& db) {
  db.run("UPDATE meeting_made_state SET revision=revision+1 WHERE one=1");
}

std::vector<Place> rooms_of(Database& db, std::string_view key) {
  std::vector<Place> out;
  auto row =
      db.query("SELECT space,room FROM meeting_made_rooms WHERE key=? ORDER BY space,room", key);
  while (row.next()) out.push_back({std::string(row.text(0)), std::string(row.text(1)), ""});
  return out;
}

std::vector<std::string> hosts_named(Database& db, std::string_view key) {
  std::vector<std::string> out;
  auto row = db.query("SELECT host FROM meeting_made_hosts WHERE key=? ORDER BY place", key);
  while (row.next()) out.emplace_back(row.text(0));
  return out;
}

std::vector<MadeMeeting> made_where(Query row, Database& db) {
  std::vector<MadeMeeting> out;
  while (row.next()) {
    auto rhythm = decode_rhythm(row.blob(5));
    if (!rhythm) continue;
    MadeMeeting one;
    one.key = row.text(0);
    one.title = row.text(1);
    one.link = row.text(2);
    one.about = row.text(3);
    for (const std::string_view tag : split_words(row.text(4))) one.tags.emplace_back(tag);
    one.rhythm = std::move(*rhythm);
    one.adopted = row.time(6);
    one.owner = row.text(7);
    out.push_back(std::move(one));
  }
  for (MadeMeeting& one : out) {
    one.rooms = rooms_of(db, one.key);
    one.hosts = hosts_named(db, one.key);
  }
  return out;
}

void add_missing(std::vector<std::string>& to, std::string what) {
  if (std::ranges::find(to, what) == to.end()) to.push_back(std::move(what));
}

}  // namespace

std::vector<MadeMeeting> all_made(Database& db) {
  return made_where(
      db.query(
          "SELECT key,title,link,about,tags,rhythm,adopted,owner FROM meeting_made ORDER BY key"
      ),
      db
  );
}

std::optional<MadeMeeting> made_by_key(Database& db, std::string_view key) {
  auto all = made_where(
      db.query(
          "SELECT key,title,link,about,tags,rhythm,adopted,owner FROM meeting_made WHERE key=?", key
      ),
      db
  );
  return all.empty() ? std::nullopt : std::optional(std::move(all.front()));
}

void keep(Database& db, const MadeMeeting& made, sys_seconds now) {
  std::string tags;
  for (const std::string& tag : made.tags) tags += (tags.empty() ? "" : " ") + tag;
  const std::string rhythm = encode(made.rhythm);
  db.run(
      "INSERT OR REPLACE INTO meeting_made(key,title,link,about,tags,rhythm,at,adopted,owner) "
      "VALUES(?,?,?,?,?,?,?,?,?)",
      made.key, made.title, made.link, made.about, tags, Blob{rhythm}, now, made.adopted, made.owner
  );
  db.run("DELETE FROM meeting_made_rooms WHERE key=?", made.key);
  for (const Place& room : made.rooms)
    db.run(
        "INSERT OR IGNORE INTO meeting_made_rooms(key,space,room) VALUES(?,?,?)", made.key,
        room.space, room.room
    );
  set_made_hosts(db, made.key, made.hosts);
}

void set_made_hosts(Database& db, std::string_view key, const std::vector<std::string>& hosts) {
  db.run("DELETE FROM meeting_made_hosts WHERE key=?", key);
  int place = 0;
  for (const std::string& host : hosts)
    db.run(
        "INSERT OR IGNORE INTO meeting_made_hosts(key,host,place) VALUES(?,?,?)", key, host, ++place
    );
  raise_revision(db);
}

void remove_made(Database& db, std::string_view key) {
  db.run("DELETE FROM meeting_made WHERE key=?", key);
  db.run("DELETE FROM meeting_made_rooms WHERE key=?", key);
  db.run("DELETE FROM meeting_made_hosts WHERE key=?", key);
  raise_revision(db);
}

std::optional<std::int64_t> series_owned(Database& db, std::string_view owner) {
  auto row = db.query(
      "SELECT s.id FROM meeting_made m JOIN meeting_series s ON s.key=m.key WHERE m.owner=? AND "
      "s.gone=0 AND (s.source=?)=(m.adopted=0) LIMIT 1",
      owner, made_source
  );
  return row.next() ? std::optional(row.integer(0)) : std::nullopt;
}

void disown_made(Database& db, std::string_view owner) {
  db.run(
      "DELETE FROM meeting_made_hosts WHERE key IN (SELECT key FROM meeting_made WHERE owner=?)",
      owner
  );
  if (db.run("UPDATE meeting_made SET owner='' WHERE owner=?", owner) > 0) raise_revision(db);
}

void set_adopted(Database& db, std::string_view key, sys_seconds now) {
  db.run("UPDATE meeting_made SET adopted=? WHERE key=?", now, key);
  raise_revision(db);
}

void move_made_room(Database& db, const Place& room, std::string_view now) {
  if (!now.empty())
    db.run(
        "INSERT OR IGNORE INTO meeting_made_rooms(key,space,room) SELECT key,space,? FROM "
        "meeting_made_rooms WHERE space=? AND room=?",
        now, room.space, room.room
    );
  db.run("DELETE FROM meeting_made_rooms WHERE space=? AND room=?", room.space, room.room);
  raise_revision(db);
}

bool hosts_made(
    Database& db, std::string_view key, std::string_view space, std::string_view person
) {
  const std::string host = person_named(space, person);
  return db
      .query(
          "SELECT 1 FROM meeting_made_hosts h JOIN meeting_made m ON m.key=h.key WHERE h.key=? AND "
          "h.host=? AND (m.adopted>0 OR NOT EXISTS (SELECT 1 FROM meeting_series s WHERE "
          "s.key=h.key AND s.source<>? AND s.gone=0))",
          key, host, made_source
      )
      .next();
}

void forget_made_host(Database& db, std::string_view space, std::string_view person) {
  const std::string host = person_named(space, person);
  if (db.run("DELETE FROM meeting_made_hosts WHERE host=?", host) > 0) raise_revision(db);
}

std::int64_t made_revision(Database& db) {
  auto row = db.query("SELECT revision FROM meeting_made_state WHERE one=1");
  return row.next() ? row.integer(0) : 0;
}

std::string room_named(const Place& room) {
  const std::string kind = room.space.substr(0, room.space.find(':'));
  // Ids of Matrix name their server, and a room is known on any.
  return (kind == "matrix" ? kind : room.space) + ":" + room.room;
}

std::string person_named(std::string_view space, std::string_view person) {
  return room_named({std::string(space), std::string(person), ""});
}

void add_made(Settings& settings, const MadeMeeting& made) {
  const auto found = settings.by_key.find(made.key);
  SeriesSettings* own = nullptr;
  if (found == settings.by_key.end()) {
    SeriesSettings fresh;
    fresh.name = made.key;
    fresh.title = made.title;
    fresh.leads = settings.leads;
    settings.by_key.emplace(made.key, settings.series.size());
    own = &settings.series.emplace_back(std::move(fresh));
  } else {
    own = &settings.series[found->second];
  }
  for (const std::string& tag : made.tags) add_missing(own->tags, tag);
  for (const Place& room : made.rooms) add_missing(own->rooms, room_named(room));
  for (const std::string& host : made.hosts) add_missing(own->hosts, host);
}

Settings with_made(Settings configured, Database& db) {
  index(configured);
  for (const MadeMeeting& one : all_made(db)) add_made(configured, one);
  return configured;
}

ReadSeries read_made(const MadeMeeting& made, sys_seconds from, sys_seconds until) {
  ReadSeries out;
  out.key = made.key;
  out.title = made.title;
  out.description = made.about;
  out.join = made.link;
  out.zone = made.rhythm.zone;
  out.occurrences = dates_of(made.rhythm, from, until, most_read);
  if (made.rhythm.step != Rhythm::Step::once)
    if (const auto last = last_of(made.rhythm); last && *last < until) out.ends = *last;
  return out;
}

}  // namespace usher::meeting
