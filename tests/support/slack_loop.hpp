// tests/support/slack_loop.hpp: what the fake Slack runs on: one thread, epoll, TCP connections and timers.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace usher::testing::slack {

class Loop;

// One TCP connection. All on the loop's thread. By hand and not by Asio, because a fake must do what a library prevents:
// break off in the middle of a frame, stay half open, say nothing.
class Wire : public std::enable_shared_from_this<Wire> {
 public:
  Wire(Loop& loop, int fd) : loop_(loop), fd_(fd) {}
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  ~Wire();

  // Takes from `in` what it understands; called whenever there is more. May close the wire.
  std::function<void(std::string& in)> received;
  // Once, when the connection has ended from either side; never after cut() or reset().
  std::function<void()> gone;

  void send(std::string_view bytes
  );              // goes out at the end of the loop's turn, with all else of that turn
  void finish();  // when all is sent: FIN
  void cut();     // the end without a close frame, behind what was queued
  void reset();   // RST at once
  void freeze() { frozen_ = true; }  // half open: nothing is read or sent any more, and it stays
  bool open() const { return fd_ >= 0; }
  bool frozen() const { return frozen_; }

 private:
  friend class Loop;
  void read();
  void flush();
  void end(bool tell);

  Loop& loop_;
  int fd_;
  std::string in_, out_;
  std::size_t sent_ = 0;
  bool finishing_ = false, frozen_ = false, dirty_ = false, waits_ = false;
};

class Loop {
 public:
  using Clock = std::chrono::steady_clock;
  using Accepted = std::function<void(const std::shared_ptr<Wire>&)>;

  Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;
  ~Loop();

  std::uint16_t listen(Accepted accepted, std::uint16_t port = 0);  // on 127.0.0.1; before run()
  std::shared_ptr<Wire> connect(std::uint16_t port);  // to 127.0.0.1; nullptr: refused
  void after(std::chrono::milliseconds wait, std::function<void()> what);
  void at(Clock::time_point when, std::function<void()> what) {
    timers_.emplace(when, std::move(what));
  }
  Clock::time_point now() const { return now_; }  // of this turn

  void run();                             // until stop()
  void post(std::function<void()> what);  // any thread
  void stop();                            // any thread

 private:
  friend class Wire;
  void add(const std::shared_ptr<Wire>& wire);
  void remove(Wire& wire);
  void watch(const Wire& wire, bool writable) const;
  void accept();
  void turn();
  void take_posts();

  int epoll_ = -1, event_ = -1, listener_ = -1;
  Accepted accepted_;
  std::unordered_map<Wire*, std::shared_ptr<Wire>> wires_;
  std::vector<std::shared_ptr<Wire>> dirty_;
  std::multimap<Clock::time_point, std::function<void()>> timers_;
  std::mutex mutex_;
  std::vector<std::function<void()>> posts_;  // under the mutex
  std::atomic<bool> stopping_ = false;
  Clock::time_point now_ = Clock::now();
};

}  // namespace usher::testing::slack
