// tests/support/scripted_service.hpp: a service that answers as its script says, or not at all.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "bot/service.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace usher::test {

// Answers as its script says, one line a Call, the last for all that follow. Where the script is empty it never answers,
// until it is released.
class ScriptedService final : public Service {
 public:
  explicit ScriptedService(boost::asio::io_context& io) : held_(io) {
    held_.expires_at(std::chrono::steady_clock::time_point::max());
  }
  std::string_view name() const override { return "files"; }
  boost::asio::awaitable<Answer> perform(Call call) override {
    asked.push_back(call);
    if (script.empty()) {
      [[maybe_unused]] const auto ended =
          co_await held_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
      co_return answer(200, "late");
    }
    Answer next = script.front();
    if (script.size() > 1) script.erase(script.begin());
    co_return next;
  }
  bool is_prompt() const override { return prompt; }
  void release() { held_.cancel(); }

  static Answer answer(int status, std::string body) {
    Answer out;
    out.fetched.status = status;
    out.fetched.body = std::move(body);
    out.fetched.etag = "tag";
    return out;
  }
  static Answer failure(errc why, std::chrono::milliseconds after = {}) {
    Answer out;
    out.fetched.error = why;
    out.retry_after = after;
    return out;
  }

  std::vector<Answer> script;
  std::vector<Call> asked;
  bool prompt = false;

 private:
  boost::asio::steady_timer held_;
};

}  // namespace usher::test
