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
#include <vector>

namespace usher::matrix {

class Session {
 public:
  struct Token {
    std::uint64_t number = 0;
    Secret<std::string> bearer;
  };
  // client outlives it. fatal: once, when the session has ended for good: a line for the operator. Tokens are hidden from the
  // log before they are used, and kept in settings.session_file before that; those of the operator's files are not.
  Session(
      boost::asio::any_io_executor executor, net::HttpClient& client, const Settings& settings,
      std::function<void(std::string_view line)> fatal, SessionMachine::Limits limits = {}
  );
  // A token as it is, from the start: nothing is asked, renewed, written or erased. For usher doctor (token_there()) and tests.
  // The first refusal of it is the end. run() has nothing to do.
  Session(boost::asio::any_io_executor executor, Secret<std::string> token);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  // Until stop(), or the session's end. Logs in where nothing is kept.
  boost::asio::awaitable<void> run();
  void stop();

  // The token of now; waits for a login or refresh under way, at most so long: errc::unauthorized (the session has ended for
  // good), timed_out, cancelled (it was stopped).
  boost::asio::awaitable<Result<Token>> token(std::chrono::milliseconds patience);
  // The same where there is nothing to wait for, until the next turn of the loop; null: see token().
  const Token* token_at_hand() const;
  // What a call with it was refused with.
  void refused(std::uint64_t number, bool soft);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

// In which order a login is tried with what the settings have. Pure.
std::vector<SessionMachine::Way> ways_of(const Settings& settings);
// The token that a run with these settings would use, without asking anybody for one: of the session's file, else the
// operator's. Of an application service its own. Nothing where Usher would have to log in first; an error: for the operator.
std::expected<std::optional<Secret<std::string>>, std::string> token_there(const Settings& settings
);

}  // namespace usher::matrix
