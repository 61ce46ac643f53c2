// tests/slack/socket_acts.hpp: the pool of connections as lists of actions, in simulated time.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/socket_machine.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace usher::test {

using Acts = std::vector<std::string>;
using slack::SocketMachine;
using Why = slack::Disconnect::Why;

class Pool {
 public:
  explicit Pool(SocketMachine::Limits limits = {}) : machine(limits, [this] { return chance; }) {}

  // What there is to do, in order: "ask 1", "dial 1", "close 1: replaced", "info", "warning", "error", "app A1", "give up",
  // "over". What the operator is told is in `told`.
  Acts acts() {
    Acts out;
    while (auto action = machine.next()) out.push_back(std::visit(*this, *action));
    return out;
  }
  // The same without what the operator is told.
  Acts deeds() {
    Acts out = acts();
    std::erase_if(out, [](const std::string& act) {
      return act == "info" || act == "warning" || act == "error";
    });
    return out;
  }

  std::string operator()(const SocketMachine::Ask& ask) {
    return "ask " + std::to_string(ask.link);
  }
  std::string operator()(const SocketMachine::Dial& dial) {
    return "dial " + std::to_string(dial.link);
  }
  std::string operator()(const SocketMachine::Close& close) {
    return "close " + std::to_string(close.link) + ": " + close.reason;
  }
  std::string operator()(const SocketMachine::Tell& tell) {
    told.push_back(tell.text);
    if (tell.weight == SocketMachine::Weight::error) return "error";
    return tell.weight == SocketMachine::Weight::warning ? "warning" : "info";
  }
  std::string operator()(const SocketMachine::App& app) { return "app " + app.id; }
  std::string operator()(const SocketMachine::GiveUp& why) {
    told.push_back(why.text);
    return "give up";
  }
  std::string operator()(const SocketMachine::Over&) { return "over"; }

  void pass(std::chrono::milliseconds span) { now += span; }
  // As the alarm does.
  void tick_after(std::chrono::milliseconds span) {
    pass(span);
    machine.tick(now);
  }
  // Until the machine wants to be woken; nothing when it waits for nothing.
  std::optional<std::chrono::milliseconds> wait() const {
    const auto at = machine.wake();
    if (!at) return std::nullopt;
    return std::chrono::duration_cast<std::chrono::milliseconds>(*at - now);
  }

  // --- what happens, with what is usual left out ---
  void url(SocketMachine::Link link) { machine.opened(link, "wss://wss.slack.test/link", now); }
  void fail(SocketMachine::Link link, errc why, std::string_view error = {}) {
    machine.refused(link, why, error, {}, now);
  }
  void bye(SocketMachine::Link link, Why why) {
    machine.disconnect(link, SocketMachine::farewell(why), now);
  }
  void cut(SocketMachine::Link link, errc why = errc::unreachable) {
    machine.ended(link, why, false, now);
  }
  void closed(SocketMachine::Link link) { machine.ended(link, errc::unreachable, true, now); }
  // From the URL to the hello, in no time.
  void greet(SocketMachine::Link link, int connections = 0) {
    url(link);
    machine.connected(link, now);
    machine.hello(link, connections, "A1", now);
  }
  // Two connections, ready; what was to do is forgotten.
  void begin() {
    machine.start(now);
    greet(1, 1);
    greet(2, 2);
    acts();
    told.clear();
  }

  double chance = 0.5;
  SocketMachine::Time now{std::chrono::hours(100)};
  SocketMachine machine;
  std::vector<std::string> told;
};

inline bool says(const std::vector<std::string>& told, std::string_view words) {
  for (const std::string& line : told)
    if (line.find(words) != std::string::npos) return true;
  return false;
}

}  // namespace usher::test
