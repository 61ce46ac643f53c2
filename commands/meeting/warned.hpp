// commands/meeting/warned.hpp: what organisers were told of a date, so that they are told once.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/database.hpp"

#include <cstdint>
#include <string_view>

namespace usher::meeting {

enum class Warned : std::uint8_t { holiday = 1, page = 2 };  // as stored

// True the first time.
bool first_warning(Database& db, std::int64_t date, Warned kind, std::string_view what);
void prune_warned(Database& db);  // of dates that are gone

}  // namespace usher::meeting
