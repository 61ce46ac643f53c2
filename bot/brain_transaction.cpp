// bot/brain_transaction.cpp: group commit, and what happens when something is taken back or SQLite has dropped the transaction.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/brain.hpp"
#include "bot/step.hpp"
#include "bot/undo.hpp"

#include <chrono>
#include <exception>

namespace usher {

namespace {

// A slice of brain work: no more tasks are taken into one transaction after this long.
constexpr std::chrono::milliseconds slice{20};

}  // namespace

// How many items of `batch` are on disk now; 0 when the transaction was lost. Hardly ever is something taken back, so it
// goes without savepoints at first: each makes SQLite copy every page that is written within it.
std::size_t Brain::process_together(std::span<Item> batch) {
  try {
    std::size_t ran = run_bare(batch);
    if (ran == 0) ran = run_guarded(batch);
    errc why = errc::ok;
    return ran != 0 && commit(why) ? ran : 0;
  } catch (const DatabaseError& error) {
    note_refusal(error.what());
    abandon();
    return 0;
  }
}

// As many as fit into a slice, in a transaction that is to be committed. 0: one of them takes something back, or failed; all
// of them are as if they had never run.
std::size_t Brain::run_bare(std::span<Item> batch) {
  begin();
  const Bare bare;
  const auto until = std::chrono::steady_clock::now() + slice;
  std::size_t ran = 0;
  for (Item& item : batch) {
    item.result = errc::ok;
    bool done = false;
    try {
      item.task.work(*database_);
      done = database_->in_transaction();
    } catch (...) {
      done = false;  // what it was is seen when it happens again
    }
    if (!done) {
      abandon();
      return 0;
    }
    writing_.succeeded();
    ++ran;
    if (std::chrono::steady_clock::now() > until) break;  // the rest has the next transaction
  }
  return ran;
}

// The same with a savepoint for each. 0: SQLite has dropped the transaction.
std::size_t Brain::run_guarded(std::span<Item> batch) {
  begin();
  const auto until = std::chrono::steady_clock::now() + slice;
  std::size_t ran = 0;
  for (Item& item : batch) {
    if (run_item(item) == Ran::dropped) return 0;
    ++ran;
    if (std::chrono::steady_clock::now() > until) break;
  }
  return ran;
}

void Brain::process_alone(Item& item) {
  try {
    begin();
    item.result = errc::ok;
    const Ran ran = run_item(item);
    if (ran == Ran::dropped) {
      item.result = item.result == errc::ok ? errc::storage_failed : item.result;
      note_refusal("the database has dropped a transaction");
      return;
    }
    errc why = errc::ok;
    if (!commit(why)) item.result = why;
  } catch (const DatabaseError& error) {
    item.result = error.code();
    note_refusal(error.what());
    abandon();
  }
}

Brain::Ran Brain::run_item(Item& item) {
  item.result = errc::ok;
  try {
    Savepoint savepoint(*database_, "event");
    item.task.work(*database_);
    if (!database_->in_transaction()) {
      abandon();
      return Ran::dropped;
    }
    savepoint.release();
    writing_.succeeded();
    return Ran::ok;
  } catch (const DatabaseError& error) {
    item.result = error.code();
    note_refusal(error.what());
  } catch (const std::exception& error) {
    item.result = errc::bug;
    note_trouble(error.what());
  }
  if (hooks_.rolled_back) hooks_.rolled_back();
  if (database_->in_transaction()) return Ran::failed;
  abandon();
  return Ran::dropped;
}

void Brain::begin() {
  writing_.begin();
  database_->run("BEGIN IMMEDIATE");
}

bool Brain::commit(errc& why) {
  step("before commit");
  try {
    database_->run("COMMIT");
  } catch (const DatabaseError& error) {
    why = error.code();
    note_refusal(error.what());
    abandon();
    return false;
  }
  step("after commit");
  commits_.fetch_add(1, std::memory_order_relaxed);
  if (writing_.committed(*database_)) note_trouble("the database takes what is written again");
  try {
    if (hooks_.committed) hooks_.committed(*database_);
  } catch (const std::exception& error) {
    note_trouble(error.what());  // what was committed stays so
  }
  return true;
}

void Brain::abandon() noexcept {
  try {
    if (database_->in_transaction()) database_->run("ROLLBACK");
  } catch (const DatabaseError& error) {
    note_trouble(error.what());
  }
  if (hooks_.rolled_back) hooks_.rolled_back();
}

}  // namespace usher
