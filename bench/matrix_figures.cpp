// bench/matrix_figures.cpp: tables of bots, and the targets.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/matrix_figures.hpp"

#include <fmt/format.h>

namespace usher::bench {

using enum MatrixFigure;

void print_figures(const std::vector<Bot>& bots, const std::vector<MatrixFigures>& all) {
  fmt::print("  Medians of the rounds (the lowest and the highest); 50 rooms of eight people\n");
  table<MatrixFigure>(
      bots, all,
      {{"commands/s, 50 in flight", {many}, 0, true},
       {"commands/s, one by one", {one}, 0, true},
       {"CPU-s for 10,000 commands", {cpu}, 2, true}}
  );
  fmt::print("  From a command to its answer, ms: p50 / p99\n");
  table<MatrixFigure>(
      bots, all, {{"one by one", {one_p50, one_p99}, 2}, {"50 in flight", {many_p50, many_p99}, 1}}
  );
  fmt::print("  Where 50 messages of others come with each command\n");
  table<MatrixFigure>(
      bots, all,
      {{"commands/s, 50 in flight", {chatter}}, {"CPU-s for 10,000 messages", {chatter_cpu}, 3}}
  );
  fmt::print("  Start, and memory in MB: its own (RssAnon) / with the libraries (VmRSS)\n");
  table<MatrixFigure>(
      bots, all,
      {{"start to the first wait, ms", {ready}, 0},
       {"idle", {idle_own, idle_all}, 1},
       {"after the commands", {used_own, used_all}, 1},
       {"after those with messages", {loud_own, loud_all}, 1},
       {"in 1,000 rooms", {thousand_own, thousand_all}, 1},
       {"idle there, % of a core", {thousand_idle}, 2}}
  );
  print_wrongs(bots, all);
}

void print_targets(const std::vector<Bot>& bots, const std::vector<MatrixFigures>& all) {
  const MatrixFigures* usher = figures_of(bots, all, "Usher", many);
  if (usher == nullptr) return;
  fmt::print("  Usher's targets\n");
  if (const MatrixFigures* nio = figures_of(bots, all, "matrix-nio", many)) {
    const double times = usher->median(many) / nio->median(many);
    target("commands a second, times matrix-nio's", times, "at least", 3, times >= 3, 1);
  }
  if (const MatrixFigures* sdk = figures_of(bots, all, "matrix-bot-sdk", many)) {
    const double share = 100 * usher->median(many) / sdk->median(many);
    target("commands a second, % of matrix-bot-sdk's", share, "above", 100, share > 100);
  }
  const auto below = [&](const char* what, MatrixFigure figure, double most) {
    if (!usher->has(figure)) return;
    target(what, usher->median(figure), "at most", most, usher->median(figure) <= most, 2);
  };
  below("from a command to its answer, 50 in flight, p99, ms", many_p99, 15);
  below("CPU-seconds for 10,000 commands", cpu, 0.8);
  below("RssAnon after the commands, MB", used_own, 15);
  below("VmRSS after the commands, MB", used_all, 32);
  below("RssAnon after those with messages of others, MB", loud_own, 15);
  below("VmRSS in 1,000 rooms, MB", thousand_all, 40);
  below("idle in 1,000 rooms, % of a core", thousand_idle, 0.5);
  std::fflush(stdout);
}

}  // namespace usher::bench
