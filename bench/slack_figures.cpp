// bench/slack_figures.cpp: tables of bots, and the targets.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/slack_figures.hpp"

#include "bench/bench.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace usher::bench {

void Figures::wrong(std::string what) {
  if (std::ranges::find(wrongs_, what) == wrongs_.end()) wrongs_.push_back(std::move(what));
}

double Figures::median(Figure what) const {
  std::vector<double> values = values_.at(what);
  return percentile(values, 0.5);
}

double Figures::lowest(Figure what) const { return std::ranges::min(values_.at(what)); }
double Figures::highest(Figure what) const { return std::ranges::max(values_.at(what)); }

namespace {

using enum Figure;

struct Column {
  const char* title;
  std::vector<Figure> figures;  // with strokes between
  int digits = 0;
  bool range = false;  // with its lowest and highest
};

std::string cell(const Figures& figures, const Column& column) {
  std::string out;
  for (const Figure figure : column.figures) {
    if (!figures.has(figure)) return "-";
    if (!out.empty()) out += " / ";
    out += fmt::format("{:.{}f}", figures.median(figure), column.digits);
    if (column.range)
      out += fmt::format(
          " ({:.{}f}-{:.{}f})", figures.lowest(figure), column.digits, figures.highest(figure),
          column.digits
      );
  }
  return out;
}

void table(
    const std::vector<SlackBot>& bots, const std::vector<Figures>& all,
    const std::vector<Column>& columns
) {
  fmt::print("  {:<30}", "");
  for (const Column& column : columns) fmt::print(" {:>26}", column.title);
  fmt::print("\n");
  for (std::size_t i = 0; i < bots.size(); ++i) {
    fmt::print("  {:<30}", bots[i].name);
    for (const Column& column : columns) fmt::print(" {:>26}", cell(all[i], column));
    fmt::print("\n");
  }
}

const Figures* of(
    const std::vector<SlackBot>& bots, const std::vector<Figures>& all, std::string_view name
) {
  for (std::size_t i = 0; i < bots.size(); ++i)
    if (bots[i].name == name && all[i].has(cpu_event)) return &all[i];
  return nullptr;
}

void target(
    const char* what, double is, const char* than, double should, bool met, int digits = 0
) {
  fmt::print(
      "  {:<62} {:>9.{}f} {:<14} {:>9.{}f}: {}\n", what, is, digits, than, should, digits,
      met ? "met" : "NOT MET"
  );
}

}  // namespace

void print_figures(const std::vector<SlackBot>& bots, const std::vector<Figures>& all) {
  fmt::print("  Medians of the rounds (the lowest and the highest)\n");
  table(
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
  table(
      bots, all,
      {
          {"one by one", {ack_1_p50, ack_1_p99}, 2},
          {"64 in flight", {ack_64_p50, ack_64_p99}, 2},
          {"100 a second", {ack_calm_p50, ack_calm_p99}, 2},
          {"echo, 64 in flight", {echo_64_p50, echo_64_p99}, 1},
      }
  );
  fmt::print("  Start, and memory in MB: its own (RssAnon) / with the libraries (VmRSS)\n");
  table(
      bots, all,
      {
          {"start to hello, ms", {hello}, 0, true},
          {"idle", {idle_own, idle_all}, 1},
          {"after 10,000 messages", {used_own, used_all}, 1},
      }
  );
  for (std::size_t i = 0; i < bots.size(); ++i)
    for (const std::string& wrong : all[i].wrongs()) fmt::print("  {}: {}\n", bots[i].name, wrong);
  std::fflush(stdout);
}

void print_targets(const std::vector<SlackBot>& bots, const std::vector<Figures>& all) {
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
