// commands/proposals/misses.hpp: what is said when there is no such proposal: what was wrong, and what to type instead.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/filters.hpp"
#include "commands/proposals/list.hpp"
#include "commands/proposals/query.hpp"
#include "commands/proposals/view.hpp"

namespace usher::proposals {

// "There is no NEP 33." with its neighbours and the highest number.
Doc no_number(const AskedNumber& asked, const View& view);
Doc no_words(std::string_view words, const Ranked& ranked, const View& view);
Doc bad_filter(const FilterProblem& problem, const View& view);
Doc no_author(std::string_view typed, const View& view);
Doc nothing_listed(const View& view);
// The table is still empty.
Doc not_here_yet(const View& view);

}  // namespace usher::proposals
