// commands/proposals/meaning.hpp: what a status means for its readers, in a sentence each.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/view.hpp"

#include <optional>

namespace usher::proposals {

// "It is agreed on and waits for its implementation." Nothing for a status that is the series' own
// word.
std::optional<Phrase> meaning_of(std::string_view status, std::string_view type, const View& view);

// What readers can do now; a link where there is one to follow.
Line what_to_do(std::string_view status, const View& view);

}  // namespace usher::proposals
