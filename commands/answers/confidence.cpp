// commands/answers/confidence.cpp: the signs, and the fit.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/answers/confidence.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace usher::answers {

Signs signs_of(const Found& found) {
  if (found.matches.empty()) return {};
  const Match& first = found.matches.front();
  const double second = found.matches.size() > 1 ? found.matches[1].sum() : 0;
  const double margin = first.sum() <= 0 ? 0 : (first.sum() - second) / first.sum();
  const double words = std::min(std::log1p(static_cast<double>(found.asked)) / 4, 1.0);
  Signs out{first.score,   first.near, first.nearest, first.learnt,         margin,
            first.covered, words,      found.unknown, found.han ? 1.0 : 0.0};
  if (!first.meant) return out;
  // By what is meant alone: how near it is, how far before the next, and whether the words say the same.
  double next = 0;
  bool agreed = true;
  for (const Match& match : std::span(found.matches).subspan(1)) {
    next = std::max(next, match.meant.value_or(0));
    agreed = agreed && match.by_words() < first.by_words();
  }
  out[9] = *first.meant;
  out[10] = *first.meant - next;
  out[11] = agreed ? 1 : 0;
  return out;
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

const Fit& fitted_with_meaning() {
  static constexpr Fit fit{
      .shares =
          {1.208, 0.771, 1.587, 1.189, 2.829, 0.577, 2.788, -2.113, 2.277, 5.718, 0.565, -1.608},
      .base = -7.184
  };
  return fit;
}

}  // namespace usher::answers
