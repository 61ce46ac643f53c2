// bot/cli_history.hpp: usher nep history 18.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/compose.hpp"
#include "bot/database.hpp"
#include "commands/proposals/shelf.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace usher {

// What follows the word, where the first of `words` is that of a history, in whichever language.
std::optional<std::string> history_asked(std::string_view words);

// What a history is told from. `db` may be null; nothing is written.
struct HistorySources {
  const proposals::Settings& series;
  const ProposalsConfig& config;
  const proposals::Shelf& shelf;
  Database* db = nullptr;
};
// A checkout is read now. Of any other source there is what the bot has read of it, and what it has seen.
int tell_history(
    const Order& order, const std::string& asked, const HistorySources& sources,
    const Catalog& catalog, const std::string& lang
);

}  // namespace usher
