// The command line: what was asked for, or why it cannot be.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace usher {

// What the program leaves with. Scripts rely on these.
inline constexpr int exit_fine = 0;
inline constexpr int exit_failed = 1;  // what was asked could not be done
inline constexpr int exit_usage = 2;   // it was not asked in a way that can be understood

struct Order {
  enum class Verb : std::uint8_t {
    run,
    chat,
    look_up,
    poll,
    check,
    manifest,
    registration,
    backup,
    restore,
    doctor,
    expand,
    next_meetings,
    ask,
    strings
  };
  Verb verb = Verb::run;
  std::string config;            // --config; empty: the copy inside the program
  std::vector<std::string> set;  // --set key=value, as written
  std::string series;  // look_up, poll: "nep"; whether there is such a one, the configuration says
  std::string words;   // look_up, next_meetings, ask: what was asked, words parted by spaces
  bool json = false;   // look_up, poll, expand, next_meetings, ask
  bool overheard = false;  // ask: it was not said to the bot
  std::string file;        // backup, restore, expand, strings; ask: a question a line
  std::string from, to;    // expand: as written; empty: now, and a year later
  std::string url;         // manifest, registration: where the bot is reached
};

// A series of proposals that the configuration has: a command of its own.
struct SeriesVerb {
  std::string name;                   // "nep"
  std::string title;                  // "NumPy Enhancement Proposal"
  std::vector<std::string> examples;  // of what may follow: "18 47"
};
// Those of the configuration that --config and --set name. Nothing where it has mistakes: what is done with it says which.
using KnownSeries = std::function<std::optional<std::vector<SeriesVerb>>(
    const std::string& config, const std::vector<std::string>& set
)>;

// Asks for the series only where help, or a word that is no other command, needs them. Prints help and version to `out` and
// one line for each mistake to `err`. The error is what to leave with.
std::expected<Order, int> parse_command_line(
    int argc, const char* const* argv, const KnownSeries& known, std::ostream& out,
    std::ostream& err
);

}  // namespace usher
