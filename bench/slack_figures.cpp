// bench/slack_figures.cpp: tables of bots, and the targets.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/slack_figures.hpp"

#include <fmt/format.h>

#include <string_view>

namespace usher::bench {

namespace {

using enum Figure;

const Figures* of(
    const std::vector<Bot>& bots, const std::vector<Figures>& all, std::string_view name
) {
  return figures_of(bots, all, name, cpu_event);
}

}  // namespace

void print_figures(const std::vector<Bot>& bots, const std::vector<Figures>& all) {
  fmt::print("  Medians of the rounds (the lowest and the highest)\n");
  table<Figure>(
      bots, all,
      {
          {"echo/s, 64 in flight", {echo_64}, 0, true},
          {"commands/s, 64 in flight", {acks_64}, 0, true},
          {"commands/s, one by one", {acks_1}, 0, true},
          {"CPU \u00b5s a message/command", {cpu_event, cpu_command}},
      }
  );
  fmt::print(
      "  From a command to its acknowledgement, from a message to its answer, ms: p50 / p99\n"
  );
  table<Figure>(
      bots, all,
      {
          {"one by one", {ack_1_p50, ack_1_p99}, 2},
          {"64 in flight", {ack_64_p50, ack_64_p99}, 2},
          {"100 a second", {ack_calm_p50, ack_calm_p99}, 2},
          {"echo, 64 in flight", {echo_64_p50, echo_64_p99}, 1},
      }
  );
  fmt::print("  Start, and memory in MB: its own (RssAnon) / with the libraries (VmRSS)\n");
  table<Figure>(
      bots, all,
      {
          {"start to hello, ms", {hello}, 0, true},
          {"idle", {idle_own, idle_all}, 1},
          {"after 10,000 messages", {used_own, used_all}, 1},
      }
  );
  print_wrongs(bots, all);
}

void print_targets(const std::vector<Bot>& bots, const std::vector<Figures>& all) {
  const Figures* usher = of(bots, all, "Usher");
  if (usher == nullptr) return;
  fmt::print("  Usher's targets\n");
  if (const Figures* go = of(bots, all, "slack-go")) {
    const auto share = [&](Figure what) { return 100 * usher->median(what) / go->median(what); };
    target("echo a second, % of slack-go's", share(echo_64), "above", 100, share(echo_64) > 100);
    target(
        "commands a second, % of slack-go's", share(acks_64), "at least", 50, share(acks_64) >= 50
    );
    target(
        "CPU of a message, % of slack-go's", share(cpu_event), "below", 150, share(cpu_event) < 150
    );
  }
  if (const Figures* bolt = of(bots, all, "Bolt for JavaScript")) {
    const double times = usher->median(acks_64) / bolt->median(acks_64);
    target("commands a second, times Bolt for JavaScript's", times, "at least", 3, times >= 3, 1);
  }
  const auto below = [&](const char* what, Figure figure, double most) {
    target(what, usher->median(figure), "below", most, usher->median(figure) < most, 1);
  };
  below("acknowledgement at 100 a second, p99, ms", ack_calm_p99, 8);
  below("RssAnon after 10,000 messages, MB", used_own, 15);
  below("VmRSS after 10,000 messages, MB", used_all, 32);
  below("from start to hello, ms", hello, 60);
  fmt::print("  No growth under a million: ./dev bench slack-million\n");
  std::fflush(stdout);
}

}  // namespace usher::bench
