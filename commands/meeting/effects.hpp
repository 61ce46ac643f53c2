// commands/meeting/effects.hpp: effects, one after the other.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/model.hpp"

#include <iterator>
#include <vector>

namespace usher::meeting {

inline void add(std::vector<Effect>& to, std::vector<Effect> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace usher::meeting
