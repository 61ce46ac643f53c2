// The command line: what was asked for, or why it cannot be.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <expected>
#include <iosfwd>
#include <string>
#include <vector>

namespace usher {

// What the program leaves with. Scripts rely on these.
inline constexpr int exit_fine = 0;
inline constexpr int exit_failed = 1;  // what was asked could not be done
inline constexpr int exit_usage = 2;   // it was not asked in a way that can be understood

struct Order {
  enum class Verb : std::uint8_t { run, chat, look_up, poll, check, backup, restore };
  Verb verb = Verb::run;
  std::string config;            // --config; empty: the copy inside the program
  std::vector<std::string> set;  // --set key=value, as written
  std::string series;  // look_up, poll: "nep"; whether there is such a one, the configuration says
  std::string words;   // look_up: what was asked, words parted by spaces
  bool json = false;   // look_up, poll
  std::string file;    // backup, restore
};

// Prints help and version to `out` and one line for each mistake to `err`. The error is what to leave with.
std::expected<Order, int> parse_command_line(
    int argc, const char* const* argv, std::ostream& out, std::ostream& err
);

}  // namespace usher
