// commands/proposals/lint_summary.hpp: how many findings there are, of which rules, and what has taken whose place.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/lint.hpp"
#include "commands/proposals/view.hpp"

#include <vector>

namespace usher::proposals {

Doc lint_summary(const Lint& lint, const View& view);

// "NEP 30, 31, 37"; of many, the first twelve.
Text numbers_said(const std::vector<int>& numbers, const View& view);

}  // namespace usher::proposals
