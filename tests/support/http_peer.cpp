// tests/support/http_peer.cpp: the scripted server, with blocking sockets and a thread per connection.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/http_peer.hpp"

#include "bot/text.hpp"
#include "tests/support/raw_socket.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <optional>

namespace usher::testing {

struct HttpPeer::Connection {
  explicit Connection(int fd) : socket(fd) {}

  std::optional<SeenRequest> read_request() {
    const std::string head = socket.read_until("\r\n\r\n");
    if (!head.ends_with("\r\n\r\n")) return std::nullopt;
    SeenRequest request;
    const auto lines = split(std::string_view{head}.substr(0, head.size() - 4), '\n');
    const auto words = split_words(lines.front());
    request.method = words.at(0);
    request.target = words.at(1);
    for (std::size_t i = 1; i < lines.size(); ++i) {
      const auto colon = lines[i].find(':');
      request.headers.push_back(
          {std::string{lines[i].substr(0, colon)}, std::string{trim(lines[i].substr(colon + 1))}}
      );
    }
    std::size_t length = 0;
    const auto said = net::find(request.headers, "content-length");
    std::from_chars(said.data(), said.data() + said.size(), length);
    request.body = socket.read_exactly(length);
    if (request.body.size() < length) return std::nullopt;
    return request;
  }

  RawSocket socket;
  std::jthread thread;
};

HttpPeer::HttpPeer(const TlsIdentity* identity) {
  if (identity != nullptr) tls_ = identity->server_context();
  listener_ = listen_on_loopback(port_);
  acceptor_ = std::jthread([this] { serve(); });
}

HttpPeer::~HttpPeer() {
  stopping_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (const auto& connection : open_) connection->socket.shutdown();
  for (const auto& connection : open_) connection->thread.join();
  ::close(listener_);
}

void HttpPeer::serve() {
  while (true) {
    const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) return;
    ++connections_;
    const std::lock_guard lock{mutex_};
    Connection& connection = *open_.emplace_back(std::make_unique<Connection>(fd));
    connection.thread = std::jthread([this, &connection] {
      if (tls_ && !connection.socket.accept_tls(tls_.get())) return connection.socket.shutdown();
      talk(connection);
    });
  }
}

void HttpPeer::talk(Connection& connection) {
  while (const auto request = connection.read_request()) {
    const Step step = take(*request);
    connection.socket.send(step.bytes);
    switch (step.then) {
      case Then::keep:
        continue;
      case Then::stall:
        connection.socket.read_to_end();
        return;
      case Then::reset:
        return connection.socket.reset();
      case Then::close:
        return connection.socket.close_after_tls();
    }
  }
}

HttpPeer::Step HttpPeer::take(const SeenRequest& request) {
  const std::lock_guard lock{mutex_};
  seen_.push_back(request);
  const std::string asked = request.method + " " + request.target;
  if (script_.empty() || script_.front().expected != asked) {
    surprises_.push_back(asked);
    return {asked, "HTTP/1.1 599 Unexpected\r\nContent-Length: 0\r\n\r\n", Then::keep};
  }
  Step step = std::move(script_.front());
  script_.pop_front();
  return step;
}

HttpPeer& HttpPeer::expect(std::string request) {
  const std::lock_guard lock{mutex_};
  script_.push_back({std::move(request), "", Then::keep});
  return *this;
}

HttpPeer& HttpPeer::raw(std::string bytes) {
  const std::lock_guard lock{mutex_};
  script_.back().bytes += bytes;
  return *this;
}

HttpPeer& HttpPeer::reply(int status, const net::Headers& headers, std::string_view body) {
  std::string bytes = fmt::format("HTTP/1.1 {} Answer\r\n", status);
  for (const auto& header : headers) bytes += fmt::format("{}: {}\r\n", header.name, header.value);
  const bool sized = status != 304 && status != 204 && net::find(headers, "content-length").empty();
  if (sized) bytes += fmt::format("Content-Length: {}\r\n", body.size());
  bytes.append("\r\n").append(body);
  return raw(std::move(bytes));
}

HttpPeer& HttpPeer::then(Then then) {
  const std::lock_guard lock{mutex_};
  script_.back().then = then;
  return *this;
}

std::string HttpPeer::url(std::string_view target) const {
  return fmt::format("{}://127.0.0.1:{}{}", tls_ ? "https" : "http", port_, target);
}

std::vector<SeenRequest> HttpPeer::seen() const {
  const std::lock_guard lock{mutex_};
  return seen_;
}

std::vector<std::string> HttpPeer::surprises() const {
  const std::lock_guard lock{mutex_};
  return surprises_;
}

bool HttpPeer::done() const {
  const std::lock_guard lock{mutex_};
  return script_.empty() && surprises_.empty();
}

}  // namespace usher::testing
