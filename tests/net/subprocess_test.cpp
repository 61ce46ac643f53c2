// tests/net/subprocess_test.cpp: a program is run with what it is given, and ended when it takes too much.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/subprocess.hpp"

#include "bot/net/folder.hpp"

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <unistd.h>

#include <stop_token>
#include <thread>

using namespace usher;
using namespace usher::net;
using namespace std::chrono_literals;

namespace {

Program sh(std::string script) {
  Program program;
  program.arguments = {"/bin/sh", "-c", std::move(script)};
  program.environment = {"PATH=/usr/bin:/bin", "GREETING=hello"};
  return program;
}

}  // namespace

TEST_CASE("a program's output and how it ended are told", "[subprocess]") {
  const auto ran = run_program(sh("echo \"$GREETING\"; echo lost >&2; exit 3"));
  REQUIRE(ran);
  CHECK(ran->output == "hello\n");
  CHECK(ran->status == 3);
}

TEST_CASE("a program reads what it is given, and nothing of ours", "[subprocess]") {
  Program program = sh("cat; echo \"[$HOME]\"");
  program.input = "bytes\n";
  const auto ran = run_program(program);
  REQUIRE(ran);
  CHECK(ran->output == "bytes\n[]\n");
}

TEST_CASE("a program may leave what it is given unread", "[subprocess]") {
  Program program = sh("exit 0");
  program.input = std::string(4096, 'x');
  const auto ran = run_program(program);
  REQUIRE(ran);
  CHECK(ran->status == 0);
  program.input += 'x';
  CHECK(run_program(program).error() == errc::malformed);
}

TEST_CASE("a program has the three standard descriptors and none of ours", "[subprocess]") {
  const net::Descriptor ours{::fcntl(STDERR_FILENO, F_DUPFD, 77)};  // open beyond an exec
  REQUIRE(ours.get() >= 77);
  Program program;
  program.arguments = {"ls", "/proc/self/fd"};
  program.environment = {"PATH=/usr/bin:/bin", "LC_ALL=C"};
  const auto ran = run_program(program);
  REQUIRE(ran);
  CHECK(ran->output == "0\n1\n2\n3\n");  // 3: the folder that ls reads
}

TEST_CASE("a program is ended as soon as it is to stop", "[subprocess]") {
  std::stop_source stop;
  Program program = sh("sleep 600");
  program.time = 600s;
  program.stop = stop.get_token();
  SECTION("while its output is read") {}
  SECTION("while its end is waited for") { program.arguments.back() = "exec >&-; sleep 600"; }
  std::jthread other([&stop] {
    std::this_thread::sleep_for(100ms);
    stop.request_stop();
  });
  CHECK(run_program(program).error() == errc::timed_out);
  CHECK(run_program(program).error() == errc::timed_out);  // nor is another begun
}

TEST_CASE("a signal counts as the end that shells make of it", "[subprocess]") {
  const auto ran = run_program(sh("kill -TERM $$"));
  REQUIRE(ran);
  CHECK(ran->status == 128 + 15);
}

TEST_CASE(
    "a program that is not there, or takes too long or says too much, is an error", "[subprocess]"
) {
  SECTION("not there") {
    Program program;
    program.arguments = {"usher-has-no-such-program"};
    CHECK(run_program(program).error() == errc::not_found);
  }
  SECTION("no name") { CHECK(run_program(Program{}).error() == errc::malformed); }
  SECTION("too long, with children that hold its output") {
    Program program = sh("sleep 60 & sleep 60");
    program.time = 50ms;
    CHECK(run_program(program).error() == errc::timed_out);
  }
  SECTION("too long, with its output closed") {
    Program program = sh("exec >&-; sleep 60");
    program.time = 50ms;
    CHECK(run_program(program).error() == errc::timed_out);
  }
  SECTION("too much") {
    Program program = sh("yes");
    program.output = 100000;
    CHECK(run_program(program).error() == errc::too_large);
  }
}
