// bot/worker.cpp: the way to the worker thread and back.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/worker.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace usher {
namespace asio = boost::asio;

namespace {

// co_await post(pool, use_awaitable) would not do: it returns to the coroutine's own executor
// before the job runs.
struct Initiate {
  template <class Handler>
  void operator()(Handler&& handler, asio::thread_pool* pool, std::move_only_function<void()> step)
      const {
    const auto home = asio::get_associated_executor(handler);
    asio::post(
        *pool,
        [handler = std::forward<Handler>(handler), step = std::move(step), home,
         stay = asio::make_work_guard(home)]() mutable {
          step();
          step = nullptr;
          asio::post(home, std::move(handler));
        }
    );
  }
};

}  // namespace

Worker::~Worker() {
  pool_.stop();
  pool_.join();
}

void Worker::post(std::move_only_function<void()> job) { asio::post(pool_, std::move(job)); }

asio::awaitable<void> Worker::there_and_back(std::move_only_function<void()> step) {
  return asio::async_initiate<const asio::use_awaitable_t<>, void()>(
      Initiate{}, asio::use_awaitable, &pool_, std::move(step)
  );
}

}  // namespace usher
