// bot/net/ready_set.cpp: what the system is told of the descriptors, as late as can be.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/ready_set.hpp"

#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace usher::net {
namespace asio = boost::asio;

namespace {

int new_set() {
  const int fd = ::epoll_create1(EPOLL_CLOEXEC);
  if (fd < 0) throw std::system_error(errno, std::generic_category(), "epoll_create1");
  return fd;
}

}  // namespace

ReadySet::ReadySet(const asio::any_io_executor& executor) : set_(executor, new_set()) {}

void ReadySet::closed(int fd) {
  const auto at = entries_.find(fd);
  if (at == entries_.end()) return;
  watch(fd, at->second, 0);
  entries_.erase(at);
}

void ReadySet::want(int fd, std::uint32_t what) {
  const auto at = entries_.try_emplace(fd).first;
  Entry& entry = at->second;
  entry.wanted = what;
  if (what == 0 && !entry.stays) {
    watch(fd, entry, 0);
    entries_.erase(at);
    return;
  }
  // To be writable is the rule, so that is watched for only while it is wanted; to be readable is news even so.
  const std::uint32_t watched = what | (entry.watched & in);
  if (watched != entry.watched) watch(fd, entry, watched);
}

void ReadySet::watch(int fd, Entry& entry, std::uint32_t what) {
  epoll_event event{};
  event.events = ((what & in) != 0 ? std::uint32_t{EPOLLIN} : 0U) |
                 ((what & out) != 0 ? std::uint32_t{EPOLLOUT} : 0U);
  event.data.fd = fd;
  const bool there = std::exchange(entry.watched, what) != 0;
  const int set = set_.native_handle();
  if (what == 0) {
    if (there) ::epoll_ctl(set, EPOLL_CTL_DEL, fd, &event);
    return;
  }
  // Who closes a descriptor without a word takes it out of the set, too.
  if (::epoll_ctl(set, there ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event) == 0) return;
  if (errno == ENOENT || errno == EEXIST)
    ::epoll_ctl(set, errno == ENOENT ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, &event);
}

void ReadySet::wait(std::function<void()> then) {
  if (waiting_) return;
  waiting_ = std::make_shared<bool>(true);
  set_.async_wait(
      asio::posix::descriptor_base::wait_read,
      [this, mine = waiting_, then = std::move(then)](boost::system::error_code) {
        if (!*mine) return;  // and this may be gone
        waiting_.reset();
        then();
      }
  );
}

void ReadySet::stop() {
  if (!waiting_) return;
  *waiting_ = false;
  waiting_.reset();
  boost::system::error_code ignored;
  set_.cancel(ignored);
}

std::vector<ReadySet::Event> ReadySet::take() {
  constexpr std::size_t most = 64;  // what is more is told of at the next wait
  std::array<epoll_event, most> ready;
  const int count = ::epoll_wait(set_.native_handle(), ready.data(), static_cast<int>(most), 0);
  std::vector<Event> events;
  events.reserve(static_cast<std::size_t>(std::max(count, 0)));
  for (int i = 0; i < count; ++i) {
    const epoll_event& one = ready[static_cast<std::size_t>(i)];
    const auto at = entries_.find(one.data.fd);
    if (at == entries_.end()) continue;
    Entry& entry = at->second;
    // An end or an error is found by whoever reads or writes.
    const bool broken = (one.events & (EPOLLERR | EPOLLHUP)) != 0;
    std::uint32_t what = broken ? in | out : 0U;
    if ((one.events & EPOLLIN) != 0) what |= in;
    if ((one.events & EPOLLOUT) != 0) what |= out;
    what &= entry.wanted;
    if (what != 0)
      events.push_back({one.data.fd, what});
    else
      watch(one.data.fd, entry, entry.wanted);  // between requests: the other side has hung up
  }
  return events;
}

bool ReadySet::current(const Event& event) const {
  const auto at = entries_.find(event.fd);
  return at != entries_.end() && (at->second.wanted & event.what) != 0;
}

}  // namespace usher::net
