// bot/delivery_pace.cpp: token buckets and rate limits. No clock of its own.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/delivery_pace.hpp"

#include "bot/outbox_keys.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>

namespace usher {

namespace {

constexpr std::chrono::milliseconds longest_start{20};

// What a platform's limit counts, as near as can be told from here.
int method_of(const Pending& pending) {
  using Kind = Pending::Kind;
  const Kind kind = pending.kind == Kind::correction ? Kind::post : pending.kind;
  return static_cast<int>(kind) * 8 + static_cast<int>(pending.audience);
}

}  // namespace

std::size_t Pacing::conversation(const To& to) {
  const std::string& room = to.place.room;
  return std::hash<std::string>{}(room.empty() ? outbox::to_key(to) : room);
}

double Pacing::filled(const Bucket& bucket, sys_millis now) const {
  const double passed = static_cast<double>((now - bucket.at).count()) / 1000.0;
  return std::min(burst_, bucket.tokens + std::max(passed, 0.0) * per_second_);
}

sys_millis Pacing::not_before(std::size_t conversation, sys_millis now) {
  if (!active()) return now;
  if (buckets_.size() > sweep_beyond_) sweep(now);
  Bucket& bucket = buckets_.try_emplace(conversation, Bucket{burst_, now}).first->second;
  bucket.tokens = filled(bucket, now);
  bucket.at = now;
  if (bucket.tokens >= 1) return now;
  const double missing = (1 - bucket.tokens) / per_second_;
  return now + std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil(missing * 1000.0)));
}

void Pacing::take(std::size_t conversation) {
  const auto bucket = buckets_.find(conversation);
  if (bucket != buckets_.end()) bucket->second.tokens -= 1;
}

// One that is full is as good as none.
void Pacing::sweep(sys_millis now) {
  std::erase_if(buckets_, [&](const auto& one) { return filled(one.second, now) >= burst_; });
  sweep_beyond_ = std::max<std::size_t>(1024, 2 * buckets_.size());
}

void Holds::hold(const Pending& pending, sys_millis until) {
  sys_millis& hold = until_[method_of(pending)];
  hold = std::max(hold, until);
}

sys_millis Holds::not_before(const Pending& pending, Lane lane, sys_millis now) {
  const auto hold = until_.find(method_of(pending));
  if (hold == until_.end()) return now;
  const sys_millis at = hold->second + start_after(lane);
  if (hold->second + longest_start <= now) until_.erase(hold);
  return at;
}

std::chrono::milliseconds Holds::start_after(Lane lane) {
  return lane == Lane::report ? std::chrono::milliseconds(0) : longest_start;
}

}  // namespace usher
