// adapters/slack/holds.cpp: keeping the times.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/slack/holds.hpp"

#include <algorithm>

namespace usher::slack {

namespace {

constexpr std::size_t tidy_at = 64;  // methods are few; the addresses of answers are not
constexpr std::chrono::minutes longest_pause{1};
constexpr std::chrono::minutes pause_counts{15};  // one that was so long ago says nothing of today

}  // namespace

void Holds::limited(std::string_view method, sys_millis now, std::chrono::milliseconds after) {
  if (after <= std::chrono::milliseconds(0)) return;
  if (holds_.size() >= tidy_at)
    std::erase_if(holds_, [now](const auto& entry) { return entry.second.until <= now; });
  const sys_millis until = std::max(now + after, now + left(method, now));
  holds_.insert_or_assign(std::string(method), Hold{now, until});
}

std::chrono::milliseconds Holds::limited_again(
    std::string_view method, sys_millis now, std::chrono::milliseconds first
) {
  const auto old = [now](const Pause& pause) {
    return pause.at > now || now - pause.at > pause_counts;
  };
  if (pauses_.size() >= tidy_at)
    std::erase_if(pauses_, [&](const auto& entry) { return old(entry.second); });
  Pause& pause = pauses_[std::string(method)];
  const std::chrono::milliseconds most = std::max<std::chrono::milliseconds>(longest_pause, first);
  // Calls that were under way together are refused together: that is one refusal.
  const bool rests = left(method, now) > std::chrono::milliseconds(0);
  if (pause.length == std::chrono::milliseconds(0) || old(pause))
    pause = {now, first};
  else if (!rests)
    pause = {now, std::min(most, std::max(first, pause.length * 2))};
  const std::chrono::milliseconds length = std::max(pause.length, first);
  limited(method, now, length);
  return length;
}

void Holds::answered(std::string_view method) {
  if (const auto at = pauses_.find(method); at != pauses_.end()) pauses_.erase(at);
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
