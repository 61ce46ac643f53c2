// commands/answers/confidence.cpp: the signs, and the fit.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/confidence.hpp"

#include <algorithm>
#include <cmath>

namespace usher::answers {

Signs signs_of(const Found& found) {
  if (found.matches.empty()) return {};
  const Match& first = found.matches.front();
  const double second = found.matches.size() > 1 ? found.matches[1].sum() : 0;
  const double margin = first.sum() <= 0 ? 0 : (first.sum() - second) / first.sum();
  const double words = std::min(std::log1p(static_cast<double>(found.asked)) / 4, 1.0);
  return {first.score,   first.near, first.nearest, first.learnt,         margin,
          first.covered, words,      found.unknown, found.han ? 1.0 : 0.0};
}

double Fit::of(const Signs& signs) const {
  double sum = base;
  for (std::size_t i = 0; i < signs.size(); ++i) sum += shares.at(i) * signs.at(i);
  return 1 / (1 + std::exp(-sum));
}

const Fit& fitted() {
  static constexpr Fit fit{
      .shares = {1.729, 7.878, 7.549, 1.731, 1.664, 3.840, 9.857, 1.566, 3.152}, .base = -17.110
  };
  return fit;
}

}  // namespace usher::answers
