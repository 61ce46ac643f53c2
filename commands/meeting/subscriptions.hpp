// commands/meeting/subscriptions.hpp: who is to be reminded of what, and whose clocks they go by.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "bot/person.hpp"

#include <chrono>
#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

using Lead = std::chrono::seconds;  // before the start

// A room (no person), or a person (no room), who is written to directly.
struct Subscriber {
  std::string space, room, person;
  auto operator<=>(const Subscriber&) const = default;
};

// "=<key of a series>", "#<tag>", "*": what somebody subscribes to.
std::string of_series(std::string_view key);
std::string of_tag(std::string_view tag);
inline constexpr std::string_view of_all = "*";

// In place of the leads that they had for it before.
void subscribe(
    Database& db, const Subscriber& who, std::string_view what, const std::vector<Lead>& leads,
    sys_seconds now
);
void unsubscribe(Database& db, const Subscriber& who, std::string_view what);
void unsubscribe_all(Database& db, const Subscriber& who);
// What they have, each with its leads, the longest first.
std::vector<std::pair<std::string, std::vector<Lead>>> subscriptions_of(
    Database& db, const Subscriber& who
);
// All that anybody has asked for: the leads of each.
std::map<std::string, std::set<Lead>, std::less<>> leads_by_what(Database& db);

// One who is to be told, and why: what they have asked for, with the leads that matter here.
struct Told {
  Subscriber who;
  std::vector<std::pair<std::string, Lead>> why;
};
struct Page {
  std::vector<Told> told;  // in order
  bool last = true;        // there is nobody after them
};
// Those who have asked for any of these (with this lead; with any, where the lead is not given), after `after` (all: after an
// empty one), at most so many.
struct Wanted {
  std::string what;
  std::optional<Lead> lead;
};
Page subscribers(
    Database& db, const std::vector<Wanted>& wanted, const Subscriber& after, std::size_t most
);

// --- people ---
struct KnownPerson {
  std::string zone;     // IANA; empty: not known
  bool chosen = false;  // they have said so themselves
  std::string lang;     // BCP 47
};
std::optional<KnownPerson> known_person(
    Database& db, std::string_view space, std::string_view person
);
void choose_zone(Database& db, const Place& at, const Person& who, std::string_view zone);
// What their platform says of them now; a zone that they have chosen stays.
void remember(Database& db, const Place& at, const Person& who);
// A series has another key: what people have said of it follows; hosts, talks, agenda and actions, too.
void move_key(Database& db, const std::string& from, const std::string& to);
// A date was put off by so much: one more reminder of it comes as long before it as was asked for.
void move_later(Database& db, std::int64_t date, std::chrono::seconds by);
// /forget me.
void forget_person(Database& db, std::string_view space, std::string_view person);

}  // namespace usher::meeting
