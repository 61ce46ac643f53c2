// adapters/slack/holds.cpp: keeping the times.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/holds.hpp"

#include <algorithm>

namespace usher::slack {

namespace {

constexpr std::size_t tidy_at = 64;  // methods are few; the addresses of answers are not

}  // namespace

void Holds::limited(std::string_view method, sys_millis now, std::chrono::milliseconds after) {
  if (after <= std::chrono::milliseconds(0)) return;
  if (holds_.size() >= tidy_at)
    std::erase_if(holds_, [now](const auto& entry) { return entry.second.until <= now; });
  const sys_millis until = std::max(now + after, now + left(method, now));
  holds_.insert_or_assign(std::string(method), Hold{now, until});
}

std::chrono::milliseconds Holds::left(std::string_view method, sys_millis now) {
  const auto found = holds_.find(method);
  if (found == holds_.end()) return std::chrono::milliseconds(0);
  Hold& hold = found->second;
  // The clock was set back: no longer than Slack has said, from now on.
  if (now < hold.since) hold = {now, now + (hold.until - hold.since)};
  if (now < hold.until) return hold.until - now;
  holds_.erase(found);
  return std::chrono::milliseconds(0);
}

}  // namespace usher::slack
