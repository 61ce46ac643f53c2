// commands/answers/confidence.hpp: how likely it is that the first topic found is the one that is asked for.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/answers/index.hpp"

#include <array>

namespace usher::answers {

// What a confidence is fitted on. Each about between 0 and 1; the last three are nothing where no model was asked what is meant.
inline constexpr std::size_t sign_count = 12;
using Signs = std::array<double, sign_count>;
Signs signs_of(const Found& found);

// Of a logistic regression: the share of each sign, and what is there without any.
struct Fit {
  Signs shares{};
  double base = 0;
  double of(const Signs& signs) const;  // 0 to 1
};

// Fitted by `./dev bench answers --fit`, which prints it.
const Fit& fitted();
// Likewise, for what a model was asked about too.
const Fit& fitted_with_meaning();

// From which confidence on: an answer, a choice of three; below, people are better.
inline constexpr double sure_from = 0.8;
inline constexpr double likely_from = 0.3;
// Whoever was not asked had better be surer.
inline constexpr double sure_unasked_from = 0.9;

}  // namespace usher::answers
