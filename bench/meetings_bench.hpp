// bench/meetings_bench.hpp: what meetings cost.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

namespace usher::bench {

// Rules beside libical's, and beside dateutil's where `peers` lists it; a large calendar; planning for many.
void meetings(const std::string& peers);
// How long the brain is held by each of the events in which a calendar is compared, read first so and then so. Prints.
void slices_figures(const std::string& calendar, const std::string& moved);

}  // namespace usher::bench
