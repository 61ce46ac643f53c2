// adapters/matrix/rows.hpp: the adapter's rows. Writing: on the brain, inside a transaction. Reading: any connection.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/buttons.hpp"
#include "adapters/matrix/doing.hpp"
#include "adapters/matrix/identity.hpp"
#include "adapters/matrix/room.hpp"
#include "bot/database.hpp"

#include <boost/json/object.hpp>

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
void keep_levels(
    Database& db, std::string_view room, const boost::json::object& levels,
    const std::vector<std::string>& creators
);
struct Levels {
  boost::json::object levels;
  std::vector<std::string> creators;
};
std::optional<Levels> levels(Database& db, std::string_view room);
void drop_room(Database& db, std::string_view room);
// Whether the latest of Usher's messages in this direct room asks a secret question.
void mark_secret(Database& db, std::string_view room, bool asks);
bool asks_secret(Database& db, std::string_view room);

// --- doings, and what was told once ---
std::int64_t add_doing(
    Database& db, const Doing& doing, sys_seconds now
);  // the same one again: nothing
struct Due {
  std::int64_t id = 0;
  Doing doing;
  int tries = 0;
  sys_seconds at{};
};
std::vector<Due> doings(Database& db);
void put_off(Database& db, std::int64_t id, sys_seconds until);
void done(Database& db, std::int64_t id);
bool tell_once(Database& db, std::string_view about, sys_seconds now);  // false: it was told before

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
void forget(
    Database& db, std::string_view person
);  // also the conversation with them, and what was told to them
inline constexpr std::int64_t slice = 500;
std::int64_t prune(Database& db, sys_seconds now);  // in slices: ask again while it returns one

}  // namespace usher::matrix::rows
