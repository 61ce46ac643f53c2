// bench/web_echo.cpp: what the same sockets do when there is no bot behind them.
// SPDX-License-Identifier: BSD-3-Clause
#include "bench/web_load.hpp"
#include "bot/net/server.hpp"

#include <optional>
#include <stdexcept>
#include <thread>

namespace usher::bench {

namespace asio = boost::asio;

namespace {

asio::awaitable<void> say_again(std::shared_ptr<net::WebSocket> socket, net::HttpRequest) {
  while (true) {
    Result<net::WsMessage> message = co_await socket->read();
    if (!message) co_return;
    socket->send(std::move(message->data));
  }
}

}  // namespace

struct EchoServer::Impl {
  asio::io_context io{1};
  std::optional<net::Server> server;
  std::string address;
  std::jthread thread;  // the last: it has ended before the others go
};

EchoServer::EchoServer() : impl_(std::make_unique<Impl>()) {
  net::ServerHandlers handlers;
  handlers.socket = say_again;
  impl_->server.emplace(impl_->io.get_executor(), net::ServerSettings{}, std::move(handlers));
  const auto port = impl_->server->listen();
  if (!port) throw std::runtime_error(port.error());
  impl_->address = "127.0.0.1:" + std::to_string(*port);
  impl_->thread = std::jthread([io = &impl_->io] { io->run(); });
}

EchoServer::~EchoServer() { impl_->io.stop(); }

const std::string& EchoServer::address() const { return impl_->address; }

}  // namespace usher::bench
