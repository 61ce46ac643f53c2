// tests/support/slack_load_state.cpp: what became of a load, in numbers.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_load.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace usher::testing::slack {
namespace {

json::object percentiles(std::vector<std::uint32_t> micros) {
  if (micros.empty()) return {};
  std::ranges::sort(micros);
  const auto at = [&](double share) {
    return static_cast<double>(micros[std::min(
               micros.size() - 1,
               static_cast<std::size_t>(share * static_cast<double>(micros.size()))
           )]) /
           1000;
  };
  return {{"p50", at(0.5)}, {"p99", at(0.99)}, {"most", at(1)}};
}

void name(json::array& into, std::size_t item) {
  if (into.size() < 20) into.emplace_back(fmt::format("{:07}", item));
}

}  // namespace

json::object Load::state(std::size_t number, bool times) const {
  const Run& run = runs_.at(number);
  std::vector<std::uint32_t> acks;
  std::vector<std::uint32_t> answers;
  json::array lost;
  json::array doubled;
  json::array unanswered;
  std::uint64_t lost_count = 0;
  std::uint64_t doubled_count = 0;
  std::uint64_t unanswered_count = 0;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const Item& item = items_[i];
    if (item.run != number) continue;
    const bool acked = item.ack_us != never;
    if (acked && times) acks.push_back(item.ack_us);
    if (item.answers > 0 && times) answers.push_back(item.answer_us);
    if (!acked && item.answers == 0 && item.open == 0) {
      ++lost_count;
      name(lost, i);
    }
    if (acked && item.answers == 0) {
      ++unanswered_count;
      name(unanswered, i);
    }
    if (item.answers > 1) {
      ++doubled_count;
      name(doubled, i);
    }
  }
  const double seconds = std::chrono::duration<double>(run.last - run.begun).count();
  const auto of_a_second = [&](std::uint64_t count) {
    return seconds > 0 ? static_cast<double>(count) / seconds : 0;
  };
  json::object out{
      {"sent", run.sent},
      {"acked", run.acked},
      {"answered", run.answered},
      {"over", run.over},
      {"done", (run.stopped || (run.count > 0 && run.sent >= run.count)) && run.over == run.sent},
      {"unacknowledged", run.sent - run.acked},
      {"lost", lost_count},  // neither acknowledged nor answered, and no longer on its way
      {"acked_unanswered", unanswered_count},
      {"answered_twice", doubled_count},
      {"seconds", seconds},
      {"acks_per_second", of_a_second(run.acked)},
      {"answers_per_second", of_a_second(run.answered)},
      {"longest_gap_ms", run.longest_gap.count()},
  };
  out["which"] = {{"lost", lost}, {"acked_unanswered", unanswered}, {"answered_twice", doubled}};
  if (times) {
    out["ack_ms"] = percentiles(std::move(acks));
    out["answer_ms"] = percentiles(std::move(answers));
  }
  return out;
}

}  // namespace usher::testing::slack
