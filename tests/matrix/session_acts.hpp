// tests/matrix/session_acts.hpp: the access token's life as lists of actions, in simulated time.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/session_machine.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace usher::matrix::test_rig {

using Acts = std::vector<std::string>;
using Way = SessionMachine::Way;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

class Life {
 public:
  explicit Life(std::vector<Way> ways, SessionMachine::Limits limits = {})
      : machine(limits, {"@usher:localhost", "USHER"}, std::move(ways), [this] { return chance; }) {
  }

  // What there is to do, in order: "log in password", "refresh r1", "keep a1", "erase", "use 1 a1", "pause 1", "tell", "trouble",
  // "give up". What the operator is told is in `told`.
  Acts acts() {
    Acts out;
    while (auto action = machine.next()) out.push_back(std::visit(*this, *action));
    return out;
  }
  // The same without what the operator is told.
  Acts deeds() {
    Acts out = acts();
    std::erase_if(out, [](const std::string& act) { return act == "tell" || act == "trouble"; });
    return out;
  }

  std::string operator()(const SessionMachine::LogIn& one) {
    return one.way == Way::token      ? "log in token"
           : one.way == Way::password ? "log in password"
                                      : "log in appservice";
  }
  std::string operator()(const SessionMachine::Refresh& one) {
    return "refresh " + one.token.reveal();
  }
  std::string operator()(const SessionMachine::Keep& one) {
    return "keep " + one.grant.access.reveal();
  }
  std::string operator()(const SessionMachine::Erase&) { return "erase"; }
  std::string operator()(const SessionMachine::Use& one) {
    return "use " + std::to_string(one.number) + " " + one.token.reveal();
  }
  std::string operator()(const SessionMachine::Pause& one) {
    return "pause " + std::to_string(one.number);
  }
  std::string operator()(const SessionMachine::Tell& one) {
    told.push_back(one.text);
    return one.trouble ? "trouble" : "tell";
  }
  std::string operator()(const SessionMachine::GiveUp& one) {
    told.push_back(one.text);
    return "give up";
  }

  // As the alarm does.
  void tick_after(milliseconds span) {
    now += span;
    wall += span;
    machine.tick(now);
  }
  // Until the machine wants to be woken; nothing when it waits for nothing.
  std::optional<milliseconds> wait() const {
    const auto at = machine.wake();
    if (!at) return std::nullopt;
    return std::chrono::duration_cast<milliseconds>(*at - now);
  }

  // --- what happens, with what is usual left out ---
  // A grant with the access token "a<n>" and, where it lasts, the refresh token "r<n>".
  Grant grant(int n, std::optional<milliseconds> lasts = std::nullopt) const {
    Grant out;
    out.user = "@usher:localhost";
    out.device = "USHER";
    out.access = Secret<std::string>("a" + std::to_string(n));
    if (lasts) out.refresh = Secret<std::string>("r" + std::to_string(n));
    if (lasts) out.until = wall + *lasts;
    return out;
  }
  void start(std::optional<Grant> kept = std::nullopt) {
    machine.start(std::move(kept), wall, now);
  }
  void granted(Grant one) { machine.granted(std::move(one), wall, now); }
  void kept(bool on_disk = true) { machine.kept(on_disk, now); }
  void refused(std::uint64_t number, bool soft) { machine.refused(number, soft, now); }
  void fail(errc why, std::string_view errcode = {}, milliseconds after = {}) {
    machine.failed(why, errcode, after, now);
  }
  // Logged in with the password, with tokens that last so long; token number 1 is in use.
  void log_in(std::optional<milliseconds> lasts = std::nullopt) {
    start();
    acts();
    granted(grant(1, lasts));
    acts();
    kept();
    acts();
  }

  double chance = 0;  // nothing is taken off a wait
  SessionMachine::Time now{std::chrono::hours(1)};
  SessionMachine::Wall wall{std::chrono::hours(24 * 20'000)};
  std::vector<std::string> told;
  SessionMachine machine;
};

}  // namespace usher::matrix::test_rig
