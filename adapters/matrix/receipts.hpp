// adapters/matrix/receipts.hpp: "seen": m.read for what was handled, now and then. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/calls.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <memory>
#include <string>

namespace usher::matrix {

// Of each room the latest handled event, at most once in ten seconds a room and five a second in all; of what fails nothing is
// repeated. Only for what was addressed to Usher: it is nobody's business how fast chatter is skipped.
class Receipts {
 public:
  Receipts(const boost::asio::any_io_executor& executor, Api& api);
  Receipts(const Receipts&) = delete;
  Receipts& operator=(const Receipts&) = delete;
  ~Receipts();
  void handled(std::string room, std::string event);
  boost::asio::awaitable<void> run();
  void stop();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace usher::matrix
