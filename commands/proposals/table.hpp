// commands/proposals/table.hpp: proposals in the database (bot/migrations/0002_proposals.sql).
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/proposals/shelf.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace usher::proposals {

// A row of proposal_series.
struct Freshness {
  sys_seconds as_of{};
  std::string source;  // empty: the shipped index
  std::string etag;
  int failures = 0;
  int poll = 0;
  sys_seconds started{};  // 0 where no poll is under way
  std::string pending_etag;
  std::string baseline;  // the source that was polled as a whole: what it says now may be news
  // The listing that is not believed: which proposals it holds, since when, in how many polls; and whether a maintainer
  // has said that it is right.
  std::string doubt;
  sys_seconds doubted{};
  int doubts = 0;
  bool trusted = false;
};

std::optional<Freshness> freshness(Database& db, std::string_view series);
void set_freshness(Database& db, std::string_view series, const Freshness& state);

// The whole table of a series; nothing where there is none yet. Throws DatabaseError.
std::optional<Shelf> facts_from_database(Database& db, std::string_view series);

// One thing that is new between two shelves. The pointers point into them.
struct Change {
  const Proposal* before = nullptr;  // null: added
  const Proposal* after = nullptr;   // null: gone
};

// Makes a proposal found by the words of its title and by its authors.
void put_words(Database& db, std::string_view series, const Proposal& proposal);

// Writes the changes to the table and to the search index.
void store_changes(Database& db, std::string_view series, std::span<const Change> changes);

}  // namespace usher::proposals
