// bench/rules_bench.hpp: how long recurrence rules take, beside others.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

namespace usher::bench {

// peers: the file that lists dateutil (listed_bots); empty: ours and libical's alone.
void rules_figures(const std::string& peers);

}  // namespace usher::bench
