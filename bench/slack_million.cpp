// bench/slack_million.cpp: memory of bots on Slack under a million messages. Takes minutes, and with the bots of others an hour.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/bench.hpp"
#include "bench/slack_bench.hpp"

#include <fmt/format.h>

#include <exception>
#include <thread>

namespace usher::bench {

namespace {

void print_memory(const std::string& when, const SlackRun& run, const std::string& more) {
  fmt::print(
      "    {:<24} RssAnon {:>6.1f} MB, VmRSS {:>6.1f} MB{}\n", when, run.mb("RssAnon"),
      run.mb("VmRSS"), more
  );
  std::fflush(stdout);
}

void live(const Bot& bot, const std::string& answer, bool quick) {
  SlackRun run(bot, answer);
  std::this_thread::sleep_for(std::chrono::seconds(1));
  print_memory("idle", run, {});
  std::int64_t said = 0;
  for (const std::int64_t until : {10'000, 100'000, 500'000, 1'000'000}) {
    const std::int64_t count = (until - said) / (quick ? 100 : 1);
    said = until;
    const json::object state = run.load({{"kind", "dm"}, {"in_flight", 64}, {"count", count}});
    const std::int64_t unanswered = count - number_of(state, "answered");
    print_memory(
        fmt::format("after {} messages", quick ? until / 100 : until), run,
        fmt::format(
            "; {:.0f} a second, {} not answered", figure_of(state, "answers_per_second"), unanswered
        )
    );
    if (unanswered > 0) break;
  }
  if (const std::string wrong = run.wrong(); !wrong.empty()) fmt::print("    {}\n", wrong);
}

}  // namespace

void slack_million(const Parts& parts) {
  fmt::print(
      "Slack: memory under a million messages to the bot, each repeated by it, 64 in flight "
      "(targets: 15 and 32 MB, flat)\n"
  );
  const std::vector<Bot> bots = slack_bots(parts);
  const std::string answer = answer_of_usher();
  for (const Bot& bot : bots) {
    fmt::print("  {}\n", bot.name);
    try {
      live(bot, answer, parts.quick);
    } catch (const std::exception& error) {
      fmt::print("    {}\n", error.what());
    }
  }
}

}  // namespace usher::bench
