// bench/matrix_bench.hpp: a homeserver as bots live with it: a strict stand-in for it, and before that Usher, and the bots that
// others make. Each answers one command.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bench/bot_process.hpp"
#include "tests/support/matrix_fake.hpp"
#include "tests/support/temp.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace usher::bench {

namespace json = boost::json;

// A bot before a homeserver of its own, in so many rooms with eight people each, from its start until this goes.
class MatrixRun {
 public:
  // Throws, with the bot's last words, where it never waits for what is new.
  MatrixRun(const Bot& bot, const std::string& answer, int rooms);
  MatrixRun(const MatrixRun&) = delete;
  MatrixRun& operator=(const MatrixRun&) = delete;
  ~MatrixRun() { process_.stop(); }

  json::object tell(json::object command);  // the homeserver; throws where it cannot
  double ready_ms() const { return ready_ms_; }
  double cpu_seconds() const { return process_.cpu_seconds(); }
  double mb(const char* of) const { return process_.mb(of); }
  // A load (tests/support/matrix_load.hpp) of so many, or for so long; until each has its answer, or 20 s have brought nothing.
  json::object load(json::object what, std::chrono::milliseconds time = {});
  std::string wrong();  // what the homeserver saw that must not be; empty: nothing

 private:
  Bot bot_;
  test::TempFolder folder_;
  testing::matrix::FakeHomeserver server_;
  double ready_ms_ = 0;
  BotProcess process_;
};

void matrix_speed(const Parts& parts);

}  // namespace usher::bench
