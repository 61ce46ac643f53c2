// bench/memory_bench.cpp: anonymous and resident memory, idle and after 100,000 events: it must not grow.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/bench.hpp"

#include <fmt/core.h>

#include <fstream>

namespace usher::bench {

namespace {

long status_kb(const std::string& name) {
  std::ifstream in("/proc/self/status");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(name + ":")) return std::stol(line.substr(name.size() + 1));
  return 0;
}

}  // namespace

void memory() {
  fmt::print("Memory of the engine in this process (the program's own: see `usher run` below)\n");
  for (const int events : {1, 100000, 100000}) {
    engine_rate(events, 64, {});
    fmt::print(
        "  after {:>6} events more: RssAnon {:.1f} MB, VmRSS {:.1f} MB\n", events,
        static_cast<double>(status_kb("RssAnon")) / 1024,
        static_cast<double>(status_kb("VmRSS")) / 1024
    );
  }
}

}  // namespace usher::bench
