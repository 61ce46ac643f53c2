// tests/support/slack_fake.hpp: a strict Slack on loopback, on a thread of its own: for unit tests, for the program slack_peer,
// and as the generator of load that bots are measured with.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/slack_rules.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace usher::testing::slack {

class FakeSlack {
 public:
  // "http" mode: payloads go to that port on this machine, instead of to sockets. port: where it listens; 0: any that is free.
  explicit FakeSlack(std::uint16_t port = 0);
  FakeSlack(const FakeSlack&) = delete;
  FakeSlack& operator=(const FakeSlack&) = delete;
  ~FakeSlack();

  std::string api_url() const;  // "http://127.0.0.1:PORT/api"
  std::string bot_token() const;
  std::string app_token() const;
  std::string signing_secret() const;

  // One command of slack_control.hpp, done at once; any thread. {"ok":false,"error":…} where it cannot be.
  json::object ask(json::object command);

  // --- for unit tests: the same, in fewer words ---
  // The next call of the method is answered so. Each is one call; they are met in their order.
  FakeSlack& expect(std::string_view method);
  FakeSlack& reply_with(int status, int retry_after = -1, std::string_view body = {});
  FakeSlack& reply_with(std::string_view error);    // Slack's word
  FakeSlack& but(std::string_view how);             // "reset", "lost", "stall", "ignored"
  std::size_t calls(std::string_view method);       // how many came
  json::object last_call(std::string_view method);  // its arguments; empty where there was none
  json::array violations();

 private:
  void push();

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace usher::testing::slack
