// tests/net/worker_test.cpp: work leaves the caller's thread, and its outcome comes back to it.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/worker.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using usher::Worker;
namespace asio = boost::asio;

namespace {

struct Seen {
  std::thread::id job, before, after;
  std::unique_ptr<int> value;
  std::string thrown;
};

asio::awaitable<void> compute(Worker* worker, Seen* seen) {
  seen->before = std::this_thread::get_id();
  seen->value = co_await worker->run<std::unique_ptr<int>>([seen] {
    seen->job = std::this_thread::get_id();
    return std::make_unique<int>(42);
  });
  seen->after = std::this_thread::get_id();
}

asio::awaitable<void> fail(Worker* worker, Seen* seen) {
  try {
    co_await worker->run<void>([] { throw std::runtime_error("no such file"); });
  } catch (const std::runtime_error& error) {
    seen->thrown = error.what();
  }
  seen->after = std::this_thread::get_id();
}

}  // namespace

TEST_CASE(
    "a job runs on the worker's thread and its value comes back to the caller's", "[worker]"
) {
  asio::io_context io;
  Worker worker;
  Seen seen;
  co_spawn(io, compute(&worker, &seen), asio::detached);
  io.run();
  REQUIRE(seen.value);
  CHECK(*seen.value == 42);
  CHECK(seen.job != std::this_thread::get_id());
  CHECK(seen.before == std::this_thread::get_id());
  CHECK(seen.after == std::this_thread::get_id());
}

TEST_CASE("what a job throws is thrown in the caller's thread", "[worker]") {
  asio::io_context io;
  Worker worker;
  Seen seen;
  co_spawn(io, fail(&worker, &seen), asio::detached);
  io.run();
  CHECK(seen.thrown == "no such file");
  CHECK(seen.after == std::this_thread::get_id());
}

TEST_CASE("posted jobs run one after the other, in order", "[worker]") {
  std::vector<int> order;
  std::promise<void> done;
  {
    Worker worker;
    for (int i = 0; i < 100; ++i) worker.post([&order, i] { order.push_back(i); });
    worker.post([&done] { done.set_value(); });
    done.get_future().wait();
  }
  REQUIRE(order.size() == 100);
  for (int i = 0; i < 100; ++i) CHECK(order[static_cast<std::size_t>(i)] == i);
}

TEST_CASE("destroying a worker waits for the job under way and keeps nothing", "[worker]") {
  std::promise<void> begun;
  bool ended = false;
  const auto held = std::make_shared<int>(1);
  {
    Worker worker;
    worker.post([&] {
      begun.set_value();
      for (int i = 0; i < 1000; ++i) std::this_thread::yield();
      ended = true;
    });
    worker.post([held] {});
    begun.get_future().wait();
  }
  CHECK(ended);
  CHECK(held.use_count() == 1);
}
