// What tests of the delivery state machine share: rows, outcomes, and its actions in short.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/delivery.hpp"

#include <string>
#include <vector>

namespace usher::test {

inline constexpr sys_millis t0{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)};

inline OutboxRow row(std::int64_t id, std::int64_t queue, Lane lane = Lane::reply) {
  OutboxRow out;
  out.pending.id = id;
  out.pending.lane = lane;
  out.pending.to.place = {"test", "room" + std::to_string(queue), ""};
  out.queue = queue;
  out.created = std::chrono::floor<std::chrono::seconds>(t0);
  return out;
}

// What next() says, in short: "send 1", "load 7", "wait 1500", "idle".
inline std::string act(Delivery& delivery, sys_millis now) {
  const Delivery::Action action = delivery.next(now);
  if (const auto* start = std::get_if<Delivery::Start>(&action))
    return "send " + std::to_string(start->row.pending.id);
  if (const auto* load = std::get_if<Delivery::Load>(&action))
    return "load " + std::to_string(load->queue);
  if (const auto* wait = std::get_if<Delivery::Wait>(&action))
    return "wait " + std::to_string((wait->until - t0).count());
  return "idle";
}

inline std::vector<std::string> all(Delivery& delivery, sys_millis now) {
  std::vector<std::string> out;
  while (true) {
    out.push_back(act(delivery, now));
    if (!out.back().starts_with("send") && !out.back().starts_with("load")) return out;
  }
}

using Acts = std::vector<std::string>;
inline const std::expected<Receipt, Setback> fine = Receipt{};
inline std::expected<Receipt, Setback> fails(
    errc why, std::chrono::milliseconds after = std::chrono::milliseconds(0)
) {
  return std::unexpected(Setback(why, after));
}

}  // namespace usher::test
