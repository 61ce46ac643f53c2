// Time, injected. Decide by the wall clock, wake by the steady clock.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <chrono>
#include <memory>
#include <string>

namespace usher {

using std::chrono::sys_seconds;
using sys_millis = std::chrono::sys_time<std::chrono::milliseconds>;

// Any thread. UTC.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual sys_millis now() const = 0;
  // How long to really wait for `span` of this clock's time to pass: the same span, unless a test
  // runs time faster. Not for how long somebody else may take to answer, which no test makes faster.
  virtual std::chrono::milliseconds real(std::chrono::milliseconds span) const { return span; }

  sys_seconds seconds() const { return std::chrono::floor<std::chrono::seconds>(now()); }
};

class SystemClock final : public Clock {
 public:
  sys_millis now() const override;
};

// A clock that stands still until it is told otherwise. Not for several threads.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(sys_seconds start) : now_(start) {}
  sys_millis now() const override { return now_; }
  void advance(std::chrono::milliseconds by) { now_ += by; }
  void set(sys_millis to) { now_ = to; }

 private:
  sys_millis now_;
};

// The clock of this process: the system's, or, in a binary built with USHER_TEST_CLOCK and only
// there, the one that the file named by the environment's USHER_CLOCK_FILE steers. Its one line:
// "<offset seconds> <rate> [suspended]".
std::unique_ptr<Clock> make_clock();

}  // namespace usher
