// tests/model/clock_test.cpp: the system's clock, the one that stands still, and the one that a file steers.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/clock.hpp"

#include "tests/support/temp.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <thread>

using namespace usher;
using namespace std::chrono_literals;

namespace {

constexpr sys_seconds start{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)};

// Sets a variable for as long as it lives.
struct Environment {
  std::string name;
  Environment(std::string variable, const std::string& value) : name(std::move(variable)) {
    ::setenv(name.c_str(), value.c_str(), 1);  // NOLINT(concurrency-mt-unsafe): no thread yet
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
  ~Environment() { ::unsetenv(name.c_str()); }  // NOLINT(concurrency-mt-unsafe)
};

}  // namespace

TEST_CASE("a manual clock stands still until it is told otherwise") {
  ManualClock clock(start);
  CHECK(clock.now() == start);
  CHECK(clock.now() == start);
  clock.advance(1500ms);
  CHECK(clock.now() == start + 1500ms);
  CHECK(clock.seconds() == start + 1s);
  clock.set(start - 1h);
  CHECK(clock.seconds() == start - 1h);
}

TEST_CASE("seconds are cut downwards, before 1970 too") {
  ManualClock clock(sys_seconds{});
  clock.advance(-1ms);
  CHECK(clock.seconds() == sys_seconds{} - 1s);
}

TEST_CASE("the system's clock lies between two looks at the system's time, and waits in real time"
) {
  const SystemClock clock;
  const auto before =
      std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const auto now = clock.now();
  const auto after = std::chrono::system_clock::now();
  CHECK(now >= before);
  CHECK(now <= after);
  CHECK(clock.real(42ms) == 42ms);
}

#ifdef USHER_TEST_CLOCK
TEST_CASE("a clock file moves time, speeds it up and holds it still") {
  test::TempFolder folder;
  const std::string path = folder.file("clock");
  const auto say = [&](const std::string& line) { std::ofstream(path) << line << "\n"; };
  const Environment variable("USHER_CLOCK_FILE", path);
  const auto clock = make_clock();
  const SystemClock system;
  const auto ahead = [&] { return clock->now() - system.now(); };

  // No file yet: the system's time. The two looks are moments apart, hence the tolerance.
  CHECK(ahead() <= 0ms);
  CHECK(ahead() > -10s);
  say("3600 1");
  CHECK(ahead() > 3590s);
  CHECK(ahead() <= 3600s);
  say("-3600 1");
  CHECK(ahead() <= -3600s);

  say("0 1 suspended");
  static_cast<void>(clock->now());  // sees the file
  const auto held = clock->now();
  std::this_thread::sleep_for(20ms);
  CHECK(clock->now() == held);

  say("0 1000");
  static_cast<void>(clock->now());
  const auto before = clock->now();
  std::this_thread::sleep_for(20ms);
  CHECK(clock->now() - before >= 20s);

  // Who waits looks again soon, however slow time is: the file may change meanwhile.
  CHECK(clock->real(1h) <= 100ms);
  say("0 0");
  static_cast<void>(clock->now());
  CHECK(clock->real(1h) <= 100ms);
  say("nonsense");
  CHECK(clock->now() <= clock->now());  // keeps what it was last told
}
#else
TEST_CASE("without the test clock a clock file is not looked at") {
  test::TempFolder folder;
  std::ofstream(folder.file("clock")) << "360000 1\n";
  const Environment variable("USHER_CLOCK_FILE", folder.file("clock"));
  const SystemClock system;
  CHECK(make_clock()->now() - system.now() < 10s);
}
#endif
