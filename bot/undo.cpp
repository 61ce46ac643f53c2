// bot/undo.cpp: whether there is a savepoint.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/undo.hpp"

namespace usher {

namespace {

// Of the thread that runs a transaction, from its beginning to its end.
thread_local bool bare = false;

}  // namespace

Bare::Bare() { bare = true; }
Bare::~Bare() { bare = false; }

Undo::Undo(Database& db, Use use) {
  if (use == Use::likely || !bare) savepoint_.emplace(db, "feature");
}

void Undo::release() {
  if (savepoint_) savepoint_->release();
}

void Undo::roll_back() {
  if (!savepoint_) throw NoSavepoint();
  savepoint_->roll_back();
}

}  // namespace usher
