// commands/proposals/lint_answer.hpp: findings as an answer: all of them ten at a time, or those of a few proposals.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/lint.hpp"
#include "commands/proposals/query.hpp"
#include "commands/proposals/view.hpp"

#include <string_view>

namespace usher::proposals {

// By rule, with the number of all first. `page` counts from 0; one that does not exist is the last one. `action`: of
// the buttons that turn pages, whose value is the page. `remarks`: what stands above these.
Doc all_findings(
    const Lint& lint, int page, std::string_view action, const View& view, Doc remarks = {}
);

// By proposal, in the order in which they were asked for; unknown ones are answered as look-ups are.
Doc findings_of(const Lint& lint, const ByNumber& asked, const View& view);

// Those of which it is not known how old their status is; empty where there are none. `reading`: their histories are
// being read.
Doc undated_ones(const Lint& lint, bool reading, const View& view);

}  // namespace usher::proposals
