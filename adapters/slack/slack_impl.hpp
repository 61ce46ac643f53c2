// adapters/slack/slack_impl.hpp: the parts of the adapter and how they hang together. Included by slack*.cpp alone.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/desk.hpp"
#include "adapters/slack/door.hpp"
#include "adapters/slack/send.hpp"
#include "adapters/slack/slack.hpp"
#include "adapters/slack/sockets.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace usher::slack {

struct SlackAdapter::Impl {
  Impl(
      boost::asio::io_context& context, const Clock& wall, const Catalog& catalog,
      const CommandTable& commands, Settings from
  );

  // --- slack_parts.cpp ---
  Offices offices();
  std::optional<std::string> key_of(const Place& room, std::string_view ts);
  // Rows without an event, which the engine takes also while it stops.
  boost::asio::awaitable<Result<void>> commit(Write write);
  boost::asio::awaitable<void> commit_alone(Write write);
  void store(Write write);

  // --- slack_identity.cpp ---
  // Who Usher is here is kept, and asked anew at each start: the token may be another's by now.
  boost::asio::awaitable<void> verify();
  void learn_app(std::string_view app);
  void keep_identity();

  // --- slack.cpp ---
  boost::asio::awaitable<void> prune();
  void end(std::string_view line);  // it cannot go on
  void stop_accepting();
  void stop();

  boost::asio::io_context& io;
  const Clock& clock;
  Settings settings;
  const std::string space;
  net::HttpClient http;
  Api api;
  People people;
  Sender sender;
  Desk desk;
  std::unique_ptr<Sockets> sockets;
  std::unique_ptr<Door> door;
  std::unique_ptr<Database> reader;  // read-only, while the adapter runs
  std::optional<Accept> accept;
  boost::asio::steady_timer timer, asking;
  boost::asio::steady_timer leaving;  // never fires: cancelled by stop()
  bool listening = false, stopping = false;
};

}  // namespace usher::slack
