// commands/meeting/compare.cpp: dates before and after.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/compare.hpp"

#include <algorithm>

namespace usher::meeting {

namespace {

using std::chrono::seconds;

seconds distance(sys_seconds a, sys_seconds b) { return a < b ? b - a : a - b; }

// The pairs in order that leave fewest alone, and of these the ones that are moved least.
class Pairing {
 public:
  Pairing(
      std::span<const OldDate> before, std::span<const NewDate> after,
      const std::vector<std::size_t>& old, const std::vector<std::size_t>& fresh, seconds nearer
  )
      : before_(before), after_(after), old_(old), fresh_(fresh), nearer_(nearer) {}

  std::vector<std::pair<std::size_t, std::size_t>> pairs() {
    const std::size_t rows = old_.size();
    const std::size_t columns = fresh_.size();
    cost_.assign((rows + 1) * (columns + 1), Cost{});
    for (std::size_t i = 1; i <= rows; ++i) at(i, 0) = {at(i - 1, 0).alone + 1, 0};
    for (std::size_t j = 1; j <= columns; ++j) at(0, j) = {at(0, j - 1).alone + 1, 0};
    for (std::size_t i = 1; i <= rows; ++i)
      for (std::size_t j = 1; j <= columns; ++j) {
        Cost best = std::min(
            Cost{at(i - 1, j).alone + 1, at(i - 1, j).moved},
            Cost{at(i, j - 1).alone + 1, at(i, j - 1).moved}
        );
        if (const auto by = moved(i, j); by <= nearer_)
          best = std::min(best, {at(i - 1, j - 1).alone, at(i - 1, j - 1).moved + by.count()});
        at(i, j) = best;
      }
    return walked(rows, columns);
  }

 private:
  struct Cost {
    std::size_t alone = 0;
    std::int64_t moved = 0;
    auto operator<=>(const Cost&) const = default;
  };
  Cost& at(std::size_t i, std::size_t j) { return cost_[(i * (fresh_.size() + 1)) + j]; }
  seconds moved(std::size_t i, std::size_t j) const {
    return distance(before_[old_[i - 1]].said, after_[fresh_[j - 1]].start);
  }
  std::vector<std::pair<std::size_t, std::size_t>> walked(std::size_t i, std::size_t j) {
    std::vector<std::pair<std::size_t, std::size_t>> out;
    while (i > 0 && j > 0) {
      const auto by = moved(i, j);
      const Cost both{at(i - 1, j - 1).alone, at(i - 1, j - 1).moved + by.count()};
      if (by <= nearer_ && at(i, j) == both) {
        out.emplace_back(old_[--i], fresh_[--j]);
      } else if (at(i, j) == Cost{at(i - 1, j).alone + 1, at(i - 1, j).moved}) {
        --i;
      } else {
        --j;
      }
    }
    std::ranges::reverse(out);
    return out;
  }

  std::span<const OldDate> before_;
  std::span<const NewDate> after_;
  const std::vector<std::size_t>&old_, &fresh_;
  seconds nearer_;
  std::vector<Cost> cost_;
};

// Beyond this many on a side they are paired by their places: a table of all with all would take too long.
constexpr std::size_t most_paired = 400;

}  // namespace

seconds cadence_of(std::vector<sys_seconds> dates) {
  std::ranges::sort(dates);
  const auto [last, end] = std::ranges::unique(dates);
  dates.erase(last, end);
  std::vector<seconds> gaps;
  for (std::size_t i = 1; i < dates.size(); ++i) gaps.push_back(dates[i] - dates[i - 1]);
  if (gaps.size() < 2) return std::chrono::weeks(2);
  const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
  std::ranges::nth_element(gaps, middle);
  return *middle;
}

Differences compare(std::span<const OldDate> before, std::span<const NewDate> after) {
  Differences out;
  std::vector<std::size_t> old;
  std::vector<std::size_t> fresh;
  std::size_t j = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    while (j < after.size() && after[j].start < before[i].said) fresh.push_back(j++);
    if (j < after.size() && after[j].start == before[i].said)
      out.same.emplace_back(i, j++);
    else
      old.push_back(i);
  }
  while (j < after.size()) fresh.push_back(j++);
  // A date that was called off already has not moved anywhere.
  std::vector<std::size_t> movable;
  for (const std::size_t i : old) (before[i].cancelled ? out.gone : movable).push_back(i);
  std::vector<sys_seconds> dates;
  dates.reserve(old.size() + out.same.size());
  for (const std::size_t i : old) dates.push_back(before[i].said);
  for (const auto& [i, same] : out.same) dates.push_back(before[i].said);
  const seconds nearer = cadence_of(std::move(dates)) / 2;
  if (movable.size() > most_paired || fresh.size() > most_paired) {
    movable.resize(std::min(movable.size(), most_paired));
    for (const std::size_t i : old)
      if (!before[i].cancelled && std::ranges::find(movable, i) == movable.end())
        out.gone.push_back(i);
    while (fresh.size() > most_paired) {
      out.added.push_back(fresh.back());
      fresh.pop_back();
    }
  }
  out.moved = Pairing(before, after, movable, fresh, nearer).pairs();
  for (const std::size_t i : movable)
    if (std::ranges::none_of(out.moved, [&](const auto& pair) { return pair.first == i; }))
      out.gone.push_back(i);
  for (const std::size_t i : fresh)
    if (std::ranges::none_of(out.moved, [&](const auto& pair) { return pair.second == i; }))
      out.added.push_back(i);
  std::ranges::sort(out.gone);
  std::ranges::sort(out.added);
  return out;
}

}  // namespace usher::meeting
