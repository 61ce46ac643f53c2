// bot/net/multi.hpp: libcurl's multi handle on an Asio executor: sockets and timers one way, finished transfers the other.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/errc.hpp"
#include "bot/net/ready_set.hpp"
#include "bot/net/transfer.hpp"

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <curl/curl.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <unordered_map>

namespace usher::net {

// On the thread of its executor, which is that of the transfers' waiters too. Held by shared_ptr, so that callbacks which come
// too late find nothing.
class Multi : public std::enable_shared_from_this<Multi> {
 public:
  // per_host: connections to one host at once.
  Multi(boost::asio::any_io_executor executor, int per_host);
  Multi(const Multi&) = delete;
  Multi& operator=(const Multi&) = delete;
  ~Multi();

  // Runs a transfer that is ready(), until its end or `deadline`. The transfer must outlive the wait, and is nobody else's
  // during it.
  boost::asio::awaitable<errc> perform(
      Transfer* transfer, std::chrono::steady_clock::time_point deadline
  );

  // Ends every transfer with `why`, through its handler, and takes no new ones.
  void shut_down(errc why);

 private:
  using Handler = boost::asio::any_completion_handler<void(errc)>;
  struct Running;
  struct Initiate;
  struct MultiDeleter {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };

  static int on_socket(CURL* easy, curl_socket_t fd, int what, void* self, void* known);
  static int on_timer(CURLM* multi, long after_ms, void* self);
  static int on_close(void* self, curl_socket_t fd);

  void start(std::unique_ptr<Running> running);
  void stop(CURL* easy, std::uint64_t ticket, errc why);
  void finish(CURL* easy, errc result);
  void reap();
  void call_in(long after_ms);  // negative: not at all
  void wait_for_due();
  void let_the_clock_be();
  void look_at_the_clock();
  void act(curl_socket_t fd, int events);
  void listen();
  void look_at_sockets();

  boost::asio::any_io_executor executor_;
  boost::asio::steady_timer timer_;
  // When libcurl wants to be called, when the timer's wait ends, and whether a call is under way already.
  std::chrono::steady_clock::time_point due_ = std::chrono::steady_clock::time_point::max();
  std::chrono::steady_clock::time_point waited_for_ = std::chrono::steady_clock::time_point::max();
  bool posted_ = false;
  ReadySet sockets_;
  std::unordered_map<CURL*, std::unique_ptr<Running>> running_;
  std::uint64_t tickets_ = 0;
  bool closed_ = false;
  std::unique_ptr<CURLM, MultiDeleter> multi_;
};

}  // namespace usher::net
