// bot/net/server.hpp: an HTTP and WebSocket server on one port, behind plain values.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/net/headers.hpp"
#include "bot/net/websocket.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace usher::net {

struct HttpRequest {
  std::string method;
  std::string target;  // path and query, as sent; begins with "/"
  Headers headers;
  std::string body;
  std::string peer;  // the address at the other end: a proxy's, where there is one
};

struct HttpResponse {
  int status = 200;
  Headers
      headers;  // less Content-Length, Connection, Transfer-Encoding: those are the server's own
  std::string body;
};

// What a WebSocket's handshake is answered with.
struct WsAccept {
  std::string subprotocol;  // one of those the client offered, or empty
  Headers headers;
};
using Upgrade = std::expected<WsAccept, HttpResponse>;

// Each runs on the I/O thread, once per request or socket, many at a time. What one throws becomes a 500, or the close
// code 1011. A coroutine lambda's captures stay valid: the handlers live as long as the last connection.
struct ServerHandlers {
  std::function<boost::asio::awaitable<HttpResponse>(HttpRequest)> http;  // none: 404
  // None: every handshake is accepted, if `socket` is there.
  std::function<boost::asio::awaitable<Upgrade>(HttpRequest)> upgrade;
  // When it returns, the socket is closed with 1000. None: 404.
  std::function<boost::asio::awaitable<void>(std::shared_ptr<WebSocket>, HttpRequest)> socket;
  // Told what a handler threw: for the operator, never for the peer.
  std::function<void(std::string_view)> failed;
};

struct ServerLimits {
  std::size_t header = 16U << 10U;           // bytes of a request's header: else 431
  std::size_t body = 1U << 20U;              // bytes of a request's body: else 413
  std::size_t connections = 256;             // open at once; one more is answered with 503
  std::chrono::milliseconds request{15000};  // for a header or a body to come, or an answer to go
  std::chrono::milliseconds keep_alive{60000};  // until the next request on a connection
  std::chrono::milliseconds grace{5000};        // how long stop() waits for what is under way
  WsLimits socket;
};

struct ServerSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;          // 0: any that is free
  std::vector<std::string> hosts;  // see origin.hpp: else 421
  bool any_host = false;  // on loopback too, where no host is listed: who asks proves it otherwise
  // See origin.hpp: else 403. Asked of handshakes, before the upgrade handler.
  std::vector<std::string> origins;
  // Of every answer that has none of that name: the handlers' and the server's own, but for the 503 of a full house.
  Headers headers;
  ServerLimits limits;
};

struct ServerState;

// I/O thread only. TLS is a proxy's business.
class Server {
 public:
  Server(boost::asio::any_io_executor executor, ServerSettings settings, ServerHandlers handlers);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();  // hangs up on everyone; call stop() first to be polite

  // Binds and begins to accept. The port that it got, or what went wrong in words for the operator.
  std::expected<std::uint16_t, std::string> listen();

  // Accepts nobody any more, closes every WebSocket with 1001, lets requests under way finish, closes what is left after
  // limits.grace. Returns when all is closed.
  boost::asio::awaitable<void> stop();

  std::size_t connections() const;

 private:
  std::shared_ptr<ServerState> state_;
};

}  // namespace usher::net
