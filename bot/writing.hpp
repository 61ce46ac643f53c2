// bot/writing.hpp: whether the disk takes what is written, and which of its refusals the operator was told of.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/store.hpp"

#include <atomic>
#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace usher {

// The brain's, and its thread's alone but for ok(). False from a failure until a commit without one.
class Writing {
 public:
  bool ok() const { return ok_.load(std::memory_order_relaxed); }  // any thread

  // A transaction begins.
  void begin() {
    succeeded_ = false;
    failed_ = false;
  }
  void succeeded() { succeeded_ = true; }  // one of its tasks did
  // True when that is news: a disk that stays full is told of once, not at each attempt.
  bool refused(std::string_view why) {
    failed_ = true;
    ok_.store(false, std::memory_order_relaxed);
    constexpr std::size_t most_told = 16;
    return told_.size() < most_told && told_.emplace(why).second;
  }
  // The transaction is on disk; true when that is news. It may have held nothing but looks, which a full disk allows: so
  // something is written first.
  bool committed(Database& db) {
    if (ok() || !succeeded_ || failed_) return false;
    try {
      touch(db);
    } catch (const DatabaseError&) {
      return false;
    }
    ok_.store(true, std::memory_order_relaxed);
    told_.clear();
    return true;
  }

 private:
  std::atomic<bool> ok_{true};
  bool succeeded_ = false;
  bool failed_ = false;  // for the disk
  std::set<std::string, std::less<>> told_;
};

}  // namespace usher
