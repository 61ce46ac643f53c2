// bot/worker.hpp: the worker thread: pure bytes → value, and blocking file and process work. No database.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include <exception>
#include <functional>
#include <optional>
#include <type_traits>

namespace usher {

// One thread, jobs in order. Thread-safe. Destroying it waits for the job under way and drops those
// that wait, so destroy it before the io_context whose coroutines use it, and before what its jobs look at (the services, which are
// the engine's).
class Worker {
 public:
  Worker() : pool_(1) {}
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker();

  // What the job throws ends the program: a job that can fail catches for itself.
  void post(std::move_only_function<void()> job);

  // Runs `job` on the worker and resumes where the caller was, on the caller's executor. What it
  // throws is thrown there. Not cancelled by the caller's cancellation: a job that has begun runs
  // to its end.
  template <class T>
  boost::asio::awaitable<T> run(std::move_only_function<T()> job) {
    std::exception_ptr failure;
    if constexpr (std::is_void_v<T>) {
      // The closure refers to this frame, which stays suspended until it has run.
      co_await there_and_back([&] { guarded(failure, job); });
      if (failure) std::rethrow_exception(failure);
    } else {
      std::optional<T> value;
      co_await there_and_back([&] { guarded(failure, [&] { value.emplace(job()); }); });
      if (failure) std::rethrow_exception(failure);
      co_return std::move(*value);
    }
  }

 private:
  // Runs `step` on the worker, then resumes on the caller's executor.
  boost::asio::awaitable<void> there_and_back(std::move_only_function<void()> step);

  template <class Job>
  static void guarded(std::exception_ptr& failure, Job&& job) {
    try {
      job();
    } catch (...) {
      failure = std::current_exception();
    }
  }

  boost::asio::thread_pool pool_;
};

}  // namespace usher
