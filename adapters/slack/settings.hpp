// adapters/slack/settings.hpp: what the adapter is told by the configuration.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/slack/identity.hpp"
#include "bot/role_book.hpp"
#include "bot/secret.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace usher::slack {

struct Settings {
  enum class Mode : std::uint8_t { socket, http };
  Mode mode = Mode::socket;
  std::string api_url = "https://slack.com/api";  // no slash at the end
  std::string address = "127.0.0.1";              // http mode: where it listens
  std::uint16_t port = 8010;                      // 0: any that is free
  int connections = 2;                            // socket mode: standing ones
  double posts_per_second = 1;                    // pacing, per channel; 0: none
  int burst = 5;
  std::chrono::milliseconds settle{2000
  };  // before it is looked for what may have been sent just now
  bool debug_reconnects =
      false;  // socket mode: Slack ends each connection after six minutes, to try refreshes out
  Secret<std::string> bot_token, app_token, signing_secret;
  std::string database;   // read through a connection of the adapter's own
  bool loopback = false;  // http and ws may go to this machine: tests
  std::string contact;    // a URL for the user agent
  std::string language;   // of rooms, and of people whose locale is not known
  std::string community;  // its name
  RoleBook roles;         // what the configuration says of people, beside the workspace's admins
  Identity identity;
  // It cannot go on (a token was revoked, the app taken away): a line for the operator; run() returns then.
  std::function<void(std::string_view)> fatal;
  std::function<void(std::uint16_t)> listening;  // http mode: the port that it got
  std::function<std::string()> not_ready;  // http mode, for /readyz: why not; empty where it is
};

}  // namespace usher::slack
