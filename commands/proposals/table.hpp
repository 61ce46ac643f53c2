// commands/proposals/table.hpp: proposals in the database (bot/migrations/0002_proposals.sql).
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "commands/proposals/shelf.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace usher::proposals {

// How far a poll has come; as stored. What takes long is done in several transactions, a step's place between them.
enum class Step : std::uint8_t {
  none = 0,       // no poll, or its listing is waited for
  staging = 1,    // those files of the listing that differ from the table become rows of their own
  reading = 2,    // files are waited for
  comparing = 3,  // what becomes of each number is decided, and what of it is news
  merging = 4,    // the poll has ended and what it decided holds; its rows become the table's
  filling = 5,    // the same of a baseline: no news, and what left is not remembered
  clearing = 6,   // of what the poll has left behind
};

// A row of proposal_series.
struct Freshness {
  sys_seconds as_of{};
  std::string source;  // empty: the shipped index
  std::string etag;
  int failures = 0;
  int poll = 0;
  sys_seconds started{};  // when the poll under way began, or last went on; 0 where none is
  std::string pending_etag;
  std::string baseline;  // the source that was polled before: what it says now may be news
  // The listing that is not believed: which proposals it holds, since when, in how many polls; and whether a maintainer
  // has said that it is right.
  std::string doubt;
  sys_seconds doubted{};
  int doubts = 0;
  bool trusted = false;
  Step step = Step::none;
  int place = -1;  // the number up to which the step is done
  std::string
      asked;  // the source that the last poll to begin asked, and the version of the reader that it began with
  int reader = 0;
  int amiss = 0;  // polls in a row that ended without some of their files
};

std::optional<Freshness> freshness(Database& db, std::string_view series);
void set_freshness(Database& db, std::string_view series, const Freshness& state);

// What is known of a series: its table, and what the last poll has decided and not yet written there. Nothing where it was
// never filled. Throws DatabaseError.
std::optional<Shelf> facts_from_database(Database& db, std::string_view series);
// The row of one proposal, whatever a poll has decided.
std::optional<Proposal> row_of(Database& db, std::string_view series, int number);

// Whether another version of the program has read some of them, or the facts of some are not whole.
bool any_partial(Database& db, std::string_view series);

// One thing that is new between two shelves. The pointers point into them.
struct Change {
  const Proposal* before = nullptr;  // null: added
  const Proposal* after = nullptr;   // null: gone
};

// Makes proposals found by the words of their titles, by their authors, and by the words of their abstracts.
void put_words(Database& db, std::string_view series, std::span<const Proposal* const> proposals);
void put_all_words(Database& db, std::string_view series, const Shelf& shelf);

// Writes the changes to the table and to the search index.
void store_changes(Database& db, std::string_view series, std::span<const Change> changes);

}  // namespace usher::proposals
