// commands/meeting/pads.hpp: Calls to the pages on which agendas are written together, and notes that are read from them.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/settings.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usher::meeting {

// Of the series with this key, where it has a page that can be read; else null.
const SeriesSettings* with_pad(const Settings& settings, std::string_view key);
Call pad_call(
    const Settings& settings, const SeriesSettings& own, std::string tag, std::string method,
    std::chrono::seconds within
);
// What is in the way, in one sentence.
Phrase pad_trouble(const Fetched& answer, const Say& say);

// The page was read for whoever asked (meeting_pad_asks): they get the file, or what is in the way.
std::vector<Effect> notes_read(
    const Settings& settings, Context& context, std::int64_t ask, const Fetched& answer
);

}  // namespace usher::meeting
