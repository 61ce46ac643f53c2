// tests/proposals/window_run.hpp: one window as a list of what happens to it, and what was said of it; no database.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "commands/proposals/window.hpp"

#include <catch2/catch.hpp>
#include <fmt/core.h>

#include <string>

namespace usher::proposals::window_run {

inline constexpr sys_seconds monday =
    std::chrono::sys_days(std::chrono::year(2026) / std::chrono::October / 19);

inline std::string name_of(Notice what) {
  constexpr const char* names[] = {"opened",     "extended",        "objection",
                                   "stopped",    "not substantive", "council",
                                   "three days", "one day",         "end",
                                   "closed"};
  return names[static_cast<std::size_t>(what)];
}

// One window, and what was said of it so far.
struct Run {
  explicit Run(sys_seconds opened = monday, int for_days = 7)
      : window(open_window(55, opened, for_days, "https://example.org/mail/1")), now(opened) {}

  Refusal at(sys_seconds when, const WindowEvent& event) {
    now = when;
    WindowStep step = advance(window, event, now, rules);
    if (step.refusal != Refusal::none) {
      CHECK(step.after == window);
      CHECK(step.say.empty());
      return step.refusal;
    }
    window = std::move(step.after);
    for (const Saying& one : step.say)
      said += (said.empty() ? "" : ", ") + name_of(one.what) + (one.late ? " (late)" : "");
    return Refusal::none;
  }
  // As the alarm clock has it: each instant that is due until then, to the second.
  void live(sys_seconds until) {
    while (const auto due = next_due(window)) {
      if (*due > until) break;
      at(std::max(*due, now), TimePassed{});
    }
    now = until;
  }

  Window window;
  sys_seconds now;
  WindowRules rules;
  std::string said;
};

inline const Claim objects{"https://example.org/mail/2", "web", "bob"};

}  // namespace usher::proposals::window_run
