// The scheduler: features' alarm clocks as rows. Decided by the wall clock; who wakes the engine uses the steady clock.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "bot/model.hpp"

#include <optional>
#include <string>
#include <vector>

namespace usher::scheduler {

struct Job {
  std::string feature, job;
  sys_seconds at{};
  int tries = 0;
};

// All brain thread, inside a transaction.
void remind(Database& db, std::string_view feature, const Remind& remind);  // a known job is moved
void forget(Database& db, std::string_view feature, std::string_view job);
std::vector<Job> due(Database& db, sys_seconds now, int limit);
std::optional<sys_seconds> next(Database& db);
std::optional<Job> find(Database& db, std::string_view feature, std::string_view job);

// The Tick of a job is handled in the transaction that ends the job, so neither is lost and neither is done twice.
// Begin: false when the job was moved or forgotten meanwhile. End it before the feature runs, so that the feature may set it anew.
bool take(Database& db, const Job& job);
// The feature failed: the job comes back later, at most `most_tries` times; false when it was given up.
bool put_back(Database& db, const Job& job, sys_seconds now);
inline constexpr int most_tries = 8;

// Unique for each firing, the same when a crash repeats it.
std::string tick_id(const Job& job);

// How long to sleep: until the next job by the wall clock, never over a minute (the clock may step, the machine may sleep).
std::chrono::milliseconds nap(std::optional<sys_seconds> next, sys_millis now);

}  // namespace usher::scheduler
