// adapters/web/roster.cpp: people, rooms, and who is in which.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/roster.hpp"

#include "adapters/web/message.hpp"

#include <algorithm>
#include <array>

namespace usher::web {

std::span<const std::string_view> role_names() {
  static constexpr std::array<std::string_view, 6> names = {
      "newcomer", "contributor", "maintainer", "organiser", "committee", "administrator"
  };
  return names;
}

Roles roles_of(std::string_view role) {
  if (role == "contributor") return {Role::contributor};
  if (role == "maintainer") return {Role::contributor, Role::maintainer};
  if (role == "organiser") return {Role::contributor, Role::organiser};
  if (role == "committee") return {Role::contributor, Role::committee};
  if (role == "administrator")
    return {Role::contributor, Role::maintainer, Role::organiser, Role::administrator};
  return {};
}

Roster::Roster(std::vector<RoomSpec> rooms, std::string community_language)
    : rooms_(std::move(rooms)), language_(std::move(community_language)) {}

void Roster::load(Database& db) {
  auto row = db.query("SELECT id,name,role,lang,zone FROM web_people");
  while (row.next())
    put(
        {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
         std::string(row.text(3)), std::string(row.text(4))}
    );
  auto member = db.query("SELECT room,person FROM web_members");
  while (member.next()) join(std::string(member.text(0)), std::string(member.text(1)));
}

const Known* Roster::find(std::string_view id) const {
  const auto it = people_.find(id);
  return it == people_.end() ? nullptr : &it->second;
}

const RoomSpec* Roster::room(std::string_view id) const {
  const auto it = std::ranges::find(rooms_, id, &RoomSpec::id);
  return it == rooms_.end() ? nullptr : &*it;
}

Person Roster::person(const Known& known) const {
  Person out;
  out.id = known.id;
  out.name = known.name;
  out.lang = known.lang.empty() ? language_ : known.lang;
  out.zone = known.zone;
  out.roles = roles_of(known.role);
  return out;
}

bool Roster::exists(std::string_view id) const {
  if (id.starts_with(direct_prefix)) return people_.contains(id.substr(direct_prefix.size()));
  if (id.starts_with(group_prefix)) return members_.contains(id);
  return room(id) != nullptr;
}

bool Roster::is_member(std::string_view id, std::string_view person) const {
  const Known* known = find(person);
  if (known == nullptr) return false;
  if (id.starts_with(direct_prefix)) return id.substr(direct_prefix.size()) == person;
  const RoomSpec* spec = room(id);
  if (spec != nullptr && spec->only) return roles_of(known->role).has(*spec->only);
  if (spec == nullptr && !id.starts_with(group_prefix)) return false;  // no longer configured
  const auto in = members_.find(id);
  return in != members_.end() && in->second.contains(person);
}

bool Roster::may_join(const RoomSpec& spec, std::string_view person) const {
  const Known* known = find(person);
  return known != nullptr && (!spec.only || roles_of(known->role).has(*spec.only));
}

std::set<std::string, std::less<>> Roster::members(std::string_view id) const {
  if (id.starts_with(direct_prefix)) return {std::string(id.substr(direct_prefix.size()))};
  const RoomSpec* spec = room(id);
  if (spec != nullptr && spec->only) {
    std::set<std::string, std::less<>> out;
    for (const auto& [name, known] : people_)
      if (roles_of(known.role).has(*spec->only)) out.insert(name);
    return out;
  }
  const auto in = members_.find(id);
  return in == members_.end() ? std::set<std::string, std::less<>>{} : in->second;
}

bool Roster::is_private(std::string_view id) const {
  const RoomSpec* spec = room(id);
  return spec == nullptr || spec->only.has_value();
}

bool Roster::has_rows(std::string_view id) const {
  const RoomSpec* spec = room(id);
  return spec != nullptr ? !spec->only : id.starts_with(group_prefix);
}

std::vector<std::string> Roster::groups_of(std::string_view person) const {
  std::vector<std::string> out;
  for (const auto& [id, people] : members_)
    if (id.starts_with(group_prefix) && people.contains(person)) out.push_back(id);
  return out;
}

void Roster::leave(const std::string& id, const std::string& person) {
  const auto in = members_.find(id);
  if (in != members_.end()) in->second.erase(person);
}

void Roster::drop(const std::string& person) {
  people_.erase(person);
  for (auto& [id, people] : members_) people.erase(person);
}

std::vector<std::string> Roster::first_rooms() const {
  std::vector<std::string> out;
  for (const RoomSpec& spec : rooms_)
    if (spec.joined && !spec.only) out.push_back(spec.id);
  return out;
}

void save(Database& db, const Known& known, sys_seconds now) {
  db.run(
      "INSERT INTO web_people(id,name,role,lang,zone,seen) VALUES(?,?,?,?,?,?) ON CONFLICT(id) DO "
      "UPDATE SET name=excluded.name, role=excluded.role, lang=excluded.lang, zone=excluded.zone, "
      "seen=excluded.seen",
      known.id, known.name, known.role, known.lang, known.zone, now
  );
}

void save_member(Database& db, std::string_view room, std::string_view person) {
  db.run("INSERT INTO web_members(room,person) VALUES(?,?) ON CONFLICT DO NOTHING", room, person);
}

void erase_member(Database& db, std::string_view room, std::string_view person) {
  db.run("DELETE FROM web_members WHERE room=? AND person=?", room, person);
}

void save_read(
    Database& db, std::string_view room, std::string_view person, std::int64_t message, bool rowed
) {
  // Who has just left a room must not come back by having read it; a room that has no rows of members keeps only this.
  if (rowed) {
    db.run(
        "UPDATE web_members SET read=max(read,?) WHERE room=? AND person=?", message, room, person
    );
  } else {
    db.run(
        "INSERT INTO web_members(room,person,read) VALUES(?,?,?) ON CONFLICT(room,person) DO "
        "UPDATE SET read=max(read,excluded.read)",
        room, person, message
    );
  }
}

}  // namespace usher::web
