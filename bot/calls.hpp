// Calls as rows: asked of a service until it answers or the limits are reached, then exactly one Fetched.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"
#include "bot/event.hpp"
#include "bot/model.hpp"

#include <optional>
#include <string>
#include <vector>

namespace usher::calls {

struct Row {
  std::int64_t id = 0;
  std::string feature;
  Call call;
  sys_seconds created{};
  int tries = 0;
  sys_millis due{};
  bool lost = false;  // its body went with the process: it is not asked again
};

// Brain thread, inside a transaction. cause: the event that it came of, if any.
Row add(
    Database& db, std::string_view feature, const Call& call, const Event* cause, sys_seconds now
);
std::vector<Row> all(Database& db);  // at start: those whose answer never came
// Ends a call, in the transaction that handles its answer; false when it was ended before.
bool take(Database& db, std::int64_t id);
// Those whose answer only this person waits for.
void forget(Database& db, std::string_view space, std::string_view person);
void retry_later(Database& db, std::int64_t id, int tries, sys_millis due);

inline std::string fetched_id(std::int64_t id) { return "call:" + std::to_string(id); }

}  // namespace usher::calls
