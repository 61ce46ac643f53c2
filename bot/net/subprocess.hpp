// bot/net/subprocess.hpp: runs a program to its end, without a shell, with limits on time and output.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/errc.hpp"

#include <chrono>
#include <cstddef>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace usher::net {

struct Program {
  std::vector<std::string> arguments;    // the first is its name, looked for in PATH
  std::vector<std::string> environment;  // "NAME=value": all that it gets, nothing of ours
  std::string input;                     // its standard input: at most 4096 bytes
  std::chrono::milliseconds time{30000};
  std::stop_token stop{};          // ends it at once
  std::size_t output = 8U << 20U;  // bytes
};

struct Ran {
  int status = 0;      // what it ended with; 128 + the signal's number where a signal ended it
  std::string output;  // its standard output; what it says on the other one is lost
};

// Blocking: for the worker. Errors: not_found (there is no such program), timed_out and too_large (it was ended;
// timed_out also by `stop`), unavailable (no process or no pipe is to be had). The program is in a process group of
// its own, and all of that is ended where it has to be. It has the three standard descriptors and none of ours.
Result<Ran> run_program(const Program& program);

}  // namespace usher::net
