// commands/meeting/source_steps.hpp: what sources.cpp and source_calls.cpp share: an edit with its date, and the Calls of its way.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/meeting/sources.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace usher::meeting {

struct FoundEdit {
  HeldEdit edit;
  Shown shown;
};
std::optional<FoundEdit> found_edit(Database& db, std::int64_t id);
// Its date is as it was changed then, the calendar says otherwise, and one of both is to come.
bool still_differs(const FoundEdit& found, sys_seconds now);

Call source_call(
    const SourceFileSettings& file, std::string tag, std::string method, std::string path,
    std::chrono::seconds within
);
// The first of a chain. times: how often it was asked for; tries: how often the file went on meanwhile.
Call read_call(
    const SourceFileSettings& file, const HeldEdit& edit, std::int64_t times, std::int64_t tries
);

// Whoever changed it is told that the calendar says otherwise; step: which time that is.
std::vector<Effect> remind_of_edit(
    const Settings& settings, const Context& context, const FoundEdit& found, std::int64_t step
);

}  // namespace usher::meeting
