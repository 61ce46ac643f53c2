// bot/net/ready_set.hpp: many descriptors of somebody else's, awaited as one: an epoll set of their own within Asio's.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace usher::net {

// I/O thread only. Asio tells of an edge once for each wait and needs a system call to wait again; libcurl wants to hear of a
// level, and says at the begin and at the end of every request that it does. So a descriptor stays in the set between
// requests, and nearly always nothing need be said to the system at all.
class ReadySet {
 public:
  // Throws std::system_error where the system has no more descriptors.
  explicit ReadySet(const boost::asio::any_io_executor& executor);
  ReadySet(const ReadySet&) = delete;
  ReadySet& operator=(const ReadySet&) = delete;
  ~ReadySet() {
    if (waiting_) *waiting_ = false;
  }

  enum : std::uint32_t { in = 1, out = 2 };
  struct Event {
    int fd = -1;
    std::uint32_t what = 0;  // of what is wanted there
  };

  // Somebody else's, which closed() is going to be told of: it may stay in the set while nothing is wanted of it.
  void opened(int fd) { entries_[fd].stays = true; }
  void closed(int fd);                    // just before it is
  void want(int fd, std::uint32_t what);  // 0: nothing any more

  // Calls `then` once when any of them may be ready, unless stop() comes first. One wait at a time.
  void wait(std::function<void()> then);
  void stop();
  // Those that are. Ask current() before each: what was done about one may have ended another.
  std::vector<Event> take();
  bool current(const Event& event) const;

 private:
  struct Entry {
    std::uint32_t wanted = 0, watched = 0;
    bool stays = false;
  };
  void watch(int fd, Entry& entry, std::uint32_t what);

  boost::asio::posix::stream_descriptor set_;
  std::unordered_map<int, Entry> entries_;
  std::shared_ptr<bool> waiting_;  // of the wait under way: false once it is stopped
};

}  // namespace usher::net
