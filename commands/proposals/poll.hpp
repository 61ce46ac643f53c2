// commands/proposals/poll.hpp: keeps the table equal to its source: list, read what is new, compare, swap.
//
// A poll is a chain of events: Tick → Call LIST → Fetched → Calls GET for changed files only → a Fetched each. What is
// parsed of each file is a staged row; when the last has come or failed, one transaction compares and swaps. Whatever
// fails leaves the table as it was. Calls keep no order and are numbered by poll, so that late answers do no harm.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "bot/model.hpp"
#include "commands/proposals/listing.hpp"
#include "commands/proposals/news.hpp"
#include "commands/proposals/table.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace usher::proposals {

struct Assembled;

// What came of one answer. News only where it was the last of its poll: they are recorded, and to be told by whoever asked,
// in this transaction.
struct Polled {
  std::vector<Effect> effects = {};
  std::vector<News> news = {};
  int poll = 0;
};

class Poll {
 public:
  // settings must outlive it. `feature`: in whose name the operator is told of trouble.
  Poll(const Settings& settings, std::string_view feature)
      : settings_(settings), feature_(feature) {}

  // Fills an empty table from the shipped index, or an older index's by a newer one; the first poll. `read`: what this
  // very source holds at present, where that is known before the first poll; it takes the place of another source's.
  std::vector<Effect> start(
      Database& db, sys_seconds now, const std::optional<Shelf>& read = std::nullopt
  ) const;
  std::vector<Effect> tick(Database& db, sys_seconds now) const;
  Polled fetched(Database& db, const Fetched& answer, sys_seconds now) const;

  // A maintainer says that the listing which is not believed is right: the next poll, which comes at once, takes it.
  // Nothing where no listing is doubted.
  std::vector<Effect> trust_listing(Database& db, sys_seconds now) const;

 private:
  Polled listed(Database& db, Freshness state, const Fetched& answer, sys_seconds now) const;
  Polled read(
      Database& db, const Freshness& state, std::string_view file, const Fetched& answer,
      sys_seconds now
  ) const;
  Polled finish(Database& db, Freshness state, sys_seconds now) const;
  // The news of the swap, recorded; and what else is remembered for the next one.
  std::vector<News> compare_news(
      Database& db, const Freshness& state, const Shelf& before, const Assembled& after,
      sys_seconds now
  ) const;
  // Whether this listing, which lacks some of what is known, is to be refused; `state` remembers it.
  bool refuses(Database& db, Freshness& state, const Listed& listing, sys_seconds now) const;
  std::vector<Effect> settle(Database& db, Freshness state, sys_seconds now) const;
  std::vector<Effect> fail(Database& db, Freshness state, errc why, sys_seconds now) const;
  // What a new poll of this source may be compared with: nothing of what another one said.
  Shelf own_facts(Database& db, const Freshness& state) const;
  void tell_operator(Database& db, std::string_view what, sys_seconds now) const;

  static constexpr std::string_view job = "poll";

  const Settings& settings_;
  std::string_view feature_;
};

// What is new between two shelves, by number: the one place where they are compared.
std::vector<Change> compare(const Shelf& before, const Shelf& after);

}  // namespace usher::proposals
