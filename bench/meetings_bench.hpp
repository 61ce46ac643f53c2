// bench/meetings_bench.hpp: what meetings cost.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

namespace usher::bench {

// Rules beside libical's, and beside dateutil's where `peers` lists it; a large calendar; planning for many.
void meetings(const std::string& peers);

}  // namespace usher::bench
