// commands/welcome/table.hpp: whom Usher has welcomed or is about to, and how many of what there were in each month.
//
// Brain thread, inside a transaction; throws DatabaseError. Times are UTC.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "bot/person.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace usher::welcome {

enum class State : std::uint8_t {
  waits,     // for the message
  sent,      // it is with the outbox
  left,      // they went before it
  passed,    // they are not welcomed: a rush that was none of the community's, or too late
  answered,  // they asked or pressed before anybody welcomed them
};

struct Row {
  std::int64_t id = 0;
  std::string space, person, room;
  State state = State::waits;
  sys_seconds joined{}, due{};
  bool stopped = false;
  std::int64_t again =
      0;  // seconds since 1970 when they want to be asked again; 0: never; -1: they were
  std::string lang, interests;
};

std::optional<Row> find(Database& db, std::string_view space, std::string_view person);
// A person came. lang: what is known of their language, BCP 47; may be empty. False where nothing is to be done about it: they
// were welcomed already, or wait for it.
bool came(
    Database& db, const Place& at, std::string_view person, std::string_view lang, sys_seconds now,
    sys_seconds due
);
// They went again, from that room or (none) from the space.
void went(Database& db, const Place& at, std::string_view person);
// The person's row, made where there is none: they have asked, so nobody need welcome them.
Row touch(Database& db, std::string_view space, std::string_view person, sys_seconds now);
void set_state(Database& db, std::int64_t id, State state, sys_seconds now);
void stop(Database& db, std::int64_t id);
void ask_again(Database& db, std::int64_t id, sys_seconds at, std::string_view lang);
void asked_again(Database& db, std::int64_t id);
void set_interests(Database& db, std::int64_t id, std::string_view interests);

// Those who wait and are due, in no space where a rush is undecided, in the order in which they came.
std::vector<Row> due(Database& db, sys_seconds now, std::int64_t most);
std::optional<sys_seconds> next_due(Database& db);  // of the same, due or not
std::vector<Row> to_ask_again(Database& db, sys_seconds now, std::int64_t most);
std::optional<sys_seconds> next_to_ask_again(Database& db);
// The messages sent after that time, oldest first: when each was.
std::vector<sys_seconds> sent_after(Database& db, sys_seconds after, std::int64_t most);
// How many came for the first time after that.
std::int64_t came_after(Database& db, std::string_view space, sys_seconds after);
// Those who wait in that space are passed over. How many.
std::int64_t pass_over(Database& db, std::string_view space);
// Likewise those who were due before that time, anywhere.
std::int64_t pass_over_late(Database& db, sys_seconds before);
// All who wait for the verdict on a rush that nobody has given since then.
std::int64_t pass_over_unjudged(Database& db, sys_seconds before);
std::int64_t waiting_in(Database& db, std::string_view space);

void forget(Database& db, std::string_view space, std::string_view person);
// Who was last seen before that, and has not said stop. How many rows went.
std::int64_t prune(Database& db, sys_seconds before, std::int64_t most);

void count(Database& db, std::string_view what, sys_seconds now, std::int64_t n = 1);
// The latest months, newest first: "2026-11" → what → how many.
std::vector<std::pair<std::string, std::map<std::string, std::int64_t, std::less<>>>> counts(
    Database& db, std::size_t months
);

}  // namespace usher::welcome
