// commands/proposals/window.hpp: the final comment period of one proposal as a state machine. Pure.
//
// open → stopped (an objection is substantive) | council (put to the Steering Council) | ended (its time is over) |
// closed (opened by mistake, the proposal's status changed, or what came of it was taken back). A proposal that is
// proposed again has a new one.
// Instants are UTC seconds, so that neither a reader's zone nor a change of clocks makes a period longer or shorter.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace usher::proposals {

// As stored (bot/migrations/0007_comment_windows.sql).
enum class WindowState : std::uint8_t { open = 0, stopped = 1, council = 2, ended = 3, closed = 4 };

// What was last said of when it closes; the later includes the earlier.
enum class Told : std::uint8_t { nothing = 0, opened = 1, three_days = 2, one_day = 3, end = 4 };

struct Objection {
  enum class Verdict : std::uint8_t {
    claimed = 0,
    substantive = 1,
    not_substantive = 2,
    taken_back = 3
  };
  std::int64_t id = 0;
  std::string url;
  sys_seconds at{};
  Verdict verdict = Verdict::claimed;
  std::string space, person;  // who recorded it; empty once they are forgotten
  bool operator==(const Objection&) const = default;
};

struct Window {
  std::int64_t id = 0;
  int number = 0;  // of the proposal
  WindowState state = WindowState::open;
  sys_seconds opened{};  // the mail's date, or when somebody said that it is open
  sys_seconds closes{};  // at least shortest_window later
  std::string url;       // the mail that proposes acceptance
  std::string council;   // where it was put to the Steering Council; else empty
  Told told = Told::nothing;
  bool by_mail = false;       // found in the list's archive, not by a person's word
  std::string space, person;  // who opened it; empty for one found, and once they are forgotten
  // The proposal's status where a maintainer opened it although that was no draft's; else empty.
  std::string although = {};
  std::vector<Objection> objections = {};
  bool operator==(const Window&) const = default;
};

inline constexpr int fewest_days = 7, most_days = 60;
inline constexpr std::chrono::hours shortest_window{7 * 24};
inline constexpr std::chrono::hours longest_window{180 * 24};  // with all extensions
inline constexpr std::ptrdiff_t most_objections = 20;          // that nobody has set aside
inline constexpr std::ptrdiff_t most_of_one = 3;               // of these, by one person
inline constexpr std::ptrdiff_t most_tries = 10;  // by one person, whatever became of them

// Days of a series' final comment periods, as configured, within what is ever kept.
int comment_days(int configured);

// By what the windows of a series go.
struct WindowRules {
  int days = fewest_days;
  std::string archive = {};  // the list's (mail_key)
};

// --- what happens to it

struct Extend {
  int days = 0;
};
// Proposed again by another mail while it is open: there are the series' days from that one, too.
struct ProposedAgain {
  sys_seconds at{};
};
struct Claim {
  std::string url, space, person;
};
// Of a window that an objection has stopped, that it is not substantive after all, while it would still be open: the
// window goes on, with the series' days from then at least.
struct Judge {
  bool substantive = false;
  std::string url;  // which objection; empty: the only one that waits
};
struct TakeBack {
  std::string space, person;  // their latest that waits; empty: anybody's
  std::string url = {};       // which objection; empty: the latest
};
struct PutToCouncil {
  std::string url;
};
struct Close {};  // opened by mistake
struct StatusChanged {
};  // the proposal is no draft any more: nothing is said, the new status is news of its own
struct DraftAgain {
};  // the proposal was more than a draft and is one again: it has to be proposed anew
struct TimePassed {};
using WindowEvent = std::variant<
    Extend, ProposedAgain, Claim, Judge, TakeBack, PutToCouncil, Close, StatusChanged, DraftAgain,
    TimePassed>;

// --- what is to be said of it

enum class Notice : std::uint8_t {
  opened,
  extended,
  objection,
  stopped,
  not_substantive,
  council,
  three_days,
  one_day,
  end,
  closed
};
struct Saying {
  Notice what = Notice::opened;
  bool late = false;  // said long after its time: what lies between is left out
  std::optional<std::size_t> objection =
      std::nullopt;  // which one it is about: its place in `after`
  bool operator==(const Saying&) const = default;
};

// Why nothing happened.
enum class Refusal : std::uint8_t {
  none,
  already,          // it is so
  over,             // its time is over, or it was stopped, put to the council or closed
  too_long,         // longest_window
  too_many,         // most_objections
  too_many_of_one,  // most_of_one, most_tries
  no_objection,     // none waits to be judged
  which,            // several wait
};

struct WindowStep {
  Window after;
  std::vector<Saying> say = {};
  Refusal refusal = Refusal::none;
};

// A window as it begins. `days`: 7 to 60; what is outside is moved to the edge. Nothing of it has been said: TimePassed
// says it.
Window open_window(int number, sys_seconds opened, int days, std::string url);

// What becomes of it. Where it is refused, `after` is as it was.
WindowStep advance(
    const Window& window, const WindowEvent& event, sys_seconds now, const WindowRules& rules = {}
);

// The instant of which something is said: three days before it closes, for instance.
sys_seconds instant_of(const Window& window, Told what);
// When TimePassed is due next; nothing where it never is.
std::optional<sys_seconds> next_due(const Window& window);

// Objections that nobody has judged.
std::vector<const Objection*> waiting(const Window& window);

}  // namespace usher::proposals
