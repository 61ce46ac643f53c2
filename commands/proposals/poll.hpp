// commands/proposals/poll.hpp: keeps the table equal to its source: list, read what is new, compare, swap.
//
// A poll is a chain of events: Tick → Call LIST → Fetched → Calls GET for changed files only → a Fetched each. When the last
// has come or failed, what becomes of each number is decided; then one transaction makes all of that hold and records what
// is news. Whatever fails leaves the table as it was. Calls keep no order and are numbered by poll, so that late answers do
// no harm. What is too much for one event goes on with the next, by a job that is due at once (Step, in table.hpp, says
// how far it is): everything that a step needs is in rows.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "bot/model.hpp"
#include "commands/proposals/listing.hpp"
#include "commands/proposals/news.hpp"
#include "commands/proposals/reports.hpp"
#include "commands/proposals/staging.hpp"
#include "commands/proposals/table.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace usher::proposals {

class Budget;

// What came of one event. News only where its poll has ended: they are recorded, and to be told by whoever asked, in this
// transaction.
struct Polled {
  std::vector<Effect> effects = {};
  std::vector<News> news = {};
  int poll = 0;
  bool reported = false;  // maintainers are to be told something (reports.hpp)
  // What the table holds from now on, where that has changed.
  struct Swap {
    std::vector<Decision> decisions;
    sys_seconds as_of{};
    bool shipped = false;
  };
  std::optional<Swap> swap = {};
};

class Poll {
 public:
  static constexpr std::string_view job = "poll";
  static constexpr std::string_view step_job = "poll:step";  // one under way goes on

  // settings must outlive it. `feature`: in whose name the operator is told of trouble.
  Poll(const Settings& settings, std::string_view feature)
      : settings_(settings), feature_(feature) {}

  // Fills an empty table from the shipped index, or an older index's by a newer one; the first poll. `read`: what this
  // very source holds at present, where that is known before the first poll; it takes the place of another source's.
  std::vector<Effect> start(
      Database& db, sys_seconds now, const std::optional<Shelf>& read = std::nullopt
  ) const;
  static bool owns(std::string_view of_job) { return of_job == job || of_job == step_job; }
  // `shelf`: what the table holds (facts_from_database).
  Polled tick(Database& db, std::string_view of_job, const Shelf& shelf, sys_seconds now) const;
  Polled fetched(Database& db, const Fetched& answer, const Shelf& shelf, sys_seconds now) const;

  // A maintainer says that the listing which is not believed is right: the next poll, which comes at once, takes it.
  // Nothing where no listing is doubted.
  std::vector<Effect> trust_listing(Database& db, sys_seconds now) const;

 private:
  // One event's work.
  struct Work {
    Database& db;
    Freshness& state;
    const Shelf& shelf;
    sys_seconds now;
    Budget& budget;
    Polled& out;
  };

  // --- poll.cpp ---
  Polled listed(
      Database& db, Freshness state, const Fetched& answer, const Shelf& shelf, sys_seconds now
  ) const;
  Polled read(
      Database& db, Freshness state, std::string_view file, const Fetched& answer,
      const Shelf& shelf, sys_seconds now
  ) const;
  void ask(const Work& work, std::size_t most) const;
  void give_way(const Work& work) const;

  // --- poll_end.cpp ---
  void settle(const Work& work) const;
  void fail(const Work& work, errc why) const;
  // Nothing was asked, since it was asked often enough; `wait`: until when, 0 where that is not known.
  void put_off(const Work& work, std::chrono::seconds wait) const;
  // Failures in a row after which the operator is told, and after which a file that is amiss is passed over.
  static constexpr int told_at = 3;

  // --- poll_steps.cpp, poll_compare.cpp, poll_merge.cpp ---
  // As far as the event's budget reaches; then a job for the rest. `listing`: where it is at hand.
  void proceed(const Work& work, const Listed* listing = nullptr) const;
  bool stage_files(const Work& work, const Listed& listing) const;
  bool compare_files(const Work& work) const;
  bool swap(const Work& work) const;
  bool merge(const Work& work) const;

  // --- poll_start.cpp ---
  static constexpr std::chrono::minutes longest_wait{30};  // without an answer; then a poll is over
  void merge_all(Database& db, Freshness& state) const;

  // --- poll_judge.cpp ---
  // Whether this listing, which lacks some of what is known, is to be refused; the state remembers it.
  bool refuses(const Work& work, const Listed& listing) const;
  // The same once its files were read, by their titles; then the poll is over.
  bool doubts(const Work& work, std::span<const Decision> decided, bool whole) const;
  bool believes(const Work& work, const Listed& listing, const std::string& what, std::size_t lacks)
      const;
  void tell_of_left(const Work& work, std::span<const Decision> decisions) const;
  // Who is to do something about it, beside the operator.
  void report(const Work& work, Report what) const;
  void tell_operator(Database& db, std::string_view what, sys_seconds now) const;

  // Of the shelf, what a poll of this source may be compared with: nothing of what another one said.
  const Shelf& own(const Freshness& state, const Shelf& shelf) const;

  const Settings& settings_;
  std::string_view feature_;
};

// What is new between two shelves, by number: the one place where they are compared.
std::vector<Change> compare(const Shelf& before, const Shelf& after);

}  // namespace usher::proposals
