// adapters/slack/door.hpp: the HTTP Events API: Slack's requests, judged by their signature and answered within three seconds.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/desk.hpp"
#include "bot/clock.hpp"
#include "bot/net/server.hpp"
#include "bot/secret.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>

namespace usher::slack {

struct DoorSettings {
  std::string address = "127.0.0.1";  // TLS is a proxy's business
  std::uint16_t port = 8010;          // 0: any that is free
  Secret<std::string> signing_secret;
  std::function<std::string()> not_ready;  // for /readyz: why not; empty: it is
};

// Slack's requests come to /slack/events; commands and interactivity may go there too, or to /slack/commands and
// /slack/interactive: what a body is says its form. GET /healthz and /readyz are for whoever watches.
class Door {
 public:
  // clock and desk outlive it.
  Door(
      const boost::asio::any_io_executor& executor, const Clock& clock, Desk& desk,
      DoorSettings settings
  );
  Door(const Door&) = delete;
  Door& operator=(const Door&) = delete;
  ~Door();

  // Binds. The port that it got, or what went wrong in words for the operator.
  std::expected<std::uint16_t, std::string> listen();
  // Serves (listen() has been called) until stop(); what is under way is answered.
  boost::asio::awaitable<void> run();
  void stop();

  // One request, as the server brings it.
  boost::asio::awaitable<net::HttpResponse> answer(net::HttpRequest request);

  struct Figures {
    std::uint64_t requests = 0, strangers = 0,
                  limited = 0;  // strangers: not signed by Slack; limited: app_rate_limited
  };
  Figures figures() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace usher::slack
