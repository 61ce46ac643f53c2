// adapters/matrix/offers.hpp: the reactions beneath a message with buttons, put there when there is time. I/O thread only.
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "adapters/matrix/calls.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace usher::matrix {

// To a homeserver each reaction counts like a message (ten at once, then one in 5 s, with Synapse's defaults). So they are
// beside the lanes, not within them: one after another, none within 30 s of a 429 anywhere, none while a post waits, given up
// after two minutes: the numbers work without. The transaction id is the message's and the emoji: a repeat adds nothing.
class Offers {
 public:
  // held: whether the account is held back, or posts wait.
  Offers(
      const boost::asio::any_io_executor& executor, Api& api, std::string installation,
      std::function<bool()> held
  );
  Offers(const Offers&) = delete;
  Offers& operator=(const Offers&) = delete;
  ~Offers();
  void offer(std::string room, std::string event, std::size_t buttons);  // does not wait
  void limited();                                                        // a 429 has come
  boost::asio::awaitable<void> run();                                    // until stop()
  void stop();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace usher::matrix
