// tests/support/slack_sockets.hpp: Socket Mode, Slack's side of it: tickets, hello, envelopes, acknowledgements, refreshes, and
// all that goes wrong.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/slack_dispatch.hpp"
#include "tests/support/slack_http.hpp"

#include <deque>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace usher::testing::slack {

class Sockets {
 public:
  Sockets(World& world, Loop& loop, Dispatch& dispatch);

  std::chrono::milliseconds step{0
  };  // each answer of the network takes so long: hello here, HTTP in the server
  std::chrono::milliseconds frame{0};  // and each envelope
  std::chrono::milliseconds ping{10000};
  std::size_t most = 10;  // sockets; one more is told too_many_websockets
  bool no_hello = false;  // sockets open and say nothing

  std::string new_url();  // for apps.connections.open: once, within 30 s
  // A handshake. What answers it where it is refused; else the wire is a socket from here on.
  std::string upgrade(const std::shared_ptr<Wire>& wire, const HttpMessage& request);
  bool send(const std::shared_ptr<Delivery>& delivery);

  // All of them, or the oldest. A disconnect message of that reason is sent; the socket brings more while `brings`, and is cut
  // without a close frame after `grace`.
  void refresh(std::string_view reason, bool brings, std::chrono::milliseconds grace, bool all);
  enum class Cut : std::uint8_t { fin, rst, freeze };
  void cut(Cut how, bool all);
  void say(std::string_view text);  // to each socket, as it is

  std::size_t open() const;  // sockets that have been said hello to, and bring what comes
  json::object state() const;

 private:
  struct Socket {
    std::uint64_t id = 0;
    std::shared_ptr<Wire> wire;
    std::string fragments;
    bool ready = false, brings = true, closing = false;
    std::size_t unacknowledged = 0;
  };
  struct Under {
    std::shared_ptr<Delivery> delivery;
    std::uint64_t socket = 0;
  };

  void hello(std::uint64_t id);
  void read(std::uint64_t id, std::string& in);
  void on_text(Socket& socket, std::string_view text);
  void over(std::uint64_t id, bool politely);
  void finished(const std::string& envelope);
  void write(const Socket& socket, unsigned opcode, std::string_view payload);
  void look_at_deadlines();
  void send_pings();
  std::vector<std::uint64_t> chosen(bool all) const;

  World& world_;
  Loop& loop_;
  Dispatch& dispatch_;
  std::mt19937 random_{20261126};
  std::map<std::string, Loop::Clock::time_point> tickets_;
  std::map<std::uint64_t, Socket> sockets_;
  std::unordered_map<std::string, Under> under_way_;               // by envelope
  std::multimap<Loop::Clock::time_point, std::string> deadlines_;  // envelopes
  std::deque<std::string>
      done_;  // envelopes that were acknowledged or given up, the latest of them
  std::uint64_t last_ = 0, envelopes_ = 0;
  std::uint64_t opened_ = 0, closed_politely_ = 0, closed_rudely_ = 0, cut_ = 0, twice_ = 0,
                nowhere_ = 0, caught_ = 0;
  std::string out_;  // kept between frames
};

}  // namespace usher::testing::slack
