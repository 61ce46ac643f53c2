// bench/slack_faults.cpp: what becomes of commands and messages while Slack refreshes, cuts and refuses: of Usher's and of others'.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/slack_bench.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <exception>
#include <stop_token>
#include <string_view>
#include <thread>

namespace usher::bench {

namespace {

using std::chrono::milliseconds;

constexpr int rate = 200;              // a second
constexpr milliseconds settled{2000};  // within which a second answer would come

struct Trouble {
  const char* name;
  const char* kind;  // of the load
  int count;
  void (*begin)(SlackRun& run);  // before the load
  // The nth time, from 0, while the load runs; evenly over it, `times` times.
  void (*happen)(SlackRun& run, int time);
  int times = 0;
  bool lossy = false;  // what is lost is nobody's fault

  bool commands() const { return std::string_view(kind) == "slash"; }
};

void slow_network(SlackRun& run) { run.tell({{"do", "configure"}, {"step_ms", 150}}); }
void nothing(SlackRun& run) { run.tell({{"do", "no_faults"}}); }

void warn(SlackRun& run, int) {
  run.tell({{"do", "refresh"}, {"reason", "warning"}, {"grace_ms", 4000}, {"which", "all"}});
}
void ask_to_refresh(SlackRun& run, int) {
  run.tell(
      {{"do", "refresh"}, {"reason", "refresh_requested"}, {"grace_ms", 10000}, {"which", "one"}}
  );
}
// One socket, all of them; closed, reset: in turn.
void cut(SlackRun& run, int time) {
  run.tell(
      {{"do", "cut"},
       {"how", time / 2 % 2 == 0 ? "fin" : "rst"},
       {"which", time % 2 == 0 ? "one" : "all"}}
  );
}

void fault(SlackRun& run, int every, json::object how) {
  how["do"] = "fault";
  how["method"] = "chat.postMessage";
  how["every"] = every;
  run.tell(std::move(how));
}
void refuse(SlackRun& run) { fault(run, 40, {{"status", 429}, {"retry_after", 1}}); }
void fail(SlackRun& run) {
  fault(run, 37, {{"status", 503}});
  fault(run, 61, {{"how", "lost"}});
  fault(run, 83, {{"how", "reset"}});
  fault(run, 161, {{"how", "stall"}});
}
void all_at_once(SlackRun& run) {
  slow_network(run);
  refuse(run);
  fail(run);
}
void warn_and_cut(SlackRun& run, int time) {
  if (time % 3 == 1) return warn(run, time);
  cut(run, time);
}

constexpr std::array troubles{
    Trouble{"commands: two refreshes with warning", "slash", 4000, slow_network, warn, 2},
    Trouble{"commands: two refreshes as requested", "slash", 4000, slow_network, ask_to_refresh, 2},
    Trouble{"commands: seven cuts (never repeated)", "slash", 4000, nothing, cut, 7, true},
    Trouble{"messages: seven cuts, repeated by Slack", "dm", 4000, nothing, cut, 7},
    Trouble{"messages: each 40th post a 429", "dm", 400, refuse, nullptr},
    Trouble{"messages: 503, answers lost, resets, stalls", "dm", 400, fail, nullptr},
    Trouble{"messages: all of it at once", "dm", 400, all_at_once, warn_and_cut, 4},
};

// Evenly over the load.
void happen(const Trouble& trouble, SlackRun& run, int count, const std::stop_token& over) {
  const auto pause = milliseconds(count * 1000 / rate / (trouble.times + 1));
  for (int time = 0; time < trouble.times && !over.stop_requested(); ++time) {
    std::this_thread::sleep_for(pause);
    try {
      trouble.happen(run, time);
    } catch (const std::exception& error) {
      fmt::print("    {}\n", error.what());
    }
  }
}

// One bot through one trouble: a line. Whether that is as it must be with Usher.
bool meet(const Trouble& trouble, const Bot& bot, const std::string& answer, bool quick) {
  const int count = quick ? trouble.count / 10 : trouble.count;
  SlackRun run(bot, answer);
  std::this_thread::sleep_for(milliseconds(500));  // a second socket
  trouble.begin(run);
  json::object load{{"kind", trouble.kind}, {"count", count}, {"rate", rate}};
  if (trouble.commands()) {
    load["command"] = asked;
    load["text"] = "";
  }
  json::object state;
  {
    const std::jthread beside([&](const std::stop_token& over) {
      happen(trouble, run, count, over);
    });
    state = run.load(std::move(load), {}, settled);
  }
  const std::string wrong = run.wrong();
  const std::int64_t lost = number_of(state, "lost");
  const std::int64_t unanswered = number_of(state, "acked_unanswered");
  const std::int64_t twice = number_of(state, "answered_twice");
  fmt::print(
      "    {:<30} {:>6} {:>12} {:>6} {:>14} {:>12.1f}{}{}\n", bot.name, lost, unanswered, twice,
      number_of(state, "longest_gap_ms"), figure_of(state, "ack_ms", "p99"),
      wrong.empty() ? "" : "  ", wrong
  );
  std::fflush(stdout);
  return unanswered == 0 && twice == 0 && (lost == 0 || trouble.lossy) && wrong.empty();
}

}  // namespace

void slack_faults(const Parts& parts) {
  fmt::print(
      "Slack: what becomes of 4,000 commands or messages (400 where posts are refused), 200 a "
      "second, in trouble\n"
  );
  const std::vector<Bot> bots = slack_bots(parts);
  const std::string answer = answer_of_usher();
  bool met = true;
  fmt::print(
      "  {:<32} {:>6} {:>12} {:>6} {:>14} {:>12}\n", "", "lost", "not answered", "twice",
      "silence, ms", "ack p99, ms"
  );
  for (const Trouble& trouble : troubles) {
    fmt::print("  {}\n", trouble.name);
    std::fflush(stdout);
    for (const Bot& bot : bots) {
      bool fine = false;
      try {
        fine = meet(trouble, bot, answer, parts.quick);
      } catch (const std::exception& error) {
        fmt::print("    {:<30} {}\n", bot.name, error.what());
      }
      met = met && (fine || !bot.ours);
    }
  }
  fmt::print(
      "  Lost: neither acknowledged nor answered. Not answered: acknowledged, and then forgotten. "
      "Silence: the longest without an "
      "acknowledgement.\n"
      "  Usher's target: nothing in the first three columns, but for commands under cuts, which "
      "Slack never repeats: {}\n",
      met ? "met" : "NOT MET"
  );
}

}  // namespace usher::bench
