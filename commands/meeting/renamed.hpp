// commands/meeting/renamed.hpp: which series of a calendar has only got another title. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/meeting/reading.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace usher::meeting {

// What is known of a series that the calendar has no more.
struct Lost {
  std::int64_t id = 0;
  std::string key, join, agenda;
  std::vector<sys_seconds> dates;  // to come, in order
};

// Of lost series and of new ones, by the place of the latter in `read`: those that are one. A new one has the dates of a lost
// one (at least half of its first ten), or its agenda page or call beside a title that shares most words with it.
std::vector<std::pair<std::int64_t, std::size_t>> renamed(
    std::span<const Lost> lost, std::span<const ReadSeries> read,
    const std::vector<std::size_t>& fresh, sys_seconds now
);

}  // namespace usher::meeting
