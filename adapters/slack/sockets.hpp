// adapters/slack/sockets.hpp: Socket Mode: the loops around socket_machine.hpp, one for the pool and one for each socket.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/api.hpp"
#include "adapters/slack/desk.hpp"
#include "adapters/slack/socket_machine.hpp"
#include "bot/net/websocket.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace usher::slack {

struct SocketSettings {
  SocketMachine::Limits limits;  // limits.connections: settings.connections
  bool loopback = false;         // ws may go to this machine: tests
  std::vector<std::string>
      hosts;  // where Slack may send us: "slack.com", ".slack.com"; see socket_hosts()
  std::string contact;
  bool debug_reconnects =
      false;  // Slack then closes each connection after six minutes: to try refreshes out
  // Without a frame for so long a socket is dead, whatever TCP says; a ping is sent after half of it (facts/slack.md 1.2,
  // lesson 7).
  std::chrono::milliseconds silence{30000};
  // Once, from the hello: "A0123".
  std::function<void(std::string_view app)> app;
  // It cannot go on: a line for the operator. run() returns soon after.
  std::function<void(std::string_view line)> fatal;
};

// Of settings.api_url: its host and what lies under its domain. Empty with loopback: the URL's own host, which the client
// allows on this machine alone.
std::vector<std::string> socket_hosts(std::string_view api_url, bool loopback);

class Sockets {
 public:
  // Api::open_connection.
  using OpenConnection =
      std::function<boost::asio::awaitable<std::expected<boost::json::object, Refusal>>()>;

  // desk outlives it.
  Sockets(
      boost::asio::any_io_executor executor, SocketSettings settings, Desk& desk,
      OpenConnection open
  );
  Sockets(const Sockets&) = delete;
  Sockets& operator=(const Sockets&) = delete;
  ~Sockets();

  // Keeps the connections until stop() was called and all of them are closed, or Slack has refused for good.
  boost::asio::awaitable<void> run();
  // Acknowledges what is under way, sends close frames.
  void stop();

  struct Figures {
    std::size_t ready = 0;      // standing connections that have said hello
    std::size_t live = 0;       // these, and those that another is about to replace
    int counted = 0;            // by Slack, at the latest hello
    int strangers = 0;          // of those, not ours
    std::uint64_t hellos = 0;   // connections made so far
    std::size_t under_way = 0;  // envelopes not yet acknowledged
  };
  Figures figures() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace usher::slack
