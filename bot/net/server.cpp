// bot/net/server.cpp: listening, accepting, and stopping in good order.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/server.hpp"

#include "bot/net/server_state.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <utility>

namespace usher::net {
namespace asio = boost::asio;
using tcp = asio::ip::tcp;

ServerState::ServerState(asio::any_io_executor e, ServerSettings s, ServerHandlers h)
    : executor(std::move(e)),
      settings(std::move(s)),
      handlers(std::move(h)),
      acceptor(executor),
      pause(executor),
      empty(executor) {}

void ServerState::hang_up_on_all() {
  for (const Guest& guest : guests) guest.hang_up();
}

namespace {

// Too many guests: said without waiting for anything, for waiting is what there is no room for.
void turn_away(tcp::socket socket) {
  static constexpr std::string_view sorry =
      "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: "
      "close\r\n\r\n";
  boost::system::error_code ignored;
  socket.non_blocking(true, ignored);
  socket.send(asio::buffer(sorry), 0, ignored);
  socket.shutdown(tcp::socket::shutdown_send, ignored);
}

asio::awaitable<void> accept_all(std::shared_ptr<ServerState> server) {
  while (!server->stopping) {
    auto [error, socket] =
        co_await server->acceptor.async_accept(asio::as_tuple(asio::use_awaitable));
    if (server->stopping || error == asio::error::operation_aborted) co_return;
    if (error) {
      // No descriptors left, or a connection that was gone before it was accepted: neither is a reason to stop.
      server->pause.expires_after(std::chrono::milliseconds{100});
      const auto [woken] = co_await server->pause.async_wait(asio::as_tuple(asio::use_awaitable));
      static_cast<void>(woken);
    } else if (server->full()) {
      turn_away(std::move(socket));
    } else {
      asio::co_spawn(server->executor, serve_connection(server, std::move(socket)), asio::detached);
    }
  }
}

// Until nobody is left, or for so long.
asio::awaitable<void> wait_for_empty(
    std::shared_ptr<ServerState> server, std::chrono::milliseconds limit
) {
  if (server->guests.empty()) co_return;
  server->empty.expires_after(limit);
  const auto [woken] = co_await server->empty.async_wait(asio::as_tuple(asio::use_awaitable));
  static_cast<void>(woken);
}

asio::awaitable<void> stop_serving(std::shared_ptr<ServerState> server) {
  server->stopping = true;
  boost::system::error_code ignored;
  server->acceptor.close(ignored);
  server->pause.cancel();
  for (const Guest& guest : server->guests) {
    if (guest.leave) {
      guest.leave();
    } else if (guest.idle) {
      guest.hang_up();
    }
  }
  co_await wait_for_empty(server, server->settings.limits.grace);
  server->hang_up_on_all();
  // A handler that does not return although its connection is gone is not waited for.
  co_await wait_for_empty(server, std::chrono::milliseconds{500});
}

}  // namespace

Server::Server(asio::any_io_executor executor, ServerSettings settings, ServerHandlers handlers)
    : state_(std::make_shared<ServerState>(
          std::move(executor), std::move(settings), std::move(handlers)
      )) {}

Server::~Server() {
  state_->stopping = true;
  boost::system::error_code ignored;
  state_->acceptor.close(ignored);
  state_->pause.cancel();
  state_->hang_up_on_all();
}

std::expected<std::uint16_t, std::string> Server::listen() {
  const auto& [address, port] = std::tie(state_->settings.address, state_->settings.port);
  const auto failed = [&](const boost::system::error_code& error) {
    return std::unexpected(fmt::format("cannot listen on {}:{}: {}", address, port, error.message())
    );
  };
  boost::system::error_code error;
  const auto at = asio::ip::make_address(address, error);
  if (error) return failed(error);
  const tcp::endpoint endpoint{at, port};
  tcp::acceptor& acceptor = state_->acceptor;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address{true}, error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    boost::system::error_code ignored;
    acceptor.close(ignored);
    return failed(error);
  }
  state_->on_loopback = at.is_loopback();
  asio::co_spawn(state_->executor, accept_all(state_), asio::detached);
  return acceptor.local_endpoint().port();
}

asio::awaitable<void> Server::stop() { return stop_serving(state_); }

std::size_t Server::connections() const { return state_->guests.size(); }

}  // namespace usher::net
