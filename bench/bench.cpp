// bench/bench.cpp: every figure that README states. ./dev bench prints them.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/bench.hpp"

#include "bench/answers_bench.hpp"
#include "bench/matrix_bench.hpp"
#include "bench/meetings_bench.hpp"
#include "bench/slack_bench.hpp"
#include "tests/support/shim_vfs.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <exception>
#include <span>
#include <stdexcept>
#include <string_view>

namespace usher::bench {

namespace {

// Alternating runs, the best of each: what else the machine does hits both alike.
void compare(const char* name, int events, int in_flight, double target) {
  Rate engine;
  Rate plain;
  for (int round = 0; round < 2; ++round) {
    const Rate p = plain_rate(events, in_flight, test::shim_vfs_name);
    const Rate e = engine_rate(events, in_flight, test::shim_vfs_name);
    if (p.per_second > plain.per_second) plain = p;
    if (e.per_second > engine.per_second) engine = e;
  }
  const double ratio = 100 * engine.per_second / plain.per_second;
  fmt::print(
      "  {:<28} {:>9.0f} events/s ({:.0f} a commit), plain SQLite {:>9.0f} ({:.0f} a commit): "
      "{:.0f} %{}\n",
      name, engine.per_second, engine.commits, plain.per_second, plain.commits, ratio,
      target > 0 ? fmt::format(" (target {:.0f} %)", target) : std::string()
  );
  std::fflush(stdout);
}

void throughput() {
  fmt::print(
      "Events through inbox, feature, outbox and a null delivery, durable commit (WAL, "
      "synchronous=FULL)\n"
  );
  compare("1 in flight, as the disk is", 1000, 1, 0);
  compare("64 in flight, as the disk is", 40000, 64, 35);
  test::shim_vfs().sync_delay_ms = 4;
  compare("1 in flight, sync + 4 ms", 200, 1, 0);
  compare("64 in flight, sync + 4 ms", 12000, 64, 70);
  test::shim_vfs().sync_delay_ms = 0;
}

}  // namespace
}  // namespace usher::bench

int main(int argc, char** argv) try {
  namespace bench = usher::bench;
  constexpr std::array parts{"lookups",      "proposals",     "throughput",  "memory",
                             "start",        "web",           "web-million", "slack",
                             "slack-faults", "slack-million", "matrix",      "meetings",
                             "answers"};
  std::string_view part;
  bench::Parts slack, matrix;
  std::string questions;  // whose topics are known; empty: those of the shared data
  bool fit = false;
  std::string calendars;  // the file that lists what others make of calendars
  const std::span<char*> args(argv, static_cast<std::size_t>(argc));
  for (std::size_t i = 1; i < args.size(); ++i) {
    const std::string_view word = args[i];
    if (word == "--peers" && i + 1 < args.size()) {
      const std::string folder = args[++i];
      slack.peers = folder + "/slack.tsv";
      matrix.peers = folder + "/matrix.tsv";
      calendars = folder + "/meetings.tsv";
    } else if (word == "--questions" && i + 1 < args.size()) {
      questions = args[++i];
    } else if (word == "--fit") {
      fit = true;
    } else if (word == "--quick")
      slack.quick = matrix.quick = true;
    else
      part = word;
  }
  if (part == "slack-bare") return bench::slack_bare();
  if (!part.empty() && std::ranges::find(parts, part) == parts.end())
    throw std::runtime_error(fmt::format("there is no part {}; see ./dev --help", part));
  // Beside others there is nothing to do but chat systems and calendars.
  const bool others = part.empty() && !slack.peers.empty();
  const auto wants = [&](std::string_view name) {
    return part == name || (part.empty() && !others);
  };
  usher::test::install_shim_vfs();
  if (wants("lookups")) bench::lookups();
  if (wants("proposals")) bench::proposals();
  if (wants("throughput")) bench::throughput();
  if (wants("meetings") || others) bench::meetings(calendars);
  if (wants("answers")) bench::answers(questions, fit);
  if (wants("memory")) bench::program_memory();
  if (wants("start")) bench::start_up();
  if (wants("web")) bench::web();
  if (part == "web-million") bench::web_million();
  if (wants("slack") || others) bench::slack_speed(slack);
  if (part == "slack-faults" || others) bench::slack_faults(slack);
  if (wants("matrix") || others) bench::matrix_speed(matrix);
  if (part == "slack-million") bench::slack_million(slack);
  return 0;
} catch (const std::exception& error) {
  fmt::print(stderr, "usher_bench: {}\n", error.what());
  return 1;
}
