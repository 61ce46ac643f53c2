// tests/support/server_under_test.hpp: a net::Server on a thread of its own, and a WebSocket client on the test's.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/net/server.hpp"
#include "bot/net/websocket.hpp"
#include "tests/support/run.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <fmt/format.h>

#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>

namespace usher::testing {

class ServerUnderTest {
 public:
  explicit ServerUnderTest(net::ServerHandlers handlers, net::ServerSettings settings = {})
      : server_(std::make_unique<net::Server>(
            io_.get_executor(), std::move(settings), std::move(handlers)
        )) {
    port_ = server_->listen().value();
    thread_ = std::jthread([this] { io_.run(); });
  }
  ServerUnderTest(const ServerUnderTest&) = delete;
  ServerUnderTest& operator=(const ServerUnderTest&) = delete;
  ~ServerUnderTest() {
    on_its_thread([this] { server_.reset(); });
    stay_.reset();
    io_.stop();
  }

  std::uint16_t port() const { return port_; }
  std::string ws_url(std::string_view target = "/ws") const {
    return fmt::format("ws://127.0.0.1:{}{}", port_, target);
  }
  std::future<void> stop() {
    return boost::asio::co_spawn(io_, server_->stop(), boost::asio::use_future);
  }
  std::size_t connections() {
    std::size_t count = 0;
    on_its_thread([&] { count = server_->connections(); });
    return count;
  }
  template <class Job>
  void on_its_thread(Job job) {
    std::promise<void> done;
    boost::asio::post(io_, [&] {
      job();
      done.set_value();
    });
    done.get_future().wait();
  }

 private:
  boost::asio::io_context io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> stay_ =
      boost::asio::make_work_guard(io_);
  std::unique_ptr<net::Server> server_;
  std::uint16_t port_ = 0;
  std::jthread thread_;
};

// A handler that answers each message with itself.
inline boost::asio::awaitable<void> echo(std::shared_ptr<net::WebSocket> socket, net::HttpRequest) {
  while (true) {
    Result<net::WsMessage> message = co_await socket->read();
    if (!message) co_return;
    if (message->text) {
      socket->send(std::move(message->data));
    } else {
      socket->send_binary(std::move(message->data));
    }
  }
}

// Opens WebSockets and runs each wait to its end.
class WsClientUnderTest {
 public:
  explicit WsClientUnderTest(net::WsClientSettings settings = {.allow_loopback = true})
      : client_(io_.get_executor(), std::move(settings)) {}

  Result<std::shared_ptr<net::WebSocket>> connect(net::WsRequest request) {
    return run(io_, client_.connect(std::move(request)));
  }
  Result<std::shared_ptr<net::WebSocket>> connect(std::string url) {
    net::WsRequest request;
    request.url = std::move(url);
    request.limits.handshake =
        std::chrono::minutes{2};  // under TSan, beside a build, it may take one
    return connect(std::move(request));
  }
  Result<net::WsMessage> read(net::WebSocket& socket) { return run(io_, socket.read()); }
  template <class Done>
  void run_until(Done done) {
    io_.restart();
    while (!done()) io_.run_one_for(std::chrono::milliseconds{5});
  }
  boost::asio::io_context& io() { return io_; }

 private:
  boost::asio::io_context io_;
  net::WebSocketClient client_;
};

}  // namespace usher::testing
