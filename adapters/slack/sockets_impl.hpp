// adapters/slack/sockets_impl.hpp: what the loops of Socket Mode share. Included by sockets*.cpp alone.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/sockets.hpp"

#include <boost/asio/steady_timer.hpp>

#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>

namespace usher::slack {

struct Sockets::Impl : std::enable_shared_from_this<Sockets::Impl> {
  using Self = std::shared_ptr<Impl>;
  using Socket = std::shared_ptr<net::WebSocket>;
  using Time = SocketMachine::Time;
  using Link = SocketMachine::Link;

  Impl(boost::asio::any_io_executor context, SocketSettings given, Desk& to, OpenConnection asks);

  // --- sockets.cpp: the pool ---
  // Does what the machine says, and sets the alarm. Called after whatever it was told. Never throws what a callback does.
  void pump();
  void spawn(boost::asio::awaitable<void> work);
  void perform(const SocketMachine::Ask& ask);
  void perform(SocketMachine::Dial& dial);
  void perform(const SocketMachine::Close& close);
  void perform(const SocketMachine::Tell& tell);
  void perform(const SocketMachine::App& app);
  void perform(const SocketMachine::GiveUp& why);
  void perform(const SocketMachine::Over& over);

  // --- sockets_serve.cpp: one connection. However these end, the machine is told. ---
  static boost::asio::awaitable<void> find_url(Self self, Link link);
  static boost::asio::awaitable<void> serve(Self self, Link link, std::string url);
  static boost::asio::awaitable<errc> converse(Self self, Link link, std::string url);
  static boost::asio::awaitable<void> acknowledge(
      Self self, Link link, Socket socket, Envelope envelope
  );
  boost::asio::awaitable<void> breathe();
  void heard(Link link, const Socket& socket, const net::WsMessage& message);

  boost::asio::any_io_executor executor;
  const SocketSettings settings;
  Desk& desk;
  const OpenConnection open;
  std::mt19937_64 random{std::random_device{}()};  // for the jitter alone
  net::WebSocketClient client;
  SocketMachine machine;
  std::map<Link, Socket> sockets;
  boost::asio::steady_timer alarm;  // machine.wake()
  std::optional<Time> armed;
  boost::asio::steady_timer over;
  std::size_t active = 0;  // coroutines
  bool pumping = false, done = false;
};

}  // namespace usher::slack
