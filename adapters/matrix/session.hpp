// adapters/matrix/session.hpp: the loop around session_machine.hpp, and the token that calls use. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/session_machine.hpp"
#include "adapters/matrix/settings.hpp"
#include "bot/net/http.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace usher::matrix {

class Session {
 public:
  struct Token {
    std::uint64_t number = 0;
    Secret<std::string> bearer;
  };
  // client outlives it. fatal: once, when the session has ended for good: a line for the operator.
  Session(
      boost::asio::any_io_executor executor, net::HttpClient& client, const Settings& settings,
      std::function<void(std::string_view line)> fatal
  );
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  // Until stop(). Logs in where nothing is kept.
  boost::asio::awaitable<void> run();
  void stop();

  // The token of now; waits for a login or refresh under way, at most so long: errc::unauthorized, timed_out, cancelled.
  boost::asio::awaitable<Result<Token>> token(std::chrono::milliseconds patience);
  // What a call with it was refused with.
  void refused(std::uint64_t number, bool soft);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace usher::matrix
