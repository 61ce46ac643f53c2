// Savepoints that are made only where something is likely to be taken back: each makes SQLite copy every page that is written
// within it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"

#include <optional>

namespace usher {

// While it lives, this thread makes savepoints only where they are likely to be used. Whoever takes something back without one
// ends the transaction, and all that was in it has to run again, without this.
class Bare {
 public:
  Bare();
  Bare(const Bare&) = delete;
  Bare& operator=(const Bare&) = delete;
  ~Bare();
};

// Thrown by Undo::roll_back() where there is no savepoint. No std::exception, so that nobody takes it for one and goes on.
struct NoSavepoint {};

// What is written while it lives is taken back, unless it is released. Inside a transaction.
class Undo {
 public:
  enum class Use : bool { rare, likely };
  Undo(Database& db, Use use);
  void release();
  void roll_back();

 private:
  std::optional<Savepoint> savepoint_;
};

}  // namespace usher
