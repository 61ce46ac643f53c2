// tests/support/matrix_load.hpp: commands and chatter in numbers, and what became of each command. One thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/matrix_world.hpp"
#include "tests/support/slack_loop.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace usher::testing::matrix {

using slack::Loop;

// One load, as JSON:
//   kind       "command"; "chatter": messages that are nobody's business, of which none is answered
//   rooms, users   lists; else all rooms that the bot is in, and @ada
//   text       "!nep 0"; {} becomes "mark-0000012"
//   count      how many; 0: until it is stopped
//   rate       so many a second; else in_flight at any time
//   chatter    messages of others with each command, in the same room
// The answer of a command is a message of the bot's that replies to it, or stands in its thread, or repeats its mark. What is an
// edit is none.
class Load {
 public:
  Load(World& world, Loop& loop) : world_(world), loop_(loop) {}

  std::size_t start(const json::object& what);  // the run's number
  void stop(std::size_t run) { runs_.at(run).stopped = true; }
  json::object state(std::size_t run, bool times) const;
  void said(const Event& event, const json::object& content);

 private:
  using Time = Loop::Clock::time_point;
  static constexpr std::uint32_t never = ~std::uint32_t{0};
  struct Item {
    Time sent{};
    std::uint32_t answer_us = never, run = 0;
    std::uint8_t answers = 0;
  };
  struct Run {
    std::string text;
    std::vector<std::string> rooms, users;
    std::uint64_t count = 0, sent = 0, answered = 0, flying = 0;
    double rate = 0;
    int in_flight = 1, chatter = 0;
    bool only_chatter = false, stopped = false, refilling = false;
    Time begun{}, last{};
  };
  void tick(std::size_t run);
  void refill(std::size_t run);
  void send_one(std::size_t run);
  void message(
      const std::string& room, const std::string& user, std::string_view body, std::int64_t item
  );

  World& world_;
  Loop& loop_;
  std::vector<Item> items_;
  std::vector<Run> runs_;
};

}  // namespace usher::testing::matrix
