// commands/proposals/lint_relations.hpp: whether what replaces and what is replaced name each other. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/lint.hpp"

namespace usher::proposals {

// Rules no_replaced_by to circle, in no order. Time in proportion to the shelf and its references.
std::vector<Finding> lint_relations(const Shelf& shelf, const Settings& settings);

}  // namespace usher::proposals
