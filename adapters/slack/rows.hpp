// adapters/slack/rows.hpp: the adapter's rows. Writing: on the brain, inside a transaction. Reading: any connection.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/identity.hpp"
#include "adapters/slack/known.hpp"
#include "bot/database.hpp"
#include "bot/model.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::slack::rows {

// --- the workspace: one row ---
struct Workspace {
  Identity identity;
  std::string token;  // which bot token said so: a keyed digest of it, cut short
  std::string
      installation;  // 16 hex digits, made with the database: tells its posts from another database's
};
std::optional<Workspace> workspace(Database& db);  // nothing before the first auth.test
std::string installation(Database& db);
void keep_workspace(
    Database& db, const Identity& identity, std::string_view token, sys_seconds now
);

// --- people: 30 days from Known::at ---
inline constexpr std::chrono::days keep_people{30};
std::optional<Known> person(Database& db, std::string_view id, sys_seconds now);
void keep_person(Database& db, const Known& known);
void forget_person(Database& db, std::string_view id);

// --- the conversations of two ("D…") in which a person has spoken to Usher: until they are forgotten ---
void keep_alone(Database& db, std::string_view person, std::string_view room);

// --- forms that wait behind a button, because their trigger had expired: a day. Never secret ones. ---
struct LateForm {
  std::int64_t id = 0;  // the outbox row that was to open it
  std::string person, room, thread;
  Form form;
  sys_seconds at{};
};
void keep_form(Database& db, const LateForm& form);
std::optional<LateForm> form(
    Database& db, std::int64_t id, std::string_view person, sys_seconds now
);

// --- how often a response_url was used: half an hour. mark: url_mark() of it, for the URL is a credential. ---
std::string url_mark(std::string_view url);
int url_uses(Database& db, std::string_view mark);
void use_url(Database& db, std::string_view mark, int uses, sys_seconds now);

// --- posts of Usher's (the engine's table) ---
// The key of the post of which this message is (a part); nothing where it is none.
std::optional<std::string> key_of(
    Database& db, std::string_view space, std::string_view room, std::string_view ts
);

// --- ---
void forget(Database& db, std::string_view person);
// The conversations with Usher of this person, as far as they are known: where they are, where they have written, and where they
// were written to or answered (the engine's table).
std::vector<std::string> direct_rooms(Database& db, const Place& at, std::string_view person);
// What is too old; how many rows went. In slices: ask again while it returns one.
inline constexpr std::int64_t slice = 500;
std::int64_t prune(Database& db, sys_seconds now);

}  // namespace usher::slack::rows
