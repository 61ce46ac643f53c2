// bench/web_bench.cpp: the web as people use it: from a message to its answer on the page, and what a tab costs.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/bench.hpp"
#include "bench/web_load.hpp"
#include "tests/support/shim_vfs.hpp"
#include "tests/support/temp.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <limits>
#include <thread>

namespace usher::bench {

namespace {

constexpr int connections = 64;
constexpr long no_limit = std::numeric_limits<long>::max() / 2;

// A thousand tabs need more files than a shell allows; the program that is started inherits it.
void allow_many_files() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

Tally through_program(std::chrono::seconds time) {
  const test::TempFolder folder;
  const WebProgram program(folder.file("usher.db"));
  WebLoad load(program.address());
  load.sign_in(connections);
  load.open(1);
  load.talk(1000, time);  // first pages, first allocations
  return load.talk(no_limit, time);
}

Tally through_bare_server(std::chrono::seconds time) {
  const EchoServer server;
  WebLoad load(server.address());
  load.open_bare(connections);
  load.talk(1000, time);
  return load.talk(no_limit, time);
}

void print(const char* name, Tally& tally) {
  fmt::print(
      "  {:<38} {:>7.0f} a second, p50 {:.1f} ms, p99 {:.1f} ms\n", name, tally.per_second,
      percentile(tally.ms, 0.5), percentile(tally.ms, 0.99)
  );
}

// Alternating runs, the best of each: what else the machine does hits all alike.
void speed() {
  Tally program;
  Tally bare;
  // Beside the engine with the same events, of as many people in rooms of their own; and, for comparison with
  // `./dev bench throughput`, with those of one person, whose rows lie closer together.
  Rate engine;
  Rate one_person;
  for (int round = 0; round < 2; ++round) {
    if (Tally t = through_program(std::chrono::seconds(3)); t.per_second > program.per_second)
      program = std::move(t);
    if (Tally t = through_bare_server(std::chrono::seconds(1)); t.per_second > bare.per_second)
      bare = std::move(t);
    for (Rate* best : {&engine, &one_person}) {
      const Rate rate = engine_rate(20000, connections, test::shim_vfs_name, best == &engine);
      if (rate.per_second > best->per_second) *best = rate;
    }
  }
  print("message to answer seen", program);
  print("a bare Beast server that says it again", bare);
  const auto beside = [&](const char* name, const Rate& rate, const char* target) {
    fmt::print(
        "  {:<38} {:>7.0f} a second; the web reaches {:.0f} % of that{}\n", name, rate.per_second,
        100 * program.per_second / rate.per_second, target
    );
  };
  beside("the durable engine alone, same events", engine, " (target 50 %)");
  beside("the durable engine alone, one person", one_person, " (target 50 %)");
  std::fflush(stdout);
}

void idle_tabs() {
  constexpr int people = 50;
  constexpr int each = 20;
  const test::TempFolder folder;
  const WebProgram program(folder.file("usher.db"));
  WebLoad load(program.address());
  load.sign_in(people);
  const auto own = [&] {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    return static_cast<double>(status_kb(program.pid(), "RssAnon"));
  };
  const double before = own();
  load.open(each);
  const double after = own();
  fmt::print(
      "  {:<38} {:.1f} KB (target 64 KB): RssAnon {:.1f} MB with none, {:.1f} MB with {}\n",
      "an idle tab", (after - before) / (people * each), before / 1024, after / 1024, people * each
  );
  std::fflush(stdout);
}

void print_memory(const char* when, const WebProgram& program) {
  fmt::print(
      "  {:<24} RssAnon {:>5.1f} MB, VmRSS {:>5.1f} MB\n", when,
      static_cast<double>(status_kb(program.pid(), "RssAnon")) / 1024,
      static_cast<double>(status_kb(program.pid(), "VmRSS")) / 1024
  );
  std::fflush(stdout);
}

}  // namespace

void web() {
  fmt::print(
      "The web: {} people, each in a conversation of their own, one message in flight each\n",
      connections
  );
  std::fflush(stdout);
  allow_many_files();
  speed();
  idle_tabs();
}

void web_million() {
  fmt::print("Memory of `usher run` under {} people's messages (target: flat)\n", connections);
  const test::TempFolder folder;
  const WebProgram program(folder.file("usher.db"));
  WebLoad load(program.address());
  load.sign_in(connections);
  load.open(1);
  print_memory("idle", program);
  long said = 0;
  for (const long until : {10'000L, 100'000L, 500'000L, 1'000'000L}) {
    const Tally tally = load.talk(until - said, std::chrono::hours(6));
    said = until;
    print_memory(fmt::format("after {} messages", until).c_str(), program);
    fmt::print("  {:<24} {:.0f} a second\n", "", tally.per_second);
  }
}

}  // namespace usher::bench
