// bench/rules_bench.cpp: recurrence rules, how long each takes: ours, libical's, dateutil's.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/rules_bench.hpp"

#include "bench/bench.hpp"
#include "bench/bot_process.hpp"
#include "commands/meeting/expansion.hpp"
#include "commands/meeting/rule.hpp"
#include "tests/support/temp.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace usher::bench {

namespace {

using Timer = std::chrono::steady_clock;
using Micros = std::chrono::duration<double, std::micro>;

constexpr int instances = 60;
constexpr const char* start_text = "20260114T180000";
const std::chrono::local_seconds start =
    std::chrono::local_days(std::chrono::year(2026) / 1 / 14) + std::chrono::hours(18);

// RFC 5545's examples, and how meetings recur.
constexpr std::array rules{
    "FREQ=DAILY;COUNT=60",
    "FREQ=DAILY;INTERVAL=2",
    "FREQ=YEARLY;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
    "FREQ=WEEKLY;BYDAY=TU,TH",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR",
    "FREQ=MONTHLY;BYDAY=1FR",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU",
    "FREQ=MONTHLY;BYDAY=-2MO",
    "FREQ=MONTHLY;BYMONTHDAY=-3",
    "FREQ=MONTHLY;BYMONTHDAY=2,15",
    "FREQ=MONTHLY;INTERVAL=18;BYMONTHDAY=10,11,12,13,14,15",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
    "FREQ=YEARLY;BYMONTH=6,7",
    "FREQ=YEARLY;INTERVAL=2;BYMONTH=1,2,3",
    "FREQ=YEARLY;INTERVAL=3;BYYEARDAY=1,100,200",
    "FREQ=YEARLY;BYDAY=20MO",
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
    "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
    "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
    "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
    "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
    "FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
    "FREQ=HOURLY;INTERVAL=3",
    "FREQ=MINUTELY;INTERVAL=15",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
    "FREQ=WEEKLY;INTERVAL=4;BYDAY=TH",
    "FREQ=MONTHLY;BYDAY=3WE",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"
};
// They never come true, or hardly ever.
constexpr std::array hostile{
    "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=MONTHLY;BYDAY=9MO", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6"
};

double ours(const char* text) {
  double best = 1e12;
  for (int round = 0; round < 3; ++round) {
    const auto began = Timer::now();
    auto rule = meeting::parse_rule(text);
    if (!rule) throw std::runtime_error(fmt::format("{}: {}", text, rule.error()));
    meeting::Expansion expansion(std::move(*rule), start);
    for (int i = 0; i < instances; ++i)
      if (!expansion.next()) break;
    best = std::min(best, Micros(Timer::now() - began).count());
  }
  return best;
}

// In a process of its own, which says its figures.
std::vector<double> of_peer(const Bot& peer) {
  const test::TempFolder folder;
  const std::string file = folder.path() + "/rules.tsv";
  {
    std::ofstream out(file);
    for (const char* rule : rules) out << start_text << '\t' << rule << '\n';
  }
  std::string command;
  for (const std::string& word : peer.command) command += "'" + word + "' ";
  command += "'" + file + "'";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> from(popen(command.c_str(), "r"), pclose);
  std::vector<double> out;
  std::array<char, 64> line{};
  while (from && std::fgets(line.data(), line.size(), from.get()) != nullptr)
    out.push_back(std::stod(line.data()));
  return out;
}

void show(const char* name, std::vector<double> micros) {
  if (micros.empty()) return;
  fmt::print(
      "  {:<32} median {:>8.1f} µs, p90 {:>9.1f} µs, longest {:>10.1f} µs\n", name,
      percentile(micros, 0.5), percentile(micros, 0.9), std::ranges::max(micros)
  );
}

}  // namespace

void rules_figures(const std::string& peers) {
  fmt::print("A rule read and its first {} instances ({} rules)\n", instances, rules.size());
  std::vector<double> own, never;
  for (const char* rule : rules) own.push_back(ours(rule));
  for (const char* rule : hostile) never.push_back(ours(rule));
  show("Usher", own);
  show("libical", of_peer({.name = "libical", .version = "", .command = {USHER_RULES_LIBICAL}}));
  if (!peers.empty())
    for (const Bot& peer : listed_bots(peers))
      show(fmt::format("{} {}", peer.name, peer.version).c_str(), of_peer(peer));
  show("Usher, rules that hang libical", never);
  std::fflush(stdout);
}

}  // namespace usher::bench
