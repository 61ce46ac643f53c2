// bot/net/websocket.hpp: a WebSocket of either side, and the client that opens one. No Beast in sight.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/errc.hpp"
#include "bot/net/headers.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace usher::net {

struct WsMessage {
  std::string data;
  bool text = true;  // then `data` is valid UTF-8; else binary
};

struct WsLimits {
  std::size_t message = 1U << 20U;      // bytes of an incoming one; a larger one ends it with 1009
  std::size_t queue_bytes = 1U << 20U;  // not yet sent
  std::size_t queue_messages = 256;     // not yet sent
  bool close_when_full = true;          // with 1013: the peer is too slow; else send() only says no
  std::chrono::milliseconds handshake{10000};  // name, connection, TLS and upgrade together
  std::chrono::milliseconds idle{60000};  // without a sign of life; a ping is sent after half of it
  // For what is queued and the peer's answer, once close() was called; for the connection's end, once the peer has closed.
  std::chrono::milliseconds close{5000};
};

// How a socket ended. code: RFC 6455, 7.4; 1005 when the peer gave none, 1006 when there was no close frame.
struct WsEnd {
  std::uint16_t code = 1006;
  std::string reason;
  bool by_peer = false;   // the code is the peer's word, not ours
  errc error = errc::ok;  // what read() says from then on; ok while the socket is open
};

class WsChannel;

// One end of an open socket. I/O thread only. Destroying it closes the socket with 1001. Messages are read ahead of
// read(), a few, so pings are answered and a lost peer is noticed while nobody reads; a reader that then stays away
// longer than limits.idle loses the socket.
class WebSocket {
 public:
  explicit WebSocket(std::shared_ptr<WsChannel> channel);
  WebSocket(const WebSocket&) = delete;
  WebSocket& operator=(const WebSocket&) = delete;
  ~WebSocket();

  // The next message, one reader at a time. After the end, what had come first, then always the same errc:
  //   cancelled      this side closed (also: the coroutine was cancelled; then a later read() goes on)
  //   shutting_down  the peer went away (1001) or restarts (1012)
  //   unavailable    the peer is overloaded (1011, 1013)
  //   refused        the peer will not have us (1003, 1007 to 1010)
  //   unreachable    the peer closed normally, or the connection broke
  //   timed_out      no sign of life within limits.idle
  //   too_large, malformed   what the peer sent; it was told with 1009, 1007 or 1002
  boost::asio::awaitable<Result<WsMessage>> read();

  // Queues a message. false: the socket is closing, or the queue is full (see WsLimits::close_when_full).
  bool send(std::string text);
  bool send_binary(std::string bytes);

  // Sends what is queued, then the close frame, and waits for the peer's, at most limits.close. Only the first call
  // counts. The reason is cut at 123 bytes.
  void close(std::uint16_t code = 1000, std::string reason = {});

  bool open() const;
  const WsEnd& end() const;
  std::size_t queued() const;            // bytes not yet sent
  std::string_view subprotocol() const;  // as agreed; empty: none

 private:
  std::shared_ptr<WsChannel> channel_;
};

struct WsRequest {
  std::string url;  // wss; ws only to loopback, where the client allows that
  Headers headers;
  std::vector<std::string> subprotocols;  // offered; the server takes one of them or none
  std::vector<std::string> hosts;  // allow-list: "a.example", ".b.example"; empty: the URL's own
  WsLimits limits;
};

struct WsClientSettings {
  bool allow_loopback = false;  // for tests: loopback may be reached, by ws too
  std::string ca_file;          // PEM; empty: the system's authorities
  std::string contact;          // as HttpSettings::contact
};

// I/O thread only. No redirect is followed, no proxy used; extensions (compression) are not offered.
class WebSocketClient {
 public:
  WebSocketClient(boost::asio::any_io_executor executor, WsClientSettings settings);
  WebSocketClient(const WebSocketClient&) = delete;
  WebSocketClient& operator=(const WebSocketClient&) = delete;
  ~WebSocketClient();

  // As HttpClient::send for addresses, schemes and hosts. A server that answers the upgrade with a status gives
  // status_error() of it, and malformed where that is no error.
  boost::asio::awaitable<Result<std::shared_ptr<WebSocket>>> connect(WsRequest request);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace usher::net
