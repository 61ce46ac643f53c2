// bot/net/own_loop.cpp: the thread's begin and end.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/own_loop.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace usher::net {

OwnLoop::OwnLoop() : stays_(io_.get_executor()), thread_([this] { io_.run(); }) {}

void OwnLoop::end(std::function<void()> last) {
  if (!thread_.joinable()) return;
  boost::asio::post(io_, [this, last = std::move(last)] {
    last();
    io_.stop();  // a timer may still be waited for
  });
  thread_.join();
}

}  // namespace usher::net
