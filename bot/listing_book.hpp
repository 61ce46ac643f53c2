// bot/listing_book.hpp: listings that were asked of a source of few requests, where a restart does not forget them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"

#include <chrono>
#include <cstddef>
#include <string_view>

namespace usher {

// How long the next listing of this service must wait, so that there are at most `most` in any hour; zero: it counts as
// asked from now on. A clock that was set back does not hold up for long what was asked in its future. Throws DatabaseError.
std::chrono::seconds until_listing(
    Database& db, std::string_view service, sys_seconds now, std::size_t most
);

}  // namespace usher
