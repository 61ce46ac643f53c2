// bot/clock.cpp: the system's clock, and the one that a file steers in system tests.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/clock.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <mutex>

namespace usher {

namespace {

sys_millis system_now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

#ifdef USHER_TEST_CLOCK
// Follows "<offset seconds> <rate> [suspended]". The rate counts from the moment at which the file
// was first seen to say so, as a person who fast-forwards would expect; "suspended" holds time
// still, as a laptop's lid does.
class FileClock final : public Clock {
 public:
  explicit FileClock(std::string path)
      : path_(std::move(path)), base_(system_now()), virtual_(base_) {}

  sys_millis now() const override {
    const std::scoped_lock lock(mutex_);
    const auto real = system_now();
    virtual_ += std::chrono::milliseconds(
        suspended_ ? 0 : std::llround(static_cast<double>((real - base_).count()) * rate_)
    );
    base_ = real;
    read();
    return virtual_ + offset_;
  }

  std::chrono::milliseconds real(std::chrono::milliseconds span) const override {
    const std::scoped_lock lock(mutex_);
    // Look again soon: the file may change while somebody waits.
    const auto scaled = static_cast<double>(span.count()) / std::max(rate_, 1e-6);
    return std::chrono::milliseconds(std::llround(std::clamp(scaled, 0.0, 100.0)));
  }

 private:
  void read() const {
    std::ifstream in(path_);
    long long offset = 0;
    double rate = 1;
    std::string word;
    if (!(in >> offset >> rate)) return;
    in >> word;
    offset_ = std::chrono::seconds(offset);
    rate_ = rate;
    suspended_ = word == "suspended";
  }

  std::string path_;
  mutable std::mutex mutex_;
  mutable sys_millis base_;
  mutable sys_millis virtual_;
  mutable std::chrono::seconds offset_{0};
  mutable double rate_ = 1;
  mutable bool suspended_ = false;
};
#endif

}  // namespace

sys_millis SystemClock::now() const { return system_now(); }

std::unique_ptr<Clock> make_clock() {
#ifdef USHER_TEST_CLOCK
  if (const char* path =
          std::getenv("USHER_CLOCK_FILE"))  // NOLINT(concurrency-mt-unsafe): before any thread
    return std::make_unique<FileClock>(path);
#endif
  return std::make_unique<SystemClock>();
}

}  // namespace usher
