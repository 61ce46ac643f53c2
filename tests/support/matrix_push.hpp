// tests/support/matrix_push.hpp: transactions to an application service, one at a time, again until they are taken. One thread.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/support/matrix_accounts.hpp"
#include "tests/support/slack_loop.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>

namespace usher::testing::matrix {

using slack::Loop;

class Push {
 public:
  Push(World& world, Accounts& accounts, Loop& loop)
      : world_(world), accounts_(accounts), loop_(loop) {}

  std::uint16_t port = 0;  // where the service listens; 0: there is none
  std::chrono::milliseconds retry{500};
  std::size_t most = 100;    // events of one transaction
  int repeat = 0, lost = 0;  // each so manieth transaction comes twice; its answer is lost
  void happened(const Event& event);
  bool ping();
  json::object state() const;

 private:
  void go();
  void over(bool taken);

  World& world_;
  Accounts& accounts_;
  Loop& loop_;
  std::deque<std::string> events_;  // that wait, as they are sent
  std::string body_;                // of the transaction under way
  std::shared_ptr<slack::Wire> wire_;
  bool under_way_ = false;
  std::uint64_t number_ = 1, taken_ = 0, again_ = 0, refused_ = 0, attempt_ = 0;
  bool repeated_ = false;
};

}  // namespace usher::testing::matrix
