// adapters/web/budget.hpp: how many frames one tab may send: so many a second, and so many at once. Pure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <chrono>

namespace usher::web {

class Budget {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // per_second 0: no limit.
  Budget(double per_second, double burst, Time now)
      : per_second_(per_second), burst_(burst), left_(burst), at_(now) {}

  // One frame more; false when it is one too many.
  bool take(Time now) {
    if (per_second_ <= 0) return true;
    const double passed = std::chrono::duration<double>(now - at_).count();
    left_ = std::min(burst_, left_ + std::max(passed, 0.0) * per_second_);
    at_ = std::max(at_, now);
    if (left_ < 1) return false;
    left_ -= 1;
    return true;
  }

 private:
  double per_second_, burst_, left_;
  Time at_;
};

}  // namespace usher::web
