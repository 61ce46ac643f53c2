// adapters/web/roster.hpp: who is here and which rooms there are: the rows of people and members, held in memory.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/web/settings.hpp"
#include "bot/database.hpp"
#include "bot/model.hpp"

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::web {

struct Known {
  std::string id, name, role, lang, zone;
};

// "newcomer", "contributor", "maintainer", "organiser", "committee", "administrator".
std::span<const std::string_view> role_names();
Roles roles_of(std::string_view role);

// I/O thread. What changes is first written (the statements below, on the brain) and then told here.
class Roster {
 public:
  Roster(std::vector<RoomSpec> rooms, std::string community_language);

  void load(Database& db);

  const Known* find(std::string_view id) const;
  const std::map<std::string, Known, std::less<>>& people() const { return people_; }
  const std::vector<RoomSpec>& rooms() const { return rooms_; }
  const RoomSpec* room(std::string_view id) const;
  // As an event names them.
  Person person(const Known& known) const;

  // Whether there is such a room at all, whoever asks: configured, a known person's own, a group's.
  bool exists(std::string_view room) const;
  // In a room: what is said there is seen by them. A private room's are those with its role.
  bool is_member(std::string_view room, std::string_view person) const;
  bool may_join(const RoomSpec& room, std::string_view person) const;
  std::set<std::string, std::less<>> members(std::string_view room) const;
  bool is_private(std::string_view room) const;
  bool has_rows(std::string_view room) const;  // its members are rows of web_members
  std::vector<std::string> groups_of(std::string_view person) const;

  // --- after the commit ---
  void put(Known known) { people_.insert_or_assign(known.id, std::move(known)); }
  void join(const std::string& room, const std::string& person) { members_[room].insert(person); }
  void leave(const std::string& room, const std::string& person);
  void drop(const std::string& person);
  // The rooms that somebody new is put in.
  std::vector<std::string> first_rooms() const;

 private:
  std::vector<RoomSpec> rooms_;
  std::string language_;
  std::map<std::string, Known, std::less<>> people_;
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> members_;
};

// --- on the brain ---
void save(Database& db, const Known& known, sys_seconds now);
void save_member(Database& db, std::string_view room, std::string_view person);
void erase_member(Database& db, std::string_view room, std::string_view person);
// rowed: the room's members are rows (a public room, a group), not its role's people or one person.
void save_read(
    Database& db, std::string_view room, std::string_view person, std::int64_t message, bool rowed
);

}  // namespace usher::web
