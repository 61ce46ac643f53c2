// adapters/matrix/rows.hpp: the adapter's rows. Writing: on the brain, inside a transaction. Reading: any connection.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/buttons.hpp"
#include "adapters/matrix/doing.hpp"
#include "adapters/matrix/identity.hpp"
#include "adapters/matrix/room.hpp"
#include "bot/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::matrix::rows {

// --- the account: one row ---
struct Account {
  Identity identity;         // empty: the homeserver was never asked
  std::string device;        // what it said
  std::string installation;  // 16 hex digits, made with the database
  std::string since;         // empty: none
};
Account account(Database& db);
void keep_identity(
    Database& db, const Identity& identity, std::string_view device, sys_seconds now
);
void keep_since(Database& db, std::string_view since, sys_seconds now);  // empty: forgets it

// --- transactions of the application service API: the newest thousand ---
bool took(Database& db, std::string_view txn);
void take(Database& db, std::string_view txn, sys_seconds now);

// --- rooms ---
std::vector<Room> rooms(Database& db);
void keep_room(Database& db, const Room& room, sys_seconds now);
// Of a room that has a row.
void keep_standing(Database& db, std::string_view room, const Standing& standing);
void forget_in_standings(Database& db, std::string_view person);
std::optional<Standing> standing(Database& db, std::string_view room);
// Usher is not in it any more: its row, and what was to be done there.
void drop_room(Database& db, std::string_view room);
// The conversation with a person that Usher is in, not encrypted; the newest. Empty where there is none.
std::string direct_room(Database& db, std::string_view person);
// All of them, also those that Usher does not write to.
std::vector<std::string> direct_rooms(Database& db, std::string_view person);
// Whether the latest of Usher's messages in this direct room asks a secret question.
void mark_secret(Database& db, std::string_view room, bool asks);
bool asks_secret(Database& db, std::string_view room);

// --- doings, and what was told once ---
// One that is there already stays as it is.
void add_doing(Database& db, const Doing& doing, sys_seconds now);
struct Due {
  Doing doing;
  int tries = 0;
  sys_seconds at{};  // not before
};
std::vector<Due> doings(Database& db);  // in the order in which they came
void put_off(Database& db, const Doing& doing, int tries, sys_seconds until);
void done(Database& db, const Doing& doing);
bool tell_once(Database& db, std::string_view about, sys_seconds now);  // false: it was told before
bool was_told(Database& db, std::string_view about);
void untell(Database& db, std::string_view about);

// --- buttons: 30 days ---
void keep_buttons(
    Database& db, std::string_view room, std::string_view event, std::string_view key,
    std::string_view person, const std::vector<Button>& buttons, sys_seconds now
);
std::optional<Offer> button(Database& db, std::string_view event, std::size_t number);
// What a person's reaction event was, so that taking it back can be told: a day.
struct Reaction {
  std::string id, room, event, emoji, person;
};
void keep_reaction(Database& db, const Reaction& reaction, sys_seconds now);
std::optional<Reaction> reaction(Database& db, std::string_view id);

// --- posts of Usher's: the engine's table ---
std::optional<std::string> key_of(
    Database& db, std::string_view space, std::string_view room, std::string_view event
);

// --- ---
// What names this person: who invited Usher, whose a conversation is, what they may do, what was to be done and told for them. The
// room stays, for Usher is in it: it is theirs again when they say something there.
void forget(Database& db, std::string_view person);
inline constexpr std::int64_t slice = 500;
std::int64_t prune(Database& db, sys_seconds now);  // in slices: ask again while it returns one

}  // namespace usher::matrix::rows
