// bot/service_manager.cpp: sd_notify(3)'s datagrams.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/service_manager.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace usher {

namespace {

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

std::optional<std::chrono::microseconds> watchdog_of(std::string_view usec, std::string_view pid) {
  if (!pid.empty() && number_in(pid) != std::int64_t{::getpid()}) return std::nullopt;
  const auto limit = number_in(usec);
  if (!limit || *limit <= 0) return std::nullopt;
  return std::chrono::microseconds(*limit);
}

std::string variable(const char* name) {
  const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets it
  return value != nullptr ? value : "";
}

// Closed whatever happens.
struct Socket {
  int number;
  explicit Socket(int of) : number(of) {}
  ~Socket() {
    if (number >= 0) ::close(number);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
};

}  // namespace

ServiceManager::ServiceManager(
    std::string socket, std::string_view watchdog_usec, std::string_view watchdog_pid
)
    : socket_(std::move(socket)), watchdog_(watchdog_of(watchdog_usec, watchdog_pid)) {}

ServiceManager ServiceManager::of_environment() {
  return {variable("NOTIFY_SOCKET"), variable("WATCHDOG_USEC"), variable("WATCHDOG_PID")};
}

bool ServiceManager::tell(std::string_view state) const {
  if (socket_.empty() || (socket_.front() != '/' && socket_.front() != '@')) return false;
  sockaddr_un to{};
  // An abstract name is as long as the address says; a path ends with its NUL.
  if (socket_.size() >= sizeof to.sun_path) return false;
  to.sun_family = AF_UNIX;
  std::memcpy(&to.sun_path, socket_.data(), socket_.size());
  const bool abstract = socket_.front() == '@';
  if (abstract) to.sun_path[0] = '\0';
  const std::size_t length = offsetof(sockaddr_un, sun_path) + socket_.size() + (abstract ? 0 : 1);
  const Socket socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (socket.number < 0) return false;
  const ssize_t sent = ::sendto(
      socket.number, state.data(), state.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
      reinterpret_cast<const sockaddr*>(&to),  // NOLINT: as the sockets' interface has it
      static_cast<socklen_t>(length)
  );
  return sent == static_cast<ssize_t>(state.size());
}

}  // namespace usher
