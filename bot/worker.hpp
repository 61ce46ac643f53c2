// The worker thread: pure bytes → value, and blocking file and process work. No database (DESIGN
// 1). SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <functional>

namespace usher {

// One thread. Destroying it waits for the job under way. Thread-safe.
class Worker {
 public:
  Worker() : pool_(1) {}
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker() { pool_.join(); }

  void post(std::move_only_function<void()> job);

  // Runs `job` on the worker and resumes where the caller was. What it throws is thrown here.
  template <class T>
  boost::asio::awaitable<T> run(std::move_only_function<T()> job) {
    const auto home = co_await boost::asio::this_coro::executor;
    co_await boost::asio::post(pool_, boost::asio::use_awaitable);
    T value = job();
    co_await boost::asio::post(home, boost::asio::use_awaitable);
    co_return value;
  }

 private:
  boost::asio::thread_pool pool_;
};

}  // namespace usher
