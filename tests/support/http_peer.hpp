// tests/support/http_peer.hpp: a server on loopback that follows a script, strictly: what it does not expect is a failure.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/net/headers.hpp"
#include "tests/support/tls_identity.hpp"

#include <atomic>
#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace usher::testing {

struct SeenRequest {
  std::string method, target, body;
  net::Headers headers;
};

// Answers each request with the next step of its script, whatever connection it comes on. An unexpected request is
// answered with 599 and kept in surprises(). Blocking sockets, a thread per connection; any thread may ask it.
class HttpPeer {
 public:
  enum class Then : std::uint8_t { keep, close, reset, stall };

  HttpPeer() : HttpPeer(nullptr) {}
  explicit HttpPeer(const TlsIdentity& identity) : HttpPeer(&identity) {}
  HttpPeer(const HttpPeer&) = delete;
  HttpPeer& operator=(const HttpPeer&) = delete;
  ~HttpPeer();

  // "GET /path": the next request must be this one; then what answers it.
  HttpPeer& expect(std::string request);
  HttpPeer& reply(int status, const net::Headers& headers = {}, std::string_view body = {});
  HttpPeer& raw(std::string bytes);
  HttpPeer& then(Then then);  // keep is what happens without it

  std::uint16_t port() const { return port_; }
  std::string url(std::string_view target) const;
  std::vector<SeenRequest> seen() const;
  std::vector<std::string> surprises() const;
  bool done() const;  // every step was taken, and nothing else came
  int connections() const { return connections_; }

 private:
  struct Step {
    std::string expected, bytes;
    Then then = Then::keep;
  };
  struct Connection;

  explicit HttpPeer(const TlsIdentity* identity);
  void serve();
  void talk(Connection& connection);
  Step take(const SeenRequest& request);

  mutable std::mutex mutex_;
  std::deque<Step> script_;
  std::vector<SeenRequest> seen_;
  std::vector<std::string> surprises_;
  std::list<std::unique_ptr<Connection>> open_;
  std::shared_ptr<void> tls_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> connections_ = 0;
  std::jthread acceptor_;
};

}  // namespace usher::testing
