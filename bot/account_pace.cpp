// bot/account_pace.cpp: a window that a rate limit shuts and successes open again.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/account_pace.hpp"

#include <algorithm>

namespace usher {

namespace {

constexpr std::chrono::milliseconds unsaid{1000};
constexpr std::chrono::hours longest{1};
constexpr std::chrono::minutes careful{1};   // after a limit: one at a time
constexpr std::chrono::seconds shortly{30};  // after a limit: held()

}  // namespace

bool AccountPace::may_begin(sys_millis now, std::size_t under_way) const {
  return now >= until_ && under_way < window_;
}

sys_millis AccountPace::not_before(sys_millis now, std::size_t under_way) const {
  if (now < until_) return until_;
  return under_way < window_ ? now : sys_millis::max();
}

void AccountPace::limited(sys_millis now, std::chrono::milliseconds retry_after) {
  const auto wait = std::clamp<std::chrono::milliseconds>(
      retry_after > std::chrono::milliseconds(0) ? retry_after : unsaid,
      std::chrono::milliseconds(1), longest
  );
  until_ = std::max(until_, now + wait);
  last_limit_ = now;
  window_ = 1;
}

void AccountPace::went_through(sys_millis now) {
  // It began before the limit, and says nothing of what is allowed now.
  if (now < until_) return;
  if (last_limit_ != sys_millis() && now - last_limit_ < careful) return;
  window_ = std::min(parallel_, window_ * 2);
}

bool AccountPace::held(sys_millis now) const {
  return now < until_ || (last_limit_ != sys_millis() && now - last_limit_ < shortly);
}

}  // namespace usher
