// bench/matrix_speed.cpp: how quickly bots on Matrix answer, what that costs them, and what it costs them to listen.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/matrix_bench.hpp"
#include "bench/matrix_figures.hpp"

#include <fmt/format.h>

#include <exception>
#include <stdexcept>
#include <thread>

namespace usher::bench {

namespace {

using std::chrono::milliseconds;

constexpr int at_once = 50;
constexpr std::string_view answer = "Nothing is kept of you here.";

json::object commands(std::int64_t in_flight, std::int64_t chatter = 0) {
  return {{"text", "!forget"}, {"in_flight", in_flight}, {"chatter", chatter}};
}

// One life of a bot: from its start through every load.
class Life {
 public:
  Life(const Bot& bot, bool quick, MatrixFigures& figures)
      : run_(bot, std::string(answer), 50), figures_(figures), second_(quick ? 200 : 1000) {}

  void live() {
    using enum MatrixFigure;
    figures_.add(ready, run_.ready_ms());
    std::this_thread::sleep_for(second_);
    memory(idle_own, idle_all);
    load(commands(at_once), 2 * second_);  // what a machine for byte code needs to be at its best
    const json::object single = load(commands(1), 2 * second_);
    figures_.add(one, figure_of(single, "answers_per_second"));
    figures_.add(one_p50, figure_of(single, "answer_ms", "p50"));
    figures_.add(one_p99, figure_of(single, "answer_ms", "p99"));
    double before = run_.cpu_seconds();
    const json::object busy = load(commands(at_once), 5 * second_);
    const double each = (run_.cpu_seconds() - before) / figure_of(busy, "answered");
    figures_.add(cpu, 1e4 * each);
    figures_.add(many, figure_of(busy, "answers_per_second"));
    figures_.add(many_p50, figure_of(busy, "answer_ms", "p50"));
    figures_.add(many_p99, figure_of(busy, "answer_ms", "p99"));
    memory(used_own, used_all);
    before = run_.cpu_seconds();
    const json::object loud = load(commands(at_once, at_once), 3 * second_);
    const double answered = figure_of(loud, "answered");
    figures_.add(chatter, figure_of(loud, "answers_per_second"));
    figures_.add(
        chatter_cpu, 1e4 * (run_.cpu_seconds() - before - each * answered) / (at_once * answered)
    );
    std::this_thread::sleep_for(second_);
    memory(loud_own, loud_all);
    if (std::string wrong = run_.wrong(); !wrong.empty()) figures_.wrong(std::move(wrong));
  }

 private:
  void memory(MatrixFigure own, MatrixFigure all) {
    figures_.add(own, run_.mb("RssAnon"));
    figures_.add(all, run_.mb("VmRSS"));
  }

  json::object load(json::object what, milliseconds time) {
    json::object state = run_.load(std::move(what), time);
    const std::int64_t lost = number_of(state, "unanswered");
    const std::int64_t twice = number_of(state, "answered_twice");
    if (lost + twice > 0)
      figures_.wrong(fmt::format("{} not answered, {} answered twice", lost, twice));
    if (number_of(state, "answered") == 0) throw std::runtime_error("nothing was answered");
    return state;
  }

  MatrixRun run_;
  MatrixFigures& figures_;
  milliseconds second_;
};

// Rooms that say nothing: what they take by being there.
void listen(const Bot& bot, bool quick, MatrixFigures& figures) {
  MatrixRun run(bot, std::string(answer), 1000);
  const milliseconds while_idle(quick ? 1000 : 20000);
  std::this_thread::sleep_for(while_idle / 5);
  const double before = run.cpu_seconds();
  std::this_thread::sleep_for(while_idle);
  const double share =
      (run.cpu_seconds() - before) / std::chrono::duration<double>(while_idle).count();
  figures.add(MatrixFigure::thousand_idle, 100 * share);
  figures.add(MatrixFigure::thousand_own, run.mb("RssAnon"));
  figures.add(MatrixFigure::thousand_all, run.mb("VmRSS"));
}

}  // namespace

void matrix_speed(const Parts& parts) {
  const int rounds = parts.quick ? 1 : 3;
  fmt::print(
      "Matrix: before a strict stand-in for a homeserver on this machine, /sync without TLS; {} "
      "rounds\n",
      rounds
  );
  std::vector<Bot> bots{usher_with({})};
  for (Bot& bot : listed_bots(parts.peers)) bots.push_back(std::move(bot));
  tell_bots(bots, !parts.peers.empty(), parts.quick);
  fmt::print(
      "  Usher puts each command and its answer into the database (synchronous=FULL) before it is "
      "sent, and knows what it has answered.\n"
  );
  if (bots.size() > 1)
    fmt::print(
        "  The others keep nothing, and answer with a sentence that they have ready. In each round "
        "one runs after the other.\n"
    );
  std::fflush(stdout);
  std::vector<MatrixFigures> all(bots.size());
  for (int round = 0; round < rounds; ++round)
    for (std::size_t turn = 0; turn < bots.size(); ++turn) {
      const std::size_t i = (turn + static_cast<std::size_t>(round)) % bots.size();
      try {
        Life(bots[i], parts.quick, all[i]).live();
        if (round == 0) listen(bots[i], parts.quick, all[i]);
      } catch (const std::exception& error) {
        all[i].wrong(error.what());
      }
    }
  print_figures(bots, all);
  print_targets(bots, all);
}

}  // namespace usher::bench
