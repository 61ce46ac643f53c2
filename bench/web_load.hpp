// The web adapter under load: the program, a bare server to hold it against, and the people who talk to either.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/net/http.hpp"
#include "bot/net/websocket.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <string>
#include <vector>

namespace usher::bench {

// `usher run`, serving the web on a free port of this machine and repeating what it is told. Nothing leaves the machine.
class WebProgram {
 public:
  explicit WebProgram(const std::string& database);  // throws when it does not serve
  WebProgram(const WebProgram&) = delete;
  WebProgram& operator=(const WebProgram&) = delete;
  ~WebProgram();  // stops it and waits

  const std::string& address() const;  // "127.0.0.1:PORT"
  int pid() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Beast behind net::Server and nothing else: every frame comes back as it was. On a thread of its own.
class EchoServer {
 public:
  EchoServer();
  EchoServer(const EchoServer&) = delete;
  EchoServer& operator=(const EchoServer&) = delete;
  ~EchoServer();

  const std::string& address() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

struct Tally {
  double per_second = 0;   // from sent to answer seen
  std::vector<double> ms;  // of each
};

// Each function returns when all is done, and throws when something is refused or nothing comes for 20 seconds.
class WebLoad {
 public:
  explicit WebLoad(std::string address);

  void sign_in(int people);
  void open(int tabs_each);     // says hello and waits for the welcome
  void open_bare(int sockets);  // to an EchoServer, where nobody signs in
  // One message in flight in every tab, until so many were sent or the time is over.
  Tally talk(long messages, std::chrono::seconds at_most);

 private:
  using Clock = std::chrono::steady_clock;
  struct Person {
    std::string id, cookie;
  };
  struct Tab {
    std::shared_ptr<net::WebSocket> socket;
    std::string room;
  };

  boost::asio::awaitable<void> sign_in_some();
  boost::asio::awaitable<void> open_some();
  boost::asio::awaitable<void> talk_in(std::size_t tab);
  void start(boost::asio::awaitable<void> what);
  void run();
  void watch();

  std::string address_;
  boost::asio::io_context io_{1};
  boost::asio::steady_timer watchdog_{io_};
  net::HttpClient http_;
  net::WebSocketClient client_;
  std::vector<Person> people_;
  std::vector<Tab> tabs_;
  bool bare_ = false;
  int running_ = 0;
  std::size_t next_ = 0, wanted_ = 0;  // people to sign in, or tabs to open
  long said_ = 0, quota_ = 0, progress_ = 0;
  Clock::time_point until_;
  std::vector<double> ms_;
  std::exception_ptr failed_;
};

}  // namespace usher::bench
