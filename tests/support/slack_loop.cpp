// tests/support/slack_loop.cpp: level-triggered epoll; what is sent in one turn goes out in one write.
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/support/slack_loop.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>

namespace usher::testing::slack {
namespace {

constexpr std::size_t kept = 64U << 10U;  // what a buffer keeps between uses

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

void no_delay(int fd) {
  const int yes = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

}  // namespace

Wire::~Wire() {
  if (fd_ >= 0) ::close(fd_);
}

void Wire::send(std::string_view bytes) {
  if (fd_ < 0 || frozen_ || finishing_) return;
  out_.append(bytes);
  if (dirty_) return;
  dirty_ = true;
  loop_.dirty_.push_back(shared_from_this());
}

void Wire::finish() {
  if (fd_ < 0) return;
  finishing_ = true;
  if (dirty_) return;
  dirty_ = true;
  loop_.dirty_.push_back(shared_from_this());
}

void Wire::cut() {
  flush();  // what was said before it is on its way
  end(false);
}

void Wire::reset() {
  if (fd_ < 0) return;
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  end(false);
}

void Wire::end(bool tell) {
  if (fd_ < 0) return;
  const auto self = shared_from_this();
  loop_.remove(*this);
  ::close(fd_);
  fd_ = -1;
  if (tell && gone) gone();
  received = nullptr;
  gone = nullptr;
}

void Wire::read() {
  if (frozen_) return;
  const auto self = shared_from_this();
  std::array<char, 65536> chunk;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled by recv
  const ssize_t got = ::recv(fd_, chunk.data(), chunk.size(), 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) return end(true);
  in_.append(chunk.data(), static_cast<std::size_t>(got));
  // A copy, because what is called may put another in its place.
  if (const auto receive = received) receive(in_);
  if (in_.empty() && in_.capacity() > kept) in_.shrink_to_fit();
}

void Wire::flush() {
  dirty_ = false;
  if (fd_ < 0 || frozen_) return;
  while (sent_ < out_.size()) {
    const ssize_t done = ::send(fd_, out_.data() + sent_, out_.size() - sent_, MSG_NOSIGNAL);
    if (done < 0 && errno == EINTR) continue;
    if (done < 0 && errno == EAGAIN) {
      if (!std::exchange(waits_, true)) loop_.watch(*this, true);
      return;
    }
    if (done < 0) return end(true);
    sent_ += static_cast<std::size_t>(done);
  }
  out_.clear();
  if (out_.capacity() > kept) out_.shrink_to_fit();
  sent_ = 0;
  if (std::exchange(waits_, false)) loop_.watch(*this, false);
  // The other side closes in its turn, or has done so: waiting for that keeps what we sent last from being lost to a RST.
  if (finishing_) ::shutdown(fd_, SHUT_WR);
}

Loop::Loop()
    : epoll_(::epoll_create1(EPOLL_CLOEXEC)), event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  epoll_event interest{.events = EPOLLIN, .data = {.ptr = &event_}};
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, event_, &interest);
}

Loop::~Loop() {
  timers_.clear();
  posts_.clear();
  for (const auto& [raw, wire] : wires_) {
    wire->received = nullptr;
    wire->gone = nullptr;
  }
  dirty_.clear();
  wires_.clear();
  for (const int fd : {listener_, event_, epoll_})
    if (fd >= 0) ::close(fd);
}

std::uint16_t Loop::listen(Accepted accepted, std::uint16_t port) {
  accepted_ = std::move(accepted);
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const int yes = 1;
  ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in address = loopback(port);
  socklen_t size = sizeof address;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::listen(listener_, 512) != 0)
    throw std::runtime_error("the fake Slack cannot listen on loopback");
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  epoll_event interest{.events = EPOLLIN, .data = {.ptr = &listener_}};
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, listener_, &interest);
  return ntohs(address.sin_port);
}

std::shared_ptr<Wire> Loop::connect(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  // On loopback a connection is there or refused at once, so this does not hold the loop up.
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(fd);
    return nullptr;
  }
  no_delay(fd);
  auto wire = std::make_shared<Wire>(*this, fd);
  add(wire);
  return wire;
}

void Loop::add(const std::shared_ptr<Wire>& wire) {
  wires_[wire.get()] = wire;
  epoll_event interest{.events = EPOLLIN, .data = {.ptr = wire.get()}};
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, wire->fd_, &interest);
}

void Loop::remove(Wire& wire) {
  ::epoll_ctl(epoll_, EPOLL_CTL_DEL, wire.fd_, nullptr);
  wires_.erase(&wire);
}

void Loop::watch(const Wire& wire, bool writable) const {
  epoll_event interest{.events = EPOLLIN, .data = {.ptr = const_cast<Wire*>(&wire)}};
  if (writable) interest.events |= EPOLLOUT;
  ::epoll_ctl(epoll_, EPOLL_CTL_MOD, wire.fd_, &interest);
}

void Loop::accept() {
  while (true) {
    const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0) return;
    no_delay(fd);
    const auto wire = std::make_shared<Wire>(*this, fd);
    add(wire);
    accepted_(wire);
  }
}

void Loop::after(std::chrono::milliseconds wait, std::function<void()> what) {
  at(now_ + wait, std::move(what));
}

void Loop::post(std::function<void()> what) {
  {
    const std::lock_guard lock(mutex_);
    posts_.push_back(std::move(what));
  }
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(event_, &one, sizeof one);
}

void Loop::stop() {
  stopping_ = true;
  post([] {});
}

void Loop::take_posts() {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto got = ::read(event_, &count, sizeof count);
  std::vector<std::function<void()>> posts;
  {
    const std::lock_guard lock(mutex_);
    posts.swap(posts_);
  }
  for (const auto& what : posts) what();
}

void Loop::run() {
  while (!stopping_) turn();
}

void Loop::turn() {
  using std::chrono::milliseconds;
  int wait = 1000;
  if (!dirty_.empty()) {
    wait = 0;
  } else if (!timers_.empty()) {
    const auto left = std::chrono::ceil<milliseconds>(timers_.begin()->first - Clock::now());
    wait = static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, wait));
  }
  std::array<epoll_event, 128>
      events;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled by epoll_wait
  const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), wait);
  now_ = Clock::now();
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events.at(static_cast<std::size_t>(i));
    if (event.data.ptr == &event_) {
      take_posts();
    } else if (event.data.ptr == &listener_) {
      accept();
    } else if (const auto found = wires_.find(static_cast<Wire*>(event.data.ptr));
               found != wires_.end()) {
      const auto wire = found->second;
      if ((event.events & EPOLLOUT) != 0) wire->flush();
      if (wire->open() && wire->frozen()) {
        // Nothing is read of it, so it must not be reported at every turn.
        ::epoll_ctl(epoll_, EPOLL_CTL_DEL, wire->fd_, nullptr);
      } else if (wire->open() && (event.events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) {
        wire->read();
      }
    }
  }
  while (!timers_.empty() && timers_.begin()->first <= now_) {
    const auto what = std::move(timers_.begin()->second);
    timers_.erase(timers_.begin());
    what();
  }
  std::vector<std::shared_ptr<Wire>> dirty;
  dirty.swap(dirty_);
  for (const auto& wire : dirty) wire->flush();
}

}  // namespace usher::testing::slack
