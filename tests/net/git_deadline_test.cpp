// tests/net/git_deadline_test.cpp: how long a checkout may take to answer, and that it ends with the program.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/directory_tree.hpp"
#include "bot/net/git_log.hpp"
#include "tests/support/git_repository.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <stop_token>
#include <thread>

using namespace usher;
using namespace usher::net;
using namespace usher::testing;

TEST_CASE("all that is asked of a checkout has one deadline", "[gitlog]") {
  if (!git_is_here()) return;
  GitRepository repository;
  repository.write("a.rst", "one\n");
  const auto commit = repository.commit(1'500'000'000);
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(2);
  const auto checkout = Checkout::around(repository.neps(), until);
  std::this_thread::sleep_until(until);
  if (checkout) {  // else this machine was too busy for a first look
    CHECK(checkout->log({"a.rst", {}}).error() == errc::timed_out);
    CHECK(checkout->bytes_at(commit, "a.rst", 100).error() == errc::timed_out);
  }
  const auto late = Checkout::around(repository.neps(), until);
  REQUIRE_FALSE(late);
  CHECK(late.error() == errc::timed_out);  // which may be tried again, and not: no history
}

TEST_CASE("a checkout that is asked while the program stops runs no git", "[gitlog]") {
  if (!git_is_here()) return;
  GitRepository repository;
  repository.write("a.rst", "one\n");
  repository.commit(1'500'000'000);
  const DirectoryTreeSettings settings{.name = "neps", .path = repository.neps()};
  Call call;
  call.method = "LOG";
  call.path = "a.rst";
  std::stop_source stop;
  const auto told = [&] { return log_of_directory(settings, call, stop.get_token()); };
  CHECK(told().fetched.status == 200);
  stop.request_stop();
  CHECK(told().fetched.error == errc::timed_out);
}
