// bot/net/own_loop.hpp: a loop on a thread of its own.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
#include <thread>

namespace usher::net {

// Made, ended and destroyed by one thread, which is another. What uses the executor is destroyed before this, and after end().
class OwnLoop {
 public:
  OwnLoop();
  OwnLoop(const OwnLoop&) = delete;
  OwnLoop& operator=(const OwnLoop&) = delete;
  ~OwnLoop() {
    end([] {});
  }

  boost::asio::any_io_executor executor() { return io_.get_executor(); }

  // Runs `last` on the loop, after all that was posted before; then the loop and its thread end, and this returns. Nothing is
  // done the second time.
  void end(std::function<void()> last);

 private:
  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> stays_;
  std::thread thread_;
};

}  // namespace usher::net
