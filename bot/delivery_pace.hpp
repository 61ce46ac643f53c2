// bot/delivery_pace.hpp: what holds a row back beside its queue: the pacing of each conversation, and rate limits.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/adapter.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <unordered_map>

namespace usher {

// So much of what is said in one conversation in a second, after a burst.
class Pacing {
 public:
  // per_second 0: none.
  Pacing(double per_second, double burst) : per_second_(per_second), burst_(burst) {}

  // The room; where there is none, those whom it is for, as a number that names nobody.
  static std::size_t conversation(const To& to);
  sys_millis not_before(std::size_t conversation, sys_millis now);
  void take(std::size_t conversation);  // after not_before() said now
  bool active() const { return per_second_ > 0; }
  std::size_t size() const { return buckets_.size(); }

 private:
  struct Bucket {
    double tokens = 0;
    sys_millis at{};
  };
  double filled(const Bucket& bucket, sys_millis now) const;
  void sweep(sys_millis now);

  double per_second_, burst_;
  std::unordered_map<std::size_t, Bucket> buckets_;
  std::size_t sweep_beyond_ = 1024;
};

// What a platform said of a rate limit holds back what is of the same kind and audience.
class Holds {
 public:
  void hold(const Pending& pending, sys_millis until);
  sys_millis not_before(const Pending& pending, Lane lane, sys_millis now);
  // After a rate limit reports go first, also those that learnt of it some milliseconds later than the rest.
  static std::chrono::milliseconds start_after(Lane lane);

 private:
  std::map<int, sys_millis> until_;  // by kind and audience: a 429 is for that method only
};

}  // namespace usher
