// commands/meeting/reach.hpp: everybody who is told of a change.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/card.hpp"
#include "commands/meeting/telling.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace usher::meeting {

struct Reach {
  std::vector<Target> rooms;  // configured first, then those that have subscribed
  std::size_t people = 0;     // subscribers, and those who said that they come
};
Reach reach_of(const Shown& what, const Settings& settings, const Context& context);
// The same of several dates of a series; key: its own.
Reach reach_of(
    std::string_view key, std::span<const std::int64_t> dates, const Settings& settings,
    const Context& context
);

// Who said that they come to any of these, wanted one more reminder, or were asked whether they host it; at most so many.
std::vector<Subscriber> who_come(
    Database& db, std::span<const std::int64_t> dates, std::size_t most
);

}  // namespace usher::meeting
