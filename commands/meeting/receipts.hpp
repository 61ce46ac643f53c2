// commands/meeting/receipts.hpp: who was reached by what an organiser had told, written to them when that is known.
//
// Brain thread, inside a transaction; throws DatabaseError.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/meeting/settings.hpp"
#include "commands/meeting/subscriptions.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace usher::meeting {

// edit: what it changed, while the calendar may say otherwise (sources.hpp); 0: nothing.
// For the posts with the key of receipt_key(): those are posted with Post::tell.
std::int64_t begin_receipt(
    Database& db, const Subscriber& for_whom, std::string_view title, sys_seconds now,
    std::int64_t edit = 0
);
std::string receipt_key(std::int64_t receipt);
// So many posts more were made; complete: no more come.
std::vector<Effect> note_posts(
    const Settings& settings, const Context& context, std::int64_t receipt, std::size_t posts,
    bool complete
);
// One has arrived, or was given up. Nothing where it belongs to no receipt.
std::vector<Effect> note_end(
    const Settings& settings, const Context& context, std::string_view key, const To& to, errc why
);

}  // namespace usher::meeting
