// bot/outbox_keys.hpp: how recipients and queues are named in the outbox's rows.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/model.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace usher::outbox {

// Whom a row is for, parted by commas.
std::string joined(const std::vector<std::string>& people);

// Whom a key's record names: nobody, where it was for several.
std::string only_one(const std::vector<std::string>& people);

// Order holds within these. A collision only makes two queues wait for each other.
std::int64_t queue_of(const To& to, Lane lane);

// Whether it is posted once for ever: an announcement to a room.
bool is_forever(Lane lane, const To& to);

// The key that separates one recipient of a post from another.
std::string to_key(const To& to);

}  // namespace usher::outbox
