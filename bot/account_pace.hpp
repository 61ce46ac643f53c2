// bot/account_pace.hpp: after a rate limit of a whole account: wait, then one at a time, then more. Pure: no clock inside.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"

#include <chrono>
#include <cstddef>

namespace usher {

// Used by Delivery where Capabilities::limit_of is account. Without it a hundred waiting rows would all be tried at the
// moment a limit ends, one would pass, and the rest would be refused again, each time. So: a 429 ends the window; once its
// time is over one attempt may be under way, for a minute (two at once would meet the limit together, and then be refused
// again and again); after that each success makes the window twice as wide, up to `parallel`. It begins eight wide, so that a burst at the start meets few refusals.
class AccountPace {
 public:
  explicit AccountPace(std::size_t parallel)
      : parallel_(parallel), window_(parallel < 8 ? parallel : 8) {}

  // under_way: attempts that have begun and not ended. When nothing may begin now: until when (sys_millis::max(): until an
  // attempt has ended).
  bool may_begin(sys_millis now, std::size_t under_way) const;
  sys_millis not_before(sys_millis now, std::size_t under_way) const;

  // An attempt has ended with a 429; retry_after 0: the server did not say, and it is a second. Several of one burst count
  // once: what began before the latest hold says nothing new but a longer time. Never more than an hour.
  void limited(sys_millis now, std::chrono::milliseconds retry_after);
  void went_through(sys_millis now);
  bool held(sys_millis now) const;  // limited within the last half minute, or waiting still

  std::size_t window() const { return window_; }

 private:
  std::size_t parallel_, window_;
  sys_millis until_{}, last_limit_{};
};

}  // namespace usher
