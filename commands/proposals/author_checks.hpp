// commands/proposals/author_checks.hpp: what a proposal has of all that acceptance asks for. Advice, never a verdict.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/standing.hpp"

#include <vector>

namespace usher::proposals {

struct CheckedPoint {
  enum class Kind : std::uint8_t { fine, look, note } kind = Kind::fine;
  Line words;
};

std::vector<CheckedPoint> checked(
    const Proposal& proposal, const Standing& standing, const View& view
);
// The points with a mark each, and in a sentence what they come to.
Doc readiness(const Proposal& proposal, const Standing& standing, const View& view);

}  // namespace usher::proposals
