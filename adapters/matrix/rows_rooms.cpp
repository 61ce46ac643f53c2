// adapters/matrix/rows_rooms.cpp: rows of rooms.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/rows.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <utility>

namespace usher::matrix::rows {

namespace json = boost::json;

namespace {

// By place in the row: never another one.
constexpr std::array<bool Room::*, 5> flags{
    &Room::encrypted, &Room::open, &Room::readable, &Room::space, &Room::direct
};
constexpr std::array<bool Abilities::*, 4> abilities{
    &Abilities::speak, &Abilities::react, &Abilities::redact, &Abilities::everybody
};

template <class Of, std::size_t Count>
std::int64_t bits_of(const Of& of, const std::array<bool Of::*, Count>& parts) {
  std::int64_t bits = 0;
  for (std::size_t at = 0; at < Count; ++at)
    if (of.*parts[at]) bits |= std::int64_t{1} << at;
  return bits;
}

template <class Of, std::size_t Count>
void set_bits(Of& of, const std::array<bool Of::*, Count>& parts, std::int64_t bits) {
  for (std::size_t at = 0; at < Count; ++at) of.*parts[at] = ((bits >> at) & 1) != 0;
}

json::value parsed(std::string_view text) {
  json::error_code error;
  json::value value = json::parse({text.data(), text.size()}, error);
  return error ? json::value() : value;
}

}  // namespace

std::vector<Room> rooms(Database& db) {
  auto row = db.query(
      "SELECT id,mine,name,alias,version,replaced_by,inviter,with_person,flags,can,joined FROM "
      "matrix_rooms"
  );
  std::vector<Room> out;
  while (row.next()) {
    Room& room = out.emplace_back();
    room.id = row.text(0);
    room.mine = static_cast<Room::Mine>(row.integer(1));
    room.name = row.text(2);
    room.alias = row.text(3);
    room.version = row.text(4);
    room.replaced_by = row.text(5);
    room.inviter = row.text(6);
    room.with = row.text(7);
    set_bits(room, flags, row.integer(8));
    set_bits(room.can, abilities, row.integer(9));
    room.joined = sys_millis(std::chrono::milliseconds(row.integer(10)));
  }
  return out;
}

void keep_room(Database& db, const Room& room, sys_seconds now) {
  // Once encrypted, for ever, whatever a copy of the room that was made before says.
  db.run(
      "INSERT INTO matrix_rooms(id,mine,name,alias,version,replaced_by,inviter,with_person,flags,"
      "can,joined,at) VALUES(?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET "
      "mine=excluded.mine,name=excluded.name,alias=excluded.alias,version=excluded.version,"
      "replaced_by=excluded.replaced_by,inviter=excluded.inviter,with_person=excluded.with_person,"
      "flags=excluded.flags|(flags&1),can=excluded.can,joined=excluded.joined,at=excluded.at",
      room.id, static_cast<int>(room.mine), room.name, room.alias, room.version, room.replaced_by,
      room.inviter, room.with, bits_of(room, flags), bits_of(room.can, abilities),
      static_cast<std::int64_t>(room.joined.time_since_epoch().count()), now
  );
}

void keep_standing(Database& db, std::string_view room, const Standing& standing) {
  json::array creators;
  creators.reserve(standing.creators.size());
  for (const std::string& one : standing.creators) creators.emplace_back(one);
  db.run(
      "UPDATE matrix_rooms SET levels=?,creators=? WHERE id=?", json::serialize(standing.levels),
      json::serialize(creators), room
  );
}

void forget_in_standings(Database& db, std::string_view person) {
  std::vector<std::pair<std::string, bool>> named;
  {
    const std::string quoted = json::serialize(json::value(person));
    auto row = db.query(
        "SELECT id,flags FROM matrix_rooms WHERE instr(levels,?1)>0 OR instr(creators,?1)>0", quoted
    );
    while (row.next()) {
      Room room;
      set_bits(room, flags, row.integer(1));
      named.emplace_back(row.text(0), room.direct);
    }
  }
  for (const auto& [room, direct] : named) {
    std::optional<Standing> known = standing(db, room);
    if (!known) continue;
    forget(*known, person, direct);
    keep_standing(db, room, *known);
  }
}

std::optional<Standing> standing(Database& db, std::string_view room) {
  auto row = db.query("SELECT levels,creators FROM matrix_rooms WHERE id=?", room);
  if (!row.next()) return std::nullopt;
  json::value levels = parsed(row.text(0));
  const json::value creators = parsed(row.text(1));
  if (!levels.is_object() || !creators.is_array()) return std::nullopt;
  Standing out;
  out.levels = std::move(levels.get_object());
  for (const json::value& one : creators.get_array())
    if (one.is_string())
      out.creators.emplace_back(one.get_string().data(), one.get_string().size());
  return out;
}

void drop_room(Database& db, std::string_view room) {
  db.run("DELETE FROM matrix_rooms WHERE id=?", room);
  db.run(
      "DELETE FROM matrix_doings WHERE room=? AND what NOT IN (?,?)", room,
      static_cast<int>(Doing::What::join), static_cast<int>(Doing::What::open)
  );
  // When Usher comes back, it is to be told anew.
  for (const std::string_view about : {"encrypted:", "silenced:", "hello:"})
    untell(db, std::string(about) + std::string(room));
}

std::string direct_room(Database& db, std::string_view person) {
  auto row = db.query(
      "SELECT id FROM matrix_rooms WHERE with_person=? AND with_person<>'' AND mine=0 AND "
      "flags&1=0 ORDER BY joined DESC,id LIMIT 1",
      person
  );
  return row.next() ? std::string(row.text(0)) : std::string();
}

std::vector<std::string> direct_rooms(Database& db, std::string_view person) {
  std::vector<std::string> out;
  auto row =
      db.query("SELECT id FROM matrix_rooms WHERE with_person=? AND with_person<>''", person);
  while (row.next()) out.emplace_back(row.text(0));
  return out;
}

void mark_secret(Database& db, std::string_view room, bool asks) {
  // A room without a row is marked too: what is written there next is a secret, whatever else is not known.
  db.run(
      "INSERT INTO matrix_rooms(id,mine,name,alias,version,replaced_by,inviter,with_person,flags,"
      "can,joined,asks_secret,at) VALUES(?,0,'','','','','','',0,3,0,?,0) ON CONFLICT(id) DO "
      "UPDATE SET asks_secret=excluded.asks_secret",
      room, asks
  );
}

bool asks_secret(Database& db, std::string_view room) {
  auto row = db.query("SELECT asks_secret FROM matrix_rooms WHERE id=?", room);
  return row.next() && row.integer(0) != 0;
}

}  // namespace usher::matrix::rows
