// commands/proposals/budget.hpp: how much of a poll is done in one transaction, so that nobody has to wait for it.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>

namespace usher::proposals {

// About how long a row of each kind takes, in microseconds; measured with ./dev bench proposals. Counted rather than timed,
// so that a poll takes the same steps every time.
namespace cost {
inline constexpr std::size_t staged = 8;
inline constexpr std::size_t asked = 20;
inline constexpr std::size_t compared = 20;
inline constexpr std::size_t looked_for = 40;
inline constexpr std::size_t swapped = 3;
inline constexpr std::size_t told = 6;
inline constexpr std::size_t merged = 50;
inline constexpr std::size_t cleared = 4;
}  // namespace cost

class Budget {
 public:
  static constexpr std::size_t whole = 20'000;

  // False when it is used up. What is dearer than the whole is done all the same, alone.
  bool take(std::size_t what) {
    if (spent_ != 0 && spent_ + what > whole) return false;
    spent_ += what;
    return true;
  }
  // How many rows of a kind it has left; at least one where nothing is spent yet.
  std::size_t left(std::size_t each) const {
    const std::size_t rest = spent_ < whole ? (whole - spent_) / each : 0;
    return rest == 0 && spent_ == 0 ? 1 : rest;
  }

 private:
  std::size_t spent_ = 0;
};

}  // namespace usher::proposals
