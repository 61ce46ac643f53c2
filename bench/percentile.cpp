// bench/percentile.cpp: the value that a share of all values does not exceed.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/bench.hpp"

#include <algorithm>
#include <cmath>

namespace usher::bench {

double percentile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  const auto at =
      static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size()))) - 1;
  return values[std::min(at, values.size() - 1)];
}

}  // namespace usher::bench
