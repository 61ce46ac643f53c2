// commands/proposals/author_guide.hpp: /nep how: from an idea to the last status, by the rules of the series.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/standing.hpp"

namespace usher::proposals {

// The whole way, step by step.
Doc guide(const View& view);
// Where this one stands, and what its author does next.
Doc guide_of(const Proposal& proposal, const Standing& standing, const View& view);

}  // namespace usher::proposals
