// tests/support/raw_socket.cpp: blocking sockets.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/raw_socket.hpp"

#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>
#include <utility>

namespace usher::testing {
namespace {

SSL* ssl_of(const std::shared_ptr<void>& ssl) { return static_cast<SSL*>(ssl.get()); }

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

}  // namespace

RawSocket::~RawSocket() {
  ssl_.reset();
  ::close(fd_);
}

std::unique_ptr<RawSocket> RawSocket::connect(std::uint16_t port) {
  auto socket = std::make_unique<RawSocket>(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_in address = loopback(port);
  if (::connect(socket->fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return nullptr;
  const timeval patience{
      .tv_sec = 20, .tv_usec = 0
  };  // a test that waits for what never comes fails, and does not hang
  ::setsockopt(socket->fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  return socket;
}

bool RawSocket::accept_tls(void* context) {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL
  ssl_ = {SSL_new(static_cast<SSL_CTX*>(context)), [](void* ssl) {
            SSL_free(static_cast<SSL*>(ssl));
          }};
  SSL_set_fd(ssl_of(ssl_), fd_);
  return SSL_accept(ssl_of(ssl_)) == 1;
}

std::string RawSocket::tls_name() const {
  const char* const name = SSL_get_servername(ssl_of(ssl_), TLSEXT_NAMETYPE_host_name);
  return name != nullptr ? name : "";
}

bool RawSocket::more(std::string& buffer) {
  char chunk[4096];
  const auto got = ssl_ ? SSL_read(ssl_of(ssl_), chunk, sizeof chunk)
                        : static_cast<int>(::recv(fd_, chunk, sizeof chunk, 0));
  if (got <= 0) return false;
  buffer.append(chunk, static_cast<std::size_t>(got));
  return true;
}

std::string RawSocket::read_until(std::string_view mark) {
  std::size_t end = 0;
  while ((end = pending_.find(mark)) == std::string::npos) {
    if (!more(pending_)) return std::exchange(pending_, {});
  }
  std::string taken = pending_.substr(0, end + mark.size());
  pending_.erase(0, taken.size());
  return taken;
}

std::string RawSocket::read_exactly(std::size_t size) {
  while (pending_.size() < size) {
    if (!more(pending_)) return std::exchange(pending_, {});
  }
  std::string taken = pending_.substr(0, size);
  pending_.erase(0, size);
  return taken;
}

std::string RawSocket::read_to_end() {
  while (more(pending_)) {
  }
  return std::exchange(pending_, {});
}

void RawSocket::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ssl_
                          ? SSL_write(ssl_of(ssl_), bytes.data(), static_cast<int>(bytes.size()))
                          : static_cast<int>(::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL));
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void RawSocket::shutdown() { ::shutdown(fd_, SHUT_RDWR); }

void RawSocket::reset() {
  const linger now{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  // The descriptor's number stays ours until the end; another socket in its place closes this one.
  const int nothing = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ::dup2(nothing, fd_);
  ::close(nothing);
}

void RawSocket::close_after_tls() {
  if (ssl_) SSL_shutdown(ssl_of(ssl_));
  shutdown();
}

int listen_on_loopback(std::uint16_t& port) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  if (::bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::listen(listener, 64) != 0) {
    throw std::runtime_error("cannot listen on loopback");
  }
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  port = ntohs(address.sin_port);
  return listener;
}

RawServer::RawServer(Talk talk, const TlsIdentity* identity) : talk_(std::move(talk)) {
  if (identity != nullptr) tls_ = identity->server_context();
  listener_ = listen_on_loopback(port_);
  thread_ = std::jthread([this] {
    while (true) {
      const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd < 0) return;
      ++connections_;
      RawSocket socket{fd};
      current_ = fd;
      if (!tls_ || socket.accept_tls(tls_.get())) talk_(socket);
      current_ = -1;
    }
  });
}

RawServer::~RawServer() {
  ::shutdown(listener_, SHUT_RDWR);
  if (const int fd = current_; fd >= 0) ::shutdown(fd, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

}  // namespace usher::testing
