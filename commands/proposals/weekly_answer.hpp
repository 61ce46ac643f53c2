// commands/proposals/weekly_answer.hpp: what somebody who asks for, or about, a room's weekly summary is told.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/topic.hpp"
#include "commands/proposals/weekly_table.hpp"

#include <optional>

namespace usher::proposals {

struct WeeklyAnswer {
  Doc doc;
  // Its alarm is to be set, or taken away.
  std::optional<Weekly> kept, removed;
};

// `rest`: what follows "/nep digest". Writes the table.
WeeklyAnswer answer_weekly(std::string_view rest, const Question& question);

}  // namespace usher::proposals
