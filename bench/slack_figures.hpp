// What was measured of a bot before Slack, round by round, and how it is shown.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bench/figures.hpp"
#include "bench/slack_bench.hpp"

#include <cstdint>
#include <vector>

namespace usher::bench {

enum class Figure : std::uint8_t {
  hello,  // ms from its start to Slack's hello
  idle_own,
  idle_all,  // MB: RssAnon, VmRSS; after hello
  used_own,
  used_all,  // after 10,000 messages, and some seconds of commands
  acks_1,
  acks_64,  // a second, so many in flight
  ack_1_p50,
  ack_1_p99,
  ack_64_p50,
  ack_64_p99,
  ack_calm_p50,
  ack_calm_p99,  // ms; calm: 100 a second
  echo_64,
  echo_64_p50,
  echo_64_p99,  // from a message to its repetition
  cpu_command,
  cpu_event,  // µs
};

using Figures = FiguresOf<Figure>;

void print_figures(const std::vector<Bot>& bots, const std::vector<Figures>& all);
// Which targets Usher has met; those that name another bot where it was there.
void print_targets(const std::vector<Bot>& bots, const std::vector<Figures>& all);

}  // namespace usher::bench
