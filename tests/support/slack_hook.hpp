// tests/support/slack_hook.hpp: HTTP Events API mode, Slack's side: signed requests to the app, and their retries.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/slack_dispatch.hpp"
#include "tests/support/slack_http.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace usher::testing::slack {

class Hook {
 public:
  Hook(World& world, Loop& loop, Dispatch& dispatch)
      : world_(world), loop_(loop), dispatch_(dispatch) {}

  std::uint16_t port = 0;  // where the app listens, on this machine
  std::string path = "/slack/events";
  std::chrono::milliseconds step{0};    // a request takes so long
  std::chrono::seconds clock_error{0};  // of the timestamp that is signed
  bool wrong_signature = false;

  bool send(const std::shared_ptr<Delivery>& delivery);
  // A request as it is; the answer, or status 0 where there was none.
  using Answered = std::function<void(const HttpMessage& answer)>;
  void request(
      std::string body, std::string_view type,
      std::vector<std::pair<std::string, std::string>> headers, Answered answered
  );

 private:
  void put(
      const std::shared_ptr<Wire>& wire, std::string bytes, std::shared_ptr<Answered> answered
  );
  std::shared_ptr<Wire> wire();

  World& world_;
  Loop& loop_;
  Dispatch& dispatch_;
  std::deque<std::shared_ptr<Wire>> idle_;
};

}  // namespace usher::testing::slack
