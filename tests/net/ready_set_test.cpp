// tests/net/ready_set_test.cpp: many descriptors of somebody else's, told of as one.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/ready_set.hpp"

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <optional>
#include <utility>

using namespace usher::net;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

// A connection whose near end libcurl would own.
struct Pair {
  Pair() { REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) == 0); }
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;
  ~Pair() {
    for (const int end : ends)
      if (end >= 0) ::close(end);
  }
  int near() const { return ends[0]; }
  void say() const { REQUIRE(::write(ends[1], "x", 1) == 1); }
  void hear() const {
    char byte = 0;
    REQUIRE(::read(ends[0], &byte, 1) == 1);
  }
  void hang_up() { ::close(std::exchange(ends[1], -1)); }
  std::array<int, 2> ends{-1, -1};
};

struct Bench {
  // What is ready, waiting for it no longer than that; nothing: nobody was woken.
  std::optional<std::vector<ReadySet::Event>> look(std::chrono::milliseconds within) {
    bool woken = false;
    set.wait([&woken] { woken = true; });
    io.restart();
    io.run_for(within);
    if (woken) return set.take();
    set.stop();
    return std::nullopt;
  }
  asio::io_context io;
  ReadySet set{io.get_executor()};
};

bool is_only(
    const std::optional<std::vector<ReadySet::Event>>& events, int fd, std::uint32_t what
) {
  return events && events->size() == 1 && events->front().fd == fd && events->front().what == what;
}

}  // namespace

TEST_CASE("a level is told of as long as it lasts, and without another word", "[ready]") {
  Bench bench;
  const Pair pair;
  bench.set.want(pair.near(), ReadySet::in);
  CHECK_FALSE(bench.look(10ms));
  pair.say();
  CHECK(is_only(bench.look(1s), pair.near(), ReadySet::in));
  CHECK(is_only(bench.look(1s), pair.near(), ReadySet::in));
  pair.hear();
  CHECK_FALSE(bench.look(10ms));
  bench.set.want(pair.near(), ReadySet::in | ReadySet::out);
  CHECK(is_only(bench.look(1s), pair.near(), ReadySet::out));
  bench.set.want(pair.near(), ReadySet::in);
  CHECK_FALSE(bench.look(10ms));
  bench.set.want(pair.near(), 0);
}

TEST_CASE(
    "between requests a kept descriptor is of no interest, and heard again after", "[ready]"
) {
  Bench bench;
  Pair pair;
  const bool kept = GENERATE(true, false);
  if (kept) bench.set.opened(pair.near());
  bench.set.want(pair.near(), ReadySet::in);
  bench.set.want(pair.near(), 0);
  pair.say();
  // Whoever is woken finds nothing, and is woken once.
  const auto idle = bench.look(10ms);
  CHECK((!idle || idle->empty()));
  CHECK_FALSE(bench.look(10ms));
  bench.set.want(pair.near(), ReadySet::in);
  CHECK(is_only(bench.look(1s), pair.near(), ReadySet::in));
  bench.set.want(pair.near(), 0);
  pair.hang_up();
  const auto ended = bench.look(10ms);
  CHECK((!ended || ended->empty()));
  CHECK_FALSE(bench.look(10ms));
}

TEST_CASE("an end is told to whoever waits", "[ready]") {
  Bench bench;
  Pair pair;
  bench.set.opened(pair.near());
  bench.set.want(pair.near(), ReadySet::in);
  pair.hang_up();
  CHECK(is_only(bench.look(1s), pair.near(), ReadySet::in));
}

TEST_CASE("a number that is used again is another descriptor", "[ready]") {
  Bench bench;
  auto first = std::make_unique<Pair>();
  const int number = first->near();
  bench.set.opened(number);
  bench.set.want(number, ReadySet::in);
  first->say();
  const auto events = bench.look(1s);
  REQUIRE(is_only(events, number, ReadySet::in));
  CHECK(bench.set.current(events->front()));
  bench.set.closed(number);
  CHECK_FALSE(bench.set.current(events->front()));
  first.reset();
  const Pair second;
  REQUIRE(second.near() == number);
  bench.set.opened(number);
  bench.set.want(number, ReadySet::in);
  CHECK_FALSE(bench.look(10ms));
  second.say();
  CHECK(is_only(bench.look(1s), number, ReadySet::in));
}

TEST_CASE("a wait that is stopped keeps no loop going, and another may begin", "[ready]") {
  Bench bench;
  const Pair pair;
  bench.set.want(pair.near(), ReadySet::in);
  bench.set.wait([] { FAIL("nothing was to be told"); });
  bench.set.stop();
  bench.io.run();  // comes back
  pair.say();
  CHECK(is_only(bench.look(1s), pair.near(), ReadySet::in));
}
