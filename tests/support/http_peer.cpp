// tests/support/http_peer.cpp: the scripted server, with blocking sockets and a thread per connection.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/http_peer.hpp"

#include "bot/text.hpp"

#include <fmt/format.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <optional>

namespace usher::testing {

struct HttpPeer::Connection {
  explicit Connection(int socket) : fd(socket) {}
  ~Connection() {
    SSL_free(ssl);
    ::close(fd);
  }
  // Fills `buffer` with more; false at the end.
  bool more(std::string& buffer) const {
    char chunk[4096];
    const auto got = ssl != nullptr ? SSL_read(ssl, chunk, sizeof chunk)
                                    : static_cast<int>(::recv(fd, chunk, sizeof chunk, 0));
    if (got <= 0) return false;
    buffer.append(chunk, static_cast<std::size_t>(got));
    return true;
  }
  void send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto sent =
          ssl != nullptr ? SSL_write(ssl, bytes.data(), static_cast<int>(bytes.size()))
                         : static_cast<int>(::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL));
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  std::optional<SeenRequest> read_request(std::string& buffer) const {
    std::size_t end = 0;
    while ((end = buffer.find("\r\n\r\n")) == std::string::npos) {
      if (!more(buffer)) return std::nullopt;
    }
    SeenRequest request;
    const std::string head = buffer.substr(0, end);
    buffer.erase(0, end + 4);
    const auto lines = split(head, '\n');
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
    while (buffer.size() < length) {
      if (!more(buffer)) return std::nullopt;
    }
    request.body = buffer.substr(0, length);
    buffer.erase(0, length);
    return request;
  }

  int fd;
  SSL* ssl = nullptr;
  std::jthread thread;
};

HttpPeer::HttpPeer(const TlsIdentity* identity) {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL
  if (identity != nullptr) tls_ = identity->server_context();
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
  ::listen(listener_, 64);
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  acceptor_ = std::jthread([this] { serve(); });
}

HttpPeer::~HttpPeer() {
  stopping_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (const auto& connection : open_) ::shutdown(connection->fd, SHUT_RDWR);
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
      if (tls_) {
        connection.ssl = SSL_new(static_cast<SSL_CTX*>(tls_.get()));
        SSL_set_fd(connection.ssl, connection.fd);
        if (SSL_accept(connection.ssl) != 1) {
          ::shutdown(connection.fd, SHUT_RDWR);
          return;
        }
      }
      talk(connection);
    });
  }
}

void HttpPeer::talk(Connection& connection) {
  std::string buffer;
  while (const auto request = connection.read_request(buffer)) {
    const Step step = take(*request);
    connection.send(step.bytes);
    switch (step.then) {
      case Then::keep:
        continue;
      case Then::stall:
        while (connection.more(buffer)) {
        }
        return;
      case Then::reset: {
        const linger now{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(connection.fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        // The descriptor itself stays ours until the end; a new one in its place closes the socket.
        const int nothing = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        ::dup2(nothing, connection.fd);
        ::close(nothing);
        return;
      }
      case Then::close:
        if (connection.ssl != nullptr) SSL_shutdown(connection.ssl);
        ::shutdown(connection.fd, SHUT_RDWR);
        return;
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
