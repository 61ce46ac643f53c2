// commands/proposals/watch.hpp: /nep watch, unwatch, watching and accept-listing.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/proposals/view.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace usher::proposals {

// All words of the command: those of query_words(), and these.
std::span<const WordSpec> command_words();

// Who asks, where, and what with.
struct WatchQuestion {
  const Event& event;
  const View& view;
  Context& context;
};

// Nothing where `args` begins with none of the words of this file: it is a look-up then.
std::optional<Doc> answer_watching(std::string_view args, const WatchQuestion& question);

// "accept-listing", which Poll has to be asked for: true where `args` says so.
bool asks_to_trust(std::string_view args);
Doc trusted(bool any, const View& view);

// Whatever was asked for by this person is gone.
void forget_watches(
    const Person& who, std::string_view space, const Settings& settings, Database& db
);

}  // namespace usher::proposals
