// bench/matrix_figures.hpp: what is measured of a bot before a homeserver.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bench/figures.hpp"

#include <cstdint>
#include <vector>

namespace usher::bench {

enum class MatrixFigure : std::uint8_t {
  ready,  // ms from its start until it waits for what is new
  idle_own,
  idle_all,  // MB: RssAnon, VmRSS; in 50 rooms
  used_own,
  used_all,  // after some ten thousand commands
  loud_own,
  loud_all,  // after those with messages of others
  one,
  many,  // commands a second, 1 and 50 in flight
  one_p50,
  one_p99,
  many_p50,
  many_p99,     // ms from a command to its answer
  cpu,          // CPU-seconds for 10,000 commands, 50 in flight
  chatter,      // commands a second where each comes with 50 messages of others
  chatter_cpu,  // CPU-seconds for 10,000 messages that are nobody's business
  thousand_own,
  thousand_all,  // MB: in 1,000 rooms
  thousand_idle  // % of a core, idle there
};
using MatrixFigures = FiguresOf<MatrixFigure>;

void print_figures(const std::vector<Bot>& bots, const std::vector<MatrixFigures>& all);
// Which targets Usher has met; those that name another bot where it was there.
void print_targets(const std::vector<Bot>& bots, const std::vector<MatrixFigures>& all);

}  // namespace usher::bench
