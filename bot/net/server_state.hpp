// bot/net/server_state.hpp: what a server's connections share. For server.cpp and server_connection.cpp alone.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/net/server.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <list>
#include <memory>

namespace usher::net {

// One open connection as stop() sees it. Removed when its coroutine ends.
struct Guest {
  bool idle = true;               // waiting for a request: may be hung up on at any time
  std::function<void()> leave;    // closes a WebSocket politely; none while it is plain HTTP
  std::function<void()> hang_up;  // at once
};

struct ServerState : std::enable_shared_from_this<ServerState> {
  ServerState(
      boost::asio::any_io_executor executor, ServerSettings settings, ServerHandlers handlers
  );

  void hang_up_on_all();
  bool full() const { return guests.size() >= settings.limits.connections; }

  boost::asio::any_io_executor executor;
  const ServerSettings settings;
  const ServerHandlers handlers;
  boost::asio::ip::tcp::acceptor acceptor;
  boost::asio::steady_timer pause;  // between attempts to accept when there are no descriptors left
  boost::asio::steady_timer empty;  // cancelled when the last guest has gone
  std::list<Guest> guests;
  bool on_loopback = false;
  bool stopping = false;
};

// Serves one connection to its end, which is when it leaves the list of guests.
boost::asio::awaitable<void> serve_connection(
    std::shared_ptr<ServerState> server, boost::asio::ip::tcp::socket socket
);

}  // namespace usher::net
