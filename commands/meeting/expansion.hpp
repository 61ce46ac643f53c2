// commands/meeting/expansion.hpp: the occurrences of a recurrence rule, one after another, on a clock on the wall. Pure.
//
// Why not libical's: it goes wrong around switches of daylight saving time and for several parts, and some rules keep it busy
// for ever (facts: 17 of 324 rules). Here a rule is walked period by period over days, with a budget.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/meeting/day_filter.hpp"
#include "commands/meeting/rule.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace usher::meeting {

class Expansion {
 public:
  // start: DTSTART. last: UNTIL in its zone. Steps that may pass without an occurrence: a step is a day, or a period that is
  // shorter, so that of what comes true once in fifty years nothing is missed, and takes some 40 ns at most, so that a rule
  // which never comes true ends within a millisecond.
  static constexpr std::size_t patience = 20'000;
  Expansion(
      Rule rule, std::chrono::local_seconds start,
      std::optional<std::chrono::local_seconds> last = std::nullopt
  );

  // Goes on shortly before then, without counting what lies between: does nothing where the rule has a COUNT.
  void skip_to(std::chrono::local_seconds then);
  // The next that the rule gives at or after its start; nothing at its end. DTSTART itself is among them only where the rule
  // gives it.
  std::optional<std::chrono::local_seconds> next();
  // It ended because nothing was found for too long, or time itself ended (the year 9999).
  bool gave_up() const { return gave_up_; }

 private:
  bool fill();
  bool fill_days();
  bool fill_within_day();
  std::int64_t index_from(std::chrono::local_seconds at) const;
  bool spend(std::size_t steps = 1);
  bool give_up();
  bool add_day(std::chrono::local_days day);
  void choose();

  Rule rule_;
  std::chrono::local_seconds start_;
  std::optional<std::chrono::local_seconds> last_;
  DayFilter filter_;
  std::vector<int> hours_, minutes_, seconds_;
  std::chrono::local_seconds base_{};  // where periods shorter than a month are counted from
  std::chrono::seconds step_{};        // such a period times INTERVAL
  std::int64_t index_ = 0;             // of the next period
  std::chrono::local_days day_{},
      day_end_{};  // what is left of the latest one, where it is longer than a day
  std::vector<std::chrono::local_seconds> set_;  // of its days so far
  std::size_t at_ = 0;
  int given_ = 0;
  std::size_t left_ = patience;
  bool ended_ = false, gave_up_ = false;
};

}  // namespace usher::meeting
