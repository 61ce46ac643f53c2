// tests/support/matrix_server.hpp: requests over HTTP, faults as they are asked for, and what was called. One thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/matrix_calls.hpp"
#include "tests/support/matrix_faults.hpp"
#include "tests/support/slack_http.hpp"
#include "tests/support/slack_loop.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace usher::testing::matrix {

struct Call {
  std::uint64_t number = 0;
  std::string name, method, path, body, answer;
  std::vector<std::pair<std::string, std::string>> query;
  int status = 0;
  std::string fault;
  std::int64_t at_ms = 0;
  json::object object() const;
};

class Server {
 public:
  Server(World& world, Loop& loop, Calls& calls) : world_(world), loop_(loop), calls_(calls) {}

  Faults faults;
  std::chrono::milliseconds step{0};  // before each answer
  std::size_t kept = 5000;            // calls that are remembered
  void take(const std::shared_ptr<slack::Wire>& wire);
  const std::deque<Call>& calls() const { return log_; }
  json::object state() const;

 private:
  void read(const std::shared_ptr<slack::Wire>& wire, std::string& in);
  void serve(const std::shared_ptr<slack::Wire>& wire, const slack::HttpMessage& request);
  void give(
      const std::shared_ptr<slack::Wire>& wire, const Answer& answer, std::string_view how,
      std::chrono::milliseconds wait, bool close
  );
  void held(std::string_view name, const Answer& answer);
  void note(const Asked& asked, const Answer& answer, std::string_view fault);

  World& world_;
  Loop& loop_;
  Calls& calls_;
  std::deque<Call> log_;
  std::map<std::string, std::uint64_t, std::less<>> counts_;
  // By what is limited together: when a 429 was given, and until when.
  std::map<std::string, std::pair<Loop::Clock::time_point, Loop::Clock::time_point>, std::less<>>
      held_;
  std::uint64_t last_ = 0, early_ = 0, limited_ = 0, connections_ = 0;
};

}  // namespace usher::testing::matrix
