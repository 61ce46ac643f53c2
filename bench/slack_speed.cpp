// bench/slack_speed.cpp: how quickly bots acknowledge and answer, what that costs them, and how soon they are there.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/bench.hpp"
#include "bench/slack_bench.hpp"
#include "bench/slack_figures.hpp"

#include <fmt/format.h>

#include <exception>
#include <stdexcept>
#include <thread>

namespace usher::bench {

namespace {

using std::chrono::milliseconds;

const json::object command{{"kind", "slash"}, {"command", asked}, {"text", ""}};
const json::object message{{"kind", "dm"}};

json::object with(json::object load, std::string_view key, std::int64_t value) {
  load[key] = value;
  return load;
}

// What went wrong in a load that nothing should.
std::string lost_in(const json::object& state) {
  const std::int64_t lost = number_of(state, "unacknowledged");
  const std::int64_t unanswered = number_of(state, "acked_unanswered");
  const std::int64_t twice = number_of(state, "answered_twice");
  if (lost + unanswered + twice == 0) return {};
  return fmt::format(
      "{} not acknowledged, {} acknowledged and not answered, {} answered twice", lost, unanswered,
      twice
  );
}

// One life of a bot: from its start through every load.
class Life {
 public:
  Life(const Bot& bot, const std::string& answer, const Parts& parts, Figures& figures)
      : run_(bot, answer),
        figures_(figures),
        second_(parts.quick ? 200 : 1000),
        many_(parts.quick ? 1000 : 10000) {}

  void live() {
    figures_.add(Figure::hello, run_.hello_ms());
    std::this_thread::sleep_for(second_);
    memory(Figure::idle_own, Figure::idle_all);
    warm_up();
    memory(Figure::used_own, Figure::used_all);
    acks();
    echo();
    if (std::string wrong = run_.wrong(); !wrong.empty()) figures_.wrong(std::move(wrong));
  }

 private:
  // Ten thousand messages, which are also what a machine for byte code needs to be at its best; and as many commands as
  // come in two seconds.
  void warm_up() {
    load(with(with(message, "in_flight", 64), "count", many_), {});
    load(with(command, "in_flight", 64), 2 * second_);
    std::this_thread::sleep_for(second_);
  }

  void acks() {
    const json::object one = load(with(command, "in_flight", 1), 2 * second_);
    figures_.add(Figure::ack_1_p50, figure_of(one, "ack_ms", "p50"));
    figures_.add(Figure::ack_1_p99, figure_of(one, "ack_ms", "p99"));
    figures_.add(Figure::acks_1, figure_of(one, "acks_per_second"));
    const double before = run_.cpu_seconds();
    const json::object many = load(with(command, "in_flight", 64), 4 * second_);
    figures_.add(
        Figure::cpu_command, 1e6 * (run_.cpu_seconds() - before) / figure_of(many, "acked")
    );
    figures_.add(Figure::ack_64_p50, figure_of(many, "ack_ms", "p50"));
    figures_.add(Figure::ack_64_p99, figure_of(many, "ack_ms", "p99"));
    figures_.add(Figure::acks_64, figure_of(many, "acks_per_second"));
    const json::object calm = load(with(command, "rate", 100), 6 * second_);
    figures_.add(Figure::ack_calm_p50, figure_of(calm, "ack_ms", "p50"));
    figures_.add(Figure::ack_calm_p99, figure_of(calm, "ack_ms", "p99"));
  }

  void echo() {
    const double before = run_.cpu_seconds();
    const json::object many = load(with(message, "in_flight", 64), 4 * second_);
    figures_.add(Figure::cpu_event, 1e6 * (run_.cpu_seconds() - before) / figure_of(many, "acked"));
    figures_.add(Figure::echo_64, figure_of(many, "answers_per_second"));
    figures_.add(Figure::echo_64_p50, figure_of(many, "answer_ms", "p50"));
    figures_.add(Figure::echo_64_p99, figure_of(many, "answer_ms", "p99"));
  }

  void memory(Figure own, Figure all) {
    figures_.add(own, run_.mb("RssAnon"));
    figures_.add(all, run_.mb("VmRSS"));
  }

  json::object load(json::object what, milliseconds time) {
    json::object state = run_.load(std::move(what), time);
    if (std::string wrong = lost_in(state); !wrong.empty()) figures_.wrong(std::move(wrong));
    if (number_of(state, "acked") == 0) throw std::runtime_error("nothing was acknowledged");
    return state;
  }

  SlackRun run_;
  Figures& figures_;
  milliseconds second_;
  std::int64_t many_;
};

void say_what_is_kept(bool others) {
  fmt::print(
      "  Usher puts each event and its answer into the database (synchronous=FULL) before it "
      "acknowledges, knows what it "
      "has seen,\n"
      "  and keeps the order of each conversation. The pace of posts is off.\n"
  );
  if (others)
    fmt::print(
        "  The others keep nothing: what they have acknowledged and not answered is gone with "
        "them. All answer the command with the "
        "same bytes,\n"
        "  which Usher puts together in the person's language each time, and the others have "
        "ready. In each round one runs after "
        "the other.\n"
    );
  std::fflush(stdout);
}

}  // namespace

void slack_speed(const Parts& parts) {
  const int rounds = parts.quick ? 1 : 3;
  fmt::print(
      "Slack: before a strict stand-in for it on this machine, Socket Mode without TLS; {} "
      "rounds\n",
      rounds
  );
  std::vector<Bot> bots = slack_bots(parts);
  say_what_is_kept(bots.size() > 1);
  const std::string answer = answer_of_usher();
  bots.insert(bots.begin(), bare_bot());
  std::vector<Figures> all(bots.size());
  for (int round = 0; round < rounds; ++round)
    for (std::size_t turn = 0; turn < bots.size(); ++turn) {
      const std::size_t i = (turn + static_cast<std::size_t>(round)) % bots.size();
      try {
        Life(bots[i], answer, parts, all[i]).live();
      } catch (const std::exception& error) {
        all[i].wrong(error.what());
      }
    }
  print_figures(bots, all);
  print_targets(bots, all);
}

}  // namespace usher::bench
