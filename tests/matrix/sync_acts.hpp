// tests/matrix/sync_acts.hpp: the /sync loop as lists of actions, in simulated time.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/sync_machine.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace usher::matrix::test_rig {

using Acts = std::vector<std::string>;
using Span = SyncMachine::Span;

class Loop {
 public:
  explicit Loop(SyncMachine::Limits limits = {}) : machine(limits, [this] { return chance; }) {}

  // "ask", "ask s1", "first" (a first sync), "page 1 !a p1 to s0", "take 1", "take 1 first", "take 1 again", "keep s1",
  // "abandon", "told", "over".
  Acts acts() {
    Acts out;
    while (auto action = machine.next()) out.push_back(std::visit(*this, *action));
    return out;
  }
  std::string operator()(const SyncMachine::Ask& ask) {
    asked = ask;
    return ask.first ? "first" : "ask " + ask.since;
  }
  std::string operator()(const SyncMachine::Page& page) {
    return "page " + std::to_string(page.batch) + " " + page.room + " " + page.from + " to " +
           page.to;
  }
  std::string operator()(const SyncMachine::Take& take) {
    return "take " + std::to_string(take.batch) + (take.first ? " first" : "") +
           (take.again ? " again" : "");
  }
  std::string operator()(const SyncMachine::Keep& keep) { return "keep " + keep.since; }
  std::string operator()(const SyncMachine::Abandon&) { return "abandon"; }
  std::string operator()(const SyncMachine::Tell& tell) {
    told.push_back(tell.text);
    return "told";
  }
  std::string operator()(const SyncMachine::Over&) { return "over"; }

  void tick_after(Span span) {
    now += span;
    machine.tick(now);
  }
  std::optional<Span> wait() const {
    const auto at = machine.wake();
    if (!at) return std::nullopt;
    return std::chrono::duration_cast<Span>(*at - now);
  }
  void start(std::optional<std::string> since = {}) { machine.start(std::move(since), now); }
  void answer(std::uint64_t batch, std::string next, std::vector<SyncMachine::Gap> gaps = {}) {
    machine.answered(batch, std::move(next), std::move(gaps), now);
  }
  void answer_with(std::size_t events, std::uint64_t batch, std::string next) {
    machine.answered(batch, std::move(next), {}, now, events);
  }
  void fail(errc why, int status = 0, std::string_view errcode = {}, Span after = Span{0}) {
    machine.refused(why, status, errcode, after, now);
  }
  void done(std::uint64_t batch, bool durable = true) { machine.taken(batch, durable, now); }
  void kept(std::string_view since, bool on_disk = true) { machine.kept(since, on_disk, now); }

  double chance = 1;
  SyncMachine::Time now{std::chrono::hours(1)};
  SyncMachine::Ask asked;
  std::vector<std::string> told;
  SyncMachine machine;
};

}  // namespace usher::matrix::test_rig
