// commands/proposals/announce.hpp: news, worded for those who watch.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/feature.hpp"
#include "commands/proposals/news.hpp"
#include "commands/proposals/view.hpp"
#include "commands/proposals/watches.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace usher::proposals {

// A post for each room and each person that watches, a piece of news each; more than `most_alone` are one post. A room is
// spoken to in the community's language, a person in the one that they chose. `shelf`: after the poll of that number.
std::vector<Effect> announcements(
    const Settings& settings, const Shelf& shelf, std::span<const News> news, int poll,
    Context& context
);

// One piece of news as a message of its own; as a line of a digest, and as one of plain text.
Doc message_of(const News& news, const View& view, sys_seconds seen);
Line line_of(const News& news, const View& view);

// Why a step is worth a word: the rules of the series do not describe it.
Phrase note_of(const News& news, const View& view);

}  // namespace usher::proposals
