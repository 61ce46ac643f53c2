// tests/support/raw_socket.hpp: bytes on a connection, blocking, with TLS where asked: for peers that do not play by rules.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/tls_identity.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

namespace usher::testing {

class RawSocket {
 public:
  explicit RawSocket(int fd) : fd_(fd) {}
  RawSocket(const RawSocket&) = delete;
  RawSocket& operator=(const RawSocket&) = delete;
  ~RawSocket();

  static std::unique_ptr<RawSocket> connect(std::uint16_t port);
  bool accept_tls(void* context);  // the server's side of a handshake; false: it failed
  std::string tls_name() const;    // as the client asked for by SNI

  bool more(std::string& buffer);  // appends what comes; false at the end
  // Up to and including it; all there was, when the end comes first.
  std::string read_until(std::string_view mark);
  std::string read_exactly(std::size_t size);
  std::string read_to_end();
  void send(std::string_view bytes);
  void shutdown();
  void reset();  // closes with RST
  void close_after_tls();

 private:
  int fd_;
  std::shared_ptr<void> ssl_;
  std::string pending_;
};

// Listens on loopback and hands each connection, one at a time, to `talk`, on a thread of its own.
class RawServer {
 public:
  using Talk = std::function<void(RawSocket&)>;
  explicit RawServer(Talk talk, const TlsIdentity* identity = nullptr);
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;
  ~RawServer();
  std::uint16_t port() const { return port_; }
  int connections() const { return connections_; }

 private:
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<int> current_ = -1, connections_ = 0;
  std::shared_ptr<void> tls_;
  Talk talk_;
  std::jthread thread_;
};

// Binds 127.0.0.1 on a free port and listens.
int listen_on_loopback(std::uint16_t& port);

// --- WebSocket frames, right and wrong --------------------------------------------------------------------------------

struct Frame {
  unsigned opcode = 1;  // 0 continuation, 1 text, 2 binary, 8 close, 9 ping, 10 pong
  std::string payload;
  bool fin = true;
  bool masked = true;
  unsigned reserved = 0;  // the three bits between FIN and the opcode
};
std::string encode(const Frame& frame);
Frame read_frame(RawSocket& socket);  // opcode 0xF when the connection ended
std::string close_payload(std::uint16_t code, std::string_view reason = {});
std::uint16_t close_code(const Frame& frame);  // 0: it is no close frame with a code

// A client's handshake; `extra` are further header lines, each ended by CRLF.
std::string handshake(std::string_view target = "/ws", std::string_view extra = {});
// What Sec-WebSocket-Accept answers the request's key with.
std::string accept_key(std::string_view request);

}  // namespace usher::testing
