// commands/proposals/telling.hpp: how those who watch are written to: in which language, by which post, and why.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/proposals/view.hpp"
#include "commands/proposals/watches.hpp"

#include <string>
#include <vector>

namespace usher::proposals {

// A room is spoken to in the community's language, a person in the one that they chose, else in that of their chat system,
// else in that in which they last said what they watch. BCP 47.
std::string language_of(const Watch& watch, const Context& context);

// `key`: each watcher gets it once (bot/model.hpp, Post::key).
Post post_to(const Watcher& who, std::string key, Doc doc, Lane lane);

// Why a person is written to, and how to make it stop.
Doc reason_for(const std::vector<Watched>& why, const View& view);

}  // namespace usher::proposals
