// tests/support/slack_load.hpp: commands and messages in numbers, and what became of each of them.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/slack_dispatch.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace usher::testing::slack {

// One load, as JSON:
//   kind       "slash"; "dm": messages to the bot alone; "mention": messages in a channel, each of them two events
//   count      how many; 0: until it is stopped
//   rate       so many a second; else in_flight at any time
//   until      "ack" or "answer": when one is no longer in flight. Of slash the ack, of others the answer when not said
//   command, text   of slash: "/help", "mark-{}" where {} becomes the number; answers that do not repeat it are told by their
//                   acknowledgement and their response_url
//   channels, users   lists; else #general, or the conversation with each
// A message says "mark-0000012 …", and what repeats that is its answer.
class Load {
 public:
  Load(World& world, Loop& loop, Dispatch& dispatch)
      : world_(world), loop_(loop), dispatch_(dispatch) {}

  std::size_t start(const json::object& what);  // the run's number
  void stop(std::size_t run);                   // nothing new is sent
  json::object state(std::size_t run, bool times) const;
  void said(std::string_view words, std::int64_t tag);

 private:
  using Time = Loop::Clock::time_point;
  static constexpr std::uint32_t never = ~std::uint32_t{0};
  struct Item {
    Time sent{};
    std::uint32_t ack_us = never, answer_us = never;
    std::uint32_t run = 0;
    std::uint8_t answers = 0,
                 open = 0;  // open: deliveries that are neither acknowledged nor given up
    bool left = false;      // no longer in flight
  };
  struct Run {
    std::string kind, command, text;
    std::vector<std::string> channels, users;
    std::uint64_t count = 0, sent = 0, acked = 0, answered = 0, over = 0;
    double rate = 0;
    int in_flight = 0;
    std::uint64_t flying = 0;
    bool until_answer = false, stopped = false, refilling = false;
    Time begun{}, last{}, last_ack{};
    std::chrono::milliseconds longest_gap{0};
  };

  void tick(std::size_t run);
  void refill(std::size_t run);
  void send_one(std::size_t run);
  void send_slash(Run& run, std::size_t item);
  void send_message(Run& run, std::size_t item);
  std::shared_ptr<Delivery> delivery(std::size_t item, Delivery::Kind kind, std::string payload);
  void acked(std::size_t item, const json::object* answer);
  void ended(std::size_t item);
  void answered(std::size_t item);
  void leave(Item& item, std::chrono::milliseconds wait = std::chrono::milliseconds(0));

  World& world_;
  Loop& loop_;
  Dispatch& dispatch_;
  std::vector<Item> items_;
  std::vector<Run> runs_;
  std::deque<std::string> triggers_, urls_;  // those of the load, so that they can be forgotten
};

}  // namespace usher::testing::slack
