// commands/group/table.hpp: rows of user groups, of who organises them, and of what is to be done (bot/migrations/0029_groups.sql).
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "bot/person.hpp"
#include "commands/group/checklist.hpp"
#include "commands/group/wizard.hpp"
#include "commands/meeting/rhythm.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::group {

enum class State : std::uint8_t { begun = 0, published = 1 };  // as stored

struct Group {
  std::int64_t id = 0;
  std::string space;
  State state = State::begun;
  std::string room;    // of an in-house one, in that space; empty: none yet
  std::string person;  // who is asked the wizard's questions; empty: nobody
  Wizard wizard;
  std::optional<meeting::Rhythm> rhythm;  // of its events
  // The meeting that was made for it and is there (commands/meeting/made.hpp): its series, and the key of that; 0 and empty:
  // none. Read with it, never kept: what was only shown is no meeting.
  std::int64_t series = 0;
  std::string meeting;
  sys_seconds event{};    // that the checklist is about; the epoch: none
  std::int64_t date = 0;  // meeting_occurrences; 0: none
  sys_seconds changed{}, published{};

  bool in_house() const { return wizard.kind == Kind::in_house; }
  // What it is called; before that is known, empty.
  std::string_view name() const { return wizard[Step::name]; }
};
// How a made meeting names whose it is.
std::string owner_of(const Group& group);
std::optional<Group> group_by_id(Database& db, std::int64_t id);
// The one that this person is being asked about: the latest.
std::optional<Group> wizard_of(Database& db, std::string_view space, std::string_view person);
std::vector<Group> all_published(Database& db);
// That this person organises, or founds.
std::vector<Group> groups_of(Database& db, std::string_view space, std::string_view person);
// With all its answers; a new one has an id afterwards.
void keep(Database& db, Group& group, sys_seconds now);
// Its meeting stays, and is nobody's; one that was only shown is not to be made any more.
void remove(Database& db, std::int64_t id);
// That nobody has gone on with since, and who was asked before and has not answered; how many groups are gone. Who has said no
// is remembered, so that nobody asks them again.
std::int64_t prune(Database& db, sys_seconds before);
// Nobody is in that room any more, or it has another id.
void move_room(Database& db, const Place& room, std::string_view now);

// --- people ---
enum class Stand : std::uint8_t { asked = 0, organises = 1, declined = 2 };  // as stored
struct Organiser {
  std::string space, person, name;
  Stand stand = Stand::asked;
};
std::vector<Organiser> organisers(Database& db, std::int64_t id);  // who came first, first
std::size_t bus_number(Database& db, std::int64_t id);             // how many organise it
std::optional<Stand> stand_of(
    Database& db, std::int64_t id, std::string_view space, std::string_view person
);
void set_stand(Database& db, std::int64_t id, const Organiser& who, sys_seconds now);
void remove_organiser(
    Database& db, std::int64_t id, std::string_view space, std::string_view person
);

// --- invitations ---
void note_invitation(
    Database& db, std::string_view space, std::string_view person, sys_seconds now
);
std::size_t invitations_since(
    Database& db, std::string_view space, std::string_view person, sys_seconds since
);
void prune_invitations(Database& db, sys_seconds before);

// --- tasks ---
struct Task {
  Item item = Item::venue;
  std::string space, person;  // whose it is; empty: every organiser's
  bool done = false;
  sys_seconds told{};
};
std::vector<Task> tasks(Database& db, std::int64_t id);  // all of them, in order
void keep(Database& db, std::int64_t id, const Task& task);
// For the next event; whose they are stays.
void begin_tasks_anew(Database& db, std::int64_t id);

// --- ideas ---
std::vector<std::string> ideas_shown(Database& db, std::string_view space, std::string_view person);
void set_shown(
    Database& db, std::string_view space, std::string_view person, std::string_view idea,
    sys_seconds now
);
void prune_ideas(Database& db, sys_seconds before);
void forget_ideas(
    Database& db, std::string_view space, std::string_view person, std::string_view kind
);

// Those that nobody organises beside this person.
std::vector<Group> left_alone_by(Database& db, std::string_view space, std::string_view person);
// /forget me. Those that nobody organises any more; they are gone.
std::vector<Group> forget_person(Database& db, std::string_view space, std::string_view person);

}  // namespace usher::group
